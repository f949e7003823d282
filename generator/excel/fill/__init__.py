"""填报表: a department-year as a workbook to fill in, and back without loss (DESIGN §3, §9)."""

from generator.excel.fill.read.workbook import Filled, is_fill_book, read_book
from generator.excel.fill.write.book import write_book

__all__ = ["Filled", "is_fill_book", "read_book", "write_book"]
