"""Packs checked without data: unknown names, unused settings, leftovers, tags."""
