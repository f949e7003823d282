"""A DOCX of any shape is compared in time close to its length."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.verify.align import stretches
from generator.verify.compare import compare
from generator.verify.reader import ReadLine, read_docx

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{NS}"><w:body>{body}</w:body></w:document>')
    return held.getvalue()


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def nested(depth: int, rows: int = 3) -> str:
    inner = ""
    for level in range(depth):
        more = "".join(f"<w:tr><w:tc>{p(f'{level}-{n}')}</w:tc></w:tr>" for n in range(rows))
        inner = f"<w:tbl><w:tr><w:tc>{p(str(level))}{inner}</w:tc></w:tr>{more}</w:tbl>"
    return inner


def seconds(first: list[ReadLine], second: list[ReadLine]) -> float:
    begin = time.process_time()
    compare(first, second)
    return time.process_time() - begin


def items(texts: list[str]) -> list[ReadLine]:
    return [ReadLine((text,), False, "", number) for number, text in enumerate(texts, 1)]


def test_nested_tables_are_read_row_by_row_in_order_and_each_text_once() -> None:
    found = [item.text for item in read_docx(docx(p("前") + nested(3, 1) + p("后")))]
    assert found == ["前", "2", "1", "0", "0-0", "1-0", "2-0", "后"]


def test_eighty_nested_tables_take_no_time_to_speak_of() -> None:
    begin = time.process_time()
    assert len(read_docx(docx(nested(80, 30)))) == 80 * 31
    assert time.process_time() - begin < 2


def test_thousands_of_paragraphs_that_all_differ_or_are_all_the_same_are_compared_in_proportion() -> None:
    cases = {
        "changed": lambda n: ([f"第{k}段，{k * 7919 % 1000}号文字" + "甲乙丙" * 5 for k in range(n)], ["完全不同的话" * 4] * n),
        "alike": lambda n: (["支出123万元。"] * n, ["支出124万元。"] * (n - 7)),
        "two by two": lambda n: (["甲1", "乙"] * (n // 2), ["乙", "甲2"] * (n // 2)),
        "shuffled": lambda n: (
            [f"第{'甲' * (k % 97)}段{k % 31}" for k in range(n)],
            [f"第{'甲' * (k * 7 % 97)}段" for k in range(n)],
        ),
    }
    for name, make in cases.items():
        first, second = make(5000)
        assert seconds(items(first), items(second)) < 12, name


def test_one_endless_line_and_one_endless_row_of_figures_are_compared_at_once() -> None:
    line = items(["支出1元，" * 20000 + "甲"]), items(["支出1元，" * 20000 + "乙"])
    row = [ReadLine(("1 " * 20000 + "2",), False, "", 1, 1)], [ReadLine(("1 " * 19999 + "甲乙",), False, "", 1, 1)]
    assert seconds(*line) < 2
    assert seconds(*row) < 2


def test_a_damaged_file_and_one_of_endless_parts_are_refused_in_chinese(tmp_path: Path) -> None:
    good = docx(p("甲") * 500)
    middle = len(good) // 3
    damaged = [good[:middle] + bytes([good[middle] ^ 255]) * 40 + good[middle + 40 :], good[:-30], b"PK\x03\x04", b""]
    encrypted = bytearray(good)
    encrypted[6] |= 1
    encrypted[good.rindex(b"PK\x01\x02") + 8] |= 1
    many = docx("<w:p/>" * 1_700_000)
    for data in (*damaged, bytes(encrypted), many, docx("<w:p><w:r>"), docx(p("&nbsp;"))):
        with pytest.raises(UsageError) as caught:
            read_docx(data)
        assert "改法" in str(caught.value)
    with pytest.raises(UsageError):
        read_docx(tmp_path)
    with pytest.raises(UsageError):
        read_docx(tmp_path / "没有.docx")


def test_stretches_show_what_difflib_would_of_a_small_change() -> None:
    left, right = list("甲乙丙丁戊己"), list("甲丙丁午戊己庚")
    assert stretches(left, right) == [
        (True, (0, 1, 0, 1)),
        (False, (1, 2, 1, 1)),
        (True, (2, 4, 1, 3)),
        (False, (4, 4, 3, 4)),
        (True, (4, 6, 4, 6)),
        (False, (6, 6, 6, 7)),
    ]
    assert stretches([], []) == []
