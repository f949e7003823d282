"""Sentences as departments write them, held against data: what contradicts is found, nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.checks.text.held import accused

FOLDER = Path(__file__).parent / "corpus"
RECALL = 0.95


def sentences(name: str) -> list[dict[str, Any]]:
    """The sentences of a file."""
    loaded = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, list)
    return loaded


def measured(name: str) -> tuple[int, int, list[str], list[str]]:
    """Figures to be found, figures found, what was missed and what was falsely accused."""
    asked, hit, missed, false = 0, 0, [], []
    for one in sentences(name):
        got = set(accused(one["句"], one.get("据", ""), one.get("处", "文字.其他说明"), one.get("节", "")))
        due = set(one.get("错", ()))
        asked, hit = asked + len(due), hit + len(due & got)
        missed += [f"{figure}｜{one['句']}" for figure in sorted(due - got)]
        false += [f"{figure}｜{one['句']}" for figure in sorted(got - due)]
    return asked, hit, missed, false


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_what_contradicts_the_data_is_found_and_nothing_else(name: str) -> None:
    asked, hit, missed, false = measured(name)
    assert false == []
    assert hit >= RECALL * asked, missed
