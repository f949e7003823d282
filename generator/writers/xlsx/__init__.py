"""Workbooks out: the tables of a report, and findings."""
