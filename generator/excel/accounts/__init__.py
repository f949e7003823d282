"""Workbooks in: the 财决 export and published 公开表 become the tree of a data file, each figure with its sheet and cell."""

from generator.excel.accounts.facts import Fact
from generator.excel.accounts.importing import Imported, ImportOptions, import_tables, import_workbook

__all__ = ["Fact", "ImportOptions", "Imported", "import_tables", "import_workbook"]
