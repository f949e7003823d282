"""The PDF engine (WeasyPrint) and every hook into its private parts."""
