"""Packs made and looked at: a contents page becomes a pack, a pack is checked whole, its form is shown without data."""
