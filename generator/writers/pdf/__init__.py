"""The PDF writer: pages, contents numbers, bookmarks, archival and accessible variants."""
