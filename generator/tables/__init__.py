"""Statutory tables: a specification (a pack's data) and the figures make a Table block."""

from generator.tables.adapt import adapted, said, styled
from generator.tables.make import empty_sentence, is_blank, make_table
from generator.tables.spec import Spec, framed, load_spec, placeholder

__all__ = ["Spec", "adapted", "empty_sentence", "framed", "is_blank", "load_spec", "make_table", "placeholder", "said", "styled"]
