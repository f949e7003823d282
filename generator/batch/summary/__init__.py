"""The summary of a bureau: how each department came out, who is missing, key figures; as a page and a workbook."""
