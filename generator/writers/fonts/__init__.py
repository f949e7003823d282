"""Fonts: which files are found, and how wide their characters are."""
