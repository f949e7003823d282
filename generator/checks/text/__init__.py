"""Rules over texts: patterns, structure, typed figures, percentages, years, names of places."""
