"""How far the packs of the provinces agree with what was seen of published forms: outlines and sentence frames."""
