"""A document arranged for a style: which tables stay whole, where titles and lines break, indents, contents pitch."""
