"""A report edited by hand against what the data says now."""

from generator.verify.compare import Difference, compare
from generator.verify.reader import ReadLine, read_docx
from generator.verify.run import verify

__all__ = ["Difference", "ReadLine", "compare", "read_docx", "verify"]
