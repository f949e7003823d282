"""Published reports in: DOCX, PDF and saved web pages become pages of lines and ruled grids, and from them the report's outline.

`report.py` has the data types. Nothing here knows what the figures of a department are: a table is a grid of texts, a paragraph
a text, each with the place where it stands in the file.
"""
