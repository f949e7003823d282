"""绩效自评: what follows from the data of a self-evaluation; the points themselves are in `scoring`."""
