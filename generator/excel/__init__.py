"""Workbooks: 财决 and 公开表 workbooks in, the fill-in workbook out and back."""
