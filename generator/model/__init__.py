"""What a department-year is: its fields, its exact amounts, and the statutory classifications. No input or output."""
