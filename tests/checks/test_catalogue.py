"""The catalogue of relations is answered one by one, and every rule of the registry stands in it."""

from __future__ import annotations

from generator.checks.registry import IDS
from scripts.generated.catalogue import WORDS, entries

SIZES = {"A": 10, "B": 8, "C": 7, "D": 8, "E": 6, "F": 10, "G": 7, "H": 27, "Y": 8, "U": 12, "P": 17, "Z": 11}
"""How many rules each part of the catalogue has."""
PRINTED = {"Z04", "H27", "Z01"}
"""Asked of the finished document as well (`printed.py`)."""
OWN = {"S01", "S02", "S03", "S04", "数字"}
"""Rules beside the catalogue."""


def test_every_rule_of_the_catalogue_is_reported_once() -> None:
    wanted = [f"{part}{number:02}" for part, size in SIZES.items() for number in range(1, size + 1)]
    assert list(entries()) == wanted


def test_what_is_reported_to_be_a_rule_is_one_and_no_rule_is_left_out() -> None:
    told = {entry[1] for entry in entries().values() if entry[0] == "在"}
    assert told <= set(IDS) | PRINTED
    assert set(IDS) - OWN <= told
    assert {entry[0] for entry in entries().values()} <= set(WORDS)
    assert all(len(entry) > 1 and entry[1] for entry in entries().values())
