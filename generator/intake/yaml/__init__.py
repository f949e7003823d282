"""YAML data files: text, nodes with line and column, common slips, comments, and writing back."""
