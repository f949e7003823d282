"""Figures as they are printed: rounding, number formats, shares, and changes in words."""
