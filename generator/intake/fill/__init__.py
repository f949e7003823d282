"""填报表: a department-year as a workbook to fill in, and back without loss (DESIGN §3, §9)."""

from generator.intake.fill.book import write_book
from generator.intake.fill.read import Filled, is_fill_book, read_book

__all__ = ["Filled", "is_fill_book", "read_book", "write_book"]
