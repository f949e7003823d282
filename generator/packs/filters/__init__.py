"""The Chinese filters, tests and functions of templates."""
