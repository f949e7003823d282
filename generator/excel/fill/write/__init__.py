"""The fill-in workbook written: guide, sheets, totals, drop-downs."""
