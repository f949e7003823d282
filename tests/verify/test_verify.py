"""A report edited by hand is held against the data: every figure that was changed is found, and nothing else is said."""

from __future__ import annotations

import copy
import io
import json
import random
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from generator.build import find_style, make_document, read
from generator.cli import main
from generator.packs import load_pack
from generator.verify import compare, read_docx, verify
from generator.writers.docx import write_docx
from tests.examples import SHILI

PACK = "tongyong-juesuan"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Edit = Callable[[etree._Element, random.Random], str]


@pytest.fixture(scope="module")
def report() -> bytes:
    figures, _ = read(SHILI)
    pack = load_pack(PACK)
    document, _ = make_document(pack, figures)
    return write_docx(document, find_style(pack))


def edited(report: bytes, change: Callable[[etree._Element], object]) -> bytes:
    """The report with its body changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                root = etree.fromstring(data)
                change(root.find(W + "body"))
                data = etree.tostring(root)
            new.writestr(info, data)
    return out.getvalue()


def texts(body: etree._Element) -> list[etree._Element]:
    """Text nodes outside the contents that hold a figure."""
    found = []
    for paragraph in body.iter(W + "p"):
        if not list(paragraph.iter(W + "instrText")):
            found += [t for t in paragraph.iter(W + "t") if re.search(r"\d", t.text or "")]
    return found


def change_figure(body: etree._Element, rng: random.Random) -> str:
    node = rng.choice(texts(body))
    places = [m.start() for m in re.finditer(r"\d", node.text)]
    at = rng.choice(places)
    digit = str((int(node.text[at]) + rng.randint(1, 9)) % 10)
    node.text = node.text[:at] + digit + node.text[at + 1 :]
    return "数"


def paragraphs(body: etree._Element) -> list[etree._Element]:
    return [p for p in body.findall(W + "p") if len("".join(p.itertext(W + "t"))) > 15 and not list(p.iter(W + "instrText"))]


def drop_paragraph(body: etree._Element, rng: random.Random) -> str:
    body.remove(rng.choice(paragraphs(body)))
    return "缺少"


def add_paragraph(body: etree._Element, rng: random.Random) -> str:
    where = rng.choice(paragraphs(body))
    new = copy.deepcopy(where)
    for node in list(new.iter(W + "t")):
        node.text = ""
    next(new.iter(W + "t")).text = "本段由经办人员在打印之前手工补写，用来说明一件数据里没有的事情。"
    where.addnext(new)
    return "多出"


def change_word(body: etree._Element, rng: random.Random) -> str:
    node = rng.choice([t for p in paragraphs(body) for t in p.iter(W + "t") if len(t.text or "") > 8])
    node.text = node.text[:3] + "改动" + node.text[3:]
    return "改动"


def drop_row(body: etree._Element, rng: random.Random) -> str:
    rows = [r for t in body.iter(W + "tbl") for r in t.findall(W + "tr") if not list(r.iter(W + "vMerge"))]
    row = rng.choice([r for r in rows if len("".join(r.itertext(W + "t"))) > 6])
    row.getparent().remove(row)
    return "缺少"


def tracked(body: etree._Element, rng: random.Random) -> str:
    """An accepted reading: the deleted figure is gone, the inserted one stands."""
    run = rng.choice([t.getparent() for t in texts(body) if t.getparent().tag == W + "r"])
    inserted, deleted = etree.Element(W + "ins"), etree.Element(W + "del")
    run.addprevious(deleted)
    new = copy.deepcopy(run)
    new.find(W + "t").text = "98765.43"
    deleted.append(run)
    for node in run.iter(W + "t"):
        node.tag = W + "delText"
    deleted.addnext(inserted)
    inserted.append(new)
    return "数"


@pytest.mark.parametrize("seed", range(60))
def test_each_of_sixty_random_edits_is_found_and_nothing_else(report: bytes, seed: int) -> None:
    rng = random.Random(seed)
    edit: Edit = rng.choice([change_figure, change_figure, drop_paragraph, add_paragraph, change_word, drop_row, tracked])
    kinds: list[str] = []
    changed = edited(report, lambda body: kinds.append(edit(body, rng)))
    found = compare(read_docx(changed), read_docx(report))
    assert len(found) == 1, [(d.kind, d.edited and d.edited.text, d.expected and d.expected.text) for d in found]
    assert kinds[0] in found[0].kind or (kinds[0] in ("数", "改动") and (found[0].figures or "改动" in found[0].kind))


def test_an_untouched_report_has_no_differences(report: bytes) -> None:
    assert compare(read_docx(report), read_docx(report)) == []
    assert len(read_docx(report)) > 200


def test_a_changed_figure_is_shown_with_its_place_in_the_data(report: bytes, tmp_path: Path) -> None:
    def change(body: etree._Element) -> None:
        node = next(t for t in body.iter(W + "t") if "2542.11万元" in (t.text or ""))
        node.text = node.text.replace("2542.11", "2542.17")

    file = tmp_path / "改过.docx"
    file.write_bytes(edited(report, change))
    result = verify(file, SHILI)
    assert result.pack == PACK
    [(difference, places)] = result.differences
    assert difference.kind == "数不同"
    assert difference.figures == (("2542.17", "2542.11"),)
    assert places and all(place.file.endswith(".yaml") and place.line for place in places)


def test_the_command_prints_json_and_says_by_its_status_that_something_differs(
    report: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(report)
    assert main(["verify", str(file), str(SHILI), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"report": PACK, "differences": []}
    file.write_bytes(edited(report, lambda body: body.remove(paragraphs(body)[5])))
    assert main(["verify", str(file), str(SHILI), "-t", PACK]) == 1
    assert "缺少" in capsys.readouterr().out


def test_a_file_that_is_no_docx_is_refused_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "报告.docx"
    file.write_text("不是", encoding="utf-8")
    assert main(["verify", str(file), str(SHILI)]) == 2
    assert "这不是 Word 文档" in capsys.readouterr().err


@pytest.mark.office
def test_a_report_saved_again_by_libreoffice_has_no_differences(report: bytes, tmp_path: Path) -> None:
    (tmp_path / "原.docx").write_bytes(report)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(tmp_path / "out"), str(tmp_path / "原.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    found = compare(read_docx(tmp_path / "out" / "原.docx"), read_docx(report))
    assert found == [], [(d.kind, d.edited and d.edited.text, d.expected and d.expected.text) for d in found[:5]]


NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W[1:-1],
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def para(text: str, more: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r>{more}</w:p>"


def boxed(inner: str) -> str:
    """A text box as Word saves it: once for itself, once for old programs."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent>'
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def by_hand(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:hdr {NAMES}>{text}</w:hdr>")
    return out.getvalue()


def test_text_boxes_headers_and_footers_are_read_like_the_rest() -> None:
    table = f"<w:tbl><w:tr><w:tc>{para('合计', boxed(para('格中的框')))}</w:tc></w:tr></w:tbl>"
    old = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{para('旧式的框')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    body = para("收入合计5.00万元。", boxed(para("其中拨款4.00万元") + table)) + old
    parts = {"header1": para("示例县水利局2022年度决算"), "header2": para("示例县水利局2022年度决算")}
    lines = read_docx(by_hand(body, **parts, footer1=para("— 3 —") + para("第 3 页 共 9 页"), footer2=para("咨询电话 8123")))
    assert [line.text for line in lines] == [
        *("收入合计5.00万元。", "其中拨款4.00万元", "合计", "格中的框", "旧式的框"),
        *("咨询电话8123", "示例县水利局2022年度决算"),
    ]
    assert [line.where for line in lines[-2:]] == ["页脚", "页眉"]


def test_a_figure_in_a_text_box_and_a_year_in_a_header_that_differ_are_found() -> None:
    def report(figure: str, year: str) -> bytes:
        return by_hand(para("正文。", boxed(para(f"接待费{figure}万元"))), header1=para(f"{year}年度部门决算"))

    found = compare(read_docx(report("0.90", "2021")), read_docx(report("0.78", "2022")))
    assert [(one.kind, one.figures) for one in found] == [("数不同", (("0.90", "0.78"),)), ("数不同", (("2021", "2022"),))]
