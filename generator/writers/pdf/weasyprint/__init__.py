"""The PDF by WeasyPrint: it prints the HTML; its layout and tags are corrected where look and standards need it."""
