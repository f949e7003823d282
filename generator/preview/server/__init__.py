"""The server of the preview: its addresses, its connections, and who may see a page."""
