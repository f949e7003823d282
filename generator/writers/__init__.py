"""One writer per format. Each takes the same Document and never looks at the data."""
