"""The draft of one report as the browser shows it: its stages, its sheets cut into pieces, its pages, marks and sources."""
