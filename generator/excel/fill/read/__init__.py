"""The fill-in workbook read back into the tree of a data file."""
