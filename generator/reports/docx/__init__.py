"""Word documents in: the body of a DOCX as lines and grids, as it reads once all tracked changes are accepted."""
