"""PDF in: characters with their baseline, ruling lines, and from them lines of text and ruled grids, page by page."""
