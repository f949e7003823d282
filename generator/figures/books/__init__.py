"""The books of a department-year as cubes, and the totals and lists that follow from them."""
