"""The forms of Shanghai, word for word: what tests/packs/shanghai.yaml copies from them stands in the reports of the packs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.document.blocks import Contents, Document, Table
from tests.packs.reports import figures_of, headings, lines, report, tables

FACTS = yaml.safe_load((Path(__file__).parent / "shanghai.yaml").read_text(encoding="utf-8"))
SLOTS = {
    "年": r"20\d\d",
    "数": r"[\d,]+(?:\.\d+)?",
    "率": r"\d+(?:\.\d+)?",
    "增减": "(?:增加|减少)",
    "升降": "(?:增长|下降)",
    "大小": "(?:大于|小于)",
    "话": "[^。：]{1,400}?",
}
BUILT = {"决算": ("shanghai-juesuan", "shili/2023"), "预算": ("shanghai-yusuan", "shili/2024")}


@lru_cache(maxsize=2)
def built(kind: str) -> Document:
    """The report of a kind, made once."""
    return report(*BUILT[kind])


def pattern(frame: str, name: str) -> re.Pattern[str]:
    """A frame with its slots as an expression over a whole line."""
    pieces = re.split(r"\{(\w+)\}", frame)
    texts = (re.escape(piece) if n % 2 == 0 else SLOTS.get(piece, re.escape(name)) for n, piece in enumerate(pieces))
    return re.compile("".join(texts))


def missing(frames: Iterable[str], printed: Iterable[str], name: str) -> list[str]:
    """The frames that no printed line is."""
    printed = list(printed)
    return [frame for frame in frames if not any(pattern(frame, name).fullmatch(line) for line in printed)]


def name_of(example: str) -> str:
    return str(figures_of(example).data.names.full)


def contents(document: Document) -> list[str]:
    """The rows of the contents, without the blank behind 第一部分."""
    return [row.text.replace(" ", "") for block in document.blocks() if isinstance(block, Contents) for row in block.rows]


def head(form: Table) -> str:
    return " ".join(cell.text for row in form.head for cell in row if cell.text)


@pytest.mark.parametrize("kind", BUILT)
def test_every_sentence_of_the_form_is_printed_with_the_slots_filled(kind: str) -> None:
    assert missing(FACTS[kind]["句"], lines(built(kind)), name_of(BUILT[kind][1])) == []


@pytest.mark.parametrize("kind", BUILT)
def test_the_contents_and_the_terms_are_those_of_the_form(kind: str) -> None:
    document, name = built(kind), name_of(BUILT[kind][1])
    assert missing(FACTS[kind]["目录"], contents(document), name) == []
    assert missing(FACTS[kind]["名词"], lines(document), name) == []


@pytest.mark.parametrize("kind", BUILT)
def test_the_heads_of_the_tables_are_those_of_the_form(kind: str) -> None:
    forms, name = tables(built(kind)), name_of(BUILT[kind][1])
    assert [key for key, wanted in FACTS[kind]["表头"].items() if not pattern(wanted, name).fullmatch(head(forms[key]))] == []


def test_titles_notes_and_fixed_rows_of_the_final_accounts() -> None:
    document, name = built("决算"), name_of("shili/2023")
    titles = [title for title in headings(document) if not title.endswith("表") or title.startswith("第")]
    assert len(titles) == len(FACTS["决算"]["标题"])
    assert missing(FACTS["决算"]["标题"], titles, name) == []
    forms = tables(document)
    notes = {key: "".join(run.text for run in form.notes[0]) for key, form in forms.items()}
    assert notes == FACTS["决算"]["注"]
    for key, wanted in FACTS["决算"]["行"].items():
        texts = {cell.text for row in forms[key].body for cell in row}
        assert [one for one in wanted.split() if one not in texts] == []
    assert not {form.mark for form in forms.values()} - {""} and not any(form.unit_left for form in forms.values())
    assert not any("张表" in line or "公开时间" in line for line in lines(document))


def test_what_there_is_nothing_of_is_said_in_the_words_of_the_form() -> None:
    printed = lines(report("shanghai-juesuan", "gongjing/2020"))
    assert missing(FACTS["决算"]["无"], printed, name_of("gongjing/2020")) == []


def test_a_row_that_only_stands_with_an_amount_moves_the_ordinals_behind_it() -> None:
    rows: list[list[Any]] = [[cell.text for cell in row] for row in tables(built("决算"))["T01"].body]
    right = [row[2] for row in rows]
    assert "二十四、抗疫特别国债安排的支出" in right and not any("债务" in text for text in right)
