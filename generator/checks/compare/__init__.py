"""Two figures for one thing: stated beside derived, control figures, sums of units."""
