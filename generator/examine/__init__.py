"""体检: a published report checked as it stands, without its data: contents, numbering, tables, text against tables.

A figure that is not understood is left alone; rounding (尾差) is one hint for all of it.
"""

from generator.examine.examination import Examination, examine

__all__ = ["Examination", "examine"]
