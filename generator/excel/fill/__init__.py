"""填报表: a department-year as a workbook to fill in, and back without loss (docs/Excel填报与结转.md)."""

from generator.excel.fill.read.workbook import Filled, is_fill_book, read_book
from generator.excel.fill.write.book import write_book

__all__ = ["Filled", "is_fill_book", "read_book", "write_book"]
