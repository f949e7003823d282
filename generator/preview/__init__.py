"""Preview: the drafts of a folder of department-years in the browser, live, with the source of every figure."""

from generator.preview.server.serve import serve

__all__ = ["serve"]
