"""Statutory tables: a specification (a pack's data) and the figures make a Table block."""

from generator.tables.adapt import adapted
from generator.tables.forms import Forms
from generator.tables.make import empty_sentence, is_blank, make_table
from generator.tables.spec import Spec, load_spec

__all__ = ["Forms", "Spec", "adapted", "empty_sentence", "is_blank", "load_spec", "make_table"]
