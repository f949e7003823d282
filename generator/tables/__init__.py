"""Statutory tables: a specification (a pack's data) and the figures make a Table block."""

from generator.tables.make import make_table
from generator.tables.spec import Spec, load_spec

__all__ = ["Spec", "load_spec", "make_table"]
