"""A report edited by hand against what the data says now."""

from generator.verify.compare import Difference, compare
from generator.verify.reader import Item, read_docx
from generator.verify.run import verify

__all__ = ["Difference", "Item", "compare", "read_docx", "verify"]
