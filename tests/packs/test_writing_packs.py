"""docs/模板包编写.md is true: every example is built and prints what the page says; every setting and tag is on the page."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from generator.document.blocks import Chart, Document, Table
from generator.document.numbering import DEFAULT as ORDINALS
from generator.document.vocabulary import VOCABULARY
from generator.figures.wording import phrases as wording
from generator.packs.definition.settings import DECIMAL_KEYS, FORMS_KEYS, KINDS, LAYOUT
from generator.tables.spec import KEYS
from tests.conftest import ROOT
from tests.packs.conftest import Maker
from tests.packs.reports import lines, report

PAGE = (ROOT / "docs" / "模板包编写.md").read_text(encoding="utf-8")
PAIR = re.compile(r"^```(yaml|table|html)\n(.*?)^```\n\n```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NOT = "没有："


class Example(NamedTuple):
    """A block of the page, what kind it is, and what must be printed."""

    kind: str
    source: str
    printed: list[str]


EXAMPLES = [Example(kind, source, printed.splitlines()) for kind, source, printed in PAIR.findall(PAGE)]


def everything(document: Document) -> str:
    """All that is printed, a line each; a row of a table with bars."""
    found = lines(document)
    for block in document.blocks():
        if isinstance(block, Table):
            left = "".join(run.text for run in block.unit_left)
            found += [left, block.unit_right, block.mark]
            found += ["｜".join(cell.text for cell in row) for row in (*block.head, *block.body)]
            found += [cell.text for row in block.head for cell in row]
        elif isinstance(block, Chart):
            found.append("".join(run.text for run in block.caption))
    return "\n".join(found)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.source.split("\n")[0][:30])
def test_every_example_prints_what_the_page_says(example: Example, make_pack: Maker) -> None:
    if example.kind == "yaml":
        pack = make_pack(example.source)
    elif example.kind == "table":
        pack = make_pack("公开表: [TX]\n", {"tables/TX.yaml": example.source})
    else:
        settings = "节: {新的: {标题: 新的一节}}\n部分: {情况说明: {节: [新的]}}\n"
        pack = make_pack(settings, {"说明/新的.html": example.source})
    text = everything(report(pack))
    wanted = [line for line in example.printed if not line.startswith(NOT)]
    unwanted = [line.removeprefix(NOT) for line in example.printed if line.startswith(NOT)]
    assert wanted
    assert [line for line in wanted if line not in text] == []
    assert [line for line in unwanted if line in text] == []


def test_the_page_has_an_example_for_every_setting() -> None:
    assert len(EXAMPLES) >= 18
    sources = "\n".join(example.source for example in EXAMPLES if example.kind == "yaml") + "名称: 继承: 正文: 情况说明:"
    assert [key for key in KINDS if not re.search(rf"\b{key}:", sources)] == []
    for keys in (DECIMAL_KEYS, LAYOUT, FORMS_KEYS):
        assert [key for key in keys if not re.search(rf"\b{key}: ", sources) and f"`{key}`" not in PAGE] == []


def test_every_phrase_ordinal_table_key_and_tag_is_on_the_page() -> None:
    assert [phrase for phrase in wording.DEFAULT if f"`{phrase}`" not in PAGE] == []
    assert [level for level in ORDINALS if level not in PAGE] == []
    assert [key for key in KEYS if key not in PAGE] == []
    tags = [tag for tag in VOCABULARY if tag not in ("document", "h2", "h3")]
    assert [tag for tag in tags if not re.search(rf"<{tag}[ />]", PAGE)] == []
