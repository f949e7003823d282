"""The parts behind the page: what is kept equals what is made anew, hostile input gives messages, the command line."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from lxml import html

from generator.build import check, find_style, make_document, read
from generator.cli import main
from generator.errors import GongkaiError, Problems
from generator.preview.draft.marks import figure_positions
from generator.preview.draft.sheets import Cutter, pieces
from generator.preview.draft.stages import Stages
from generator.preview.scope import scope_of
from tests.conftest import ROOT
from tests.examples import SHILI, copy_of
from tests.preview.conftest import RUN, Running, eventually, finish, start

BAD = sorted((ROOT / "tests" / "intake" / "bad").glob("*.yaml"))
BROKEN = ROOT / "tests" / "packs" / "broken"
WRONG = yaml.load((ROOT / "tests" / "intake" / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
WRONG_PACKS = yaml.load((ROOT / "tests" / "packs" / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    return copy_of(SHILI, tmp_path / "局 一")


def edit(file: Path, pattern: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1)
    assert changed != text
    file.write_text(changed, encoding="utf-8")


EDITS = (
    ("收支.yaml", r"2080506: [\d.]+", "2080506: 1.00"),
    ("文字.yaml", "组织落实。", "组织落实好。"),
    ("收支.yaml", "收入:", "# 多一行\n收入:"),
    ("../2022/收支.yaml", r"2080506: [\d.]+", "2080506: 2.00"),
)


def test_after_any_edit_what_was_kept_gives_the_same_draft_as_a_fresh_start(year: Path) -> None:
    kept = Stages(year, scope_of(year))
    kept.report("tongyong-juesuan")
    for file, pattern, new in EDITS:
        edit(year / file, pattern, new)
        fresh = Stages(year, scope_of(year))
        old, made = kept.report("tongyong-juesuan"), fresh.report("tongyong-juesuan")
        assert [piece.html for piece in pieces(old.sheets)] == [piece.html for piece in pieces(made.sheets)]
        assert old.document.entries == made.document.entries
        assert kept.findings(["tongyong-juesuan"]) == fresh.findings(["tongyong-juesuan"])


def test_the_findings_are_those_of_check(year: Path) -> None:
    edit(year / "收支.yaml", r"2080506: [\d.]+", "2080506: 1.00")
    stages = Stages(year, scope_of(year))
    names = [pack.name for pack in stages.packs(stages.figures()[0])]
    found = stages.findings(names)
    assert found
    assert found == check(year)


def test_an_unchanged_source_is_not_read_again(year: Path) -> None:
    stages = Stages(year, scope_of(year))
    first = stages.report("tongyong-juesuan")
    assert stages.report("tongyong-juesuan") is first
    edit(year / "文字.yaml", "组织落实。", "组织落实好。")
    assert stages.report("tongyong-juesuan") is not first


def test_a_piece_keeps_its_name_when_figures_before_it_are_more(year: Path) -> None:
    stages = Stages(year, scope_of(year))
    before = stages.report("tongyong-juesuan").sheets
    edit(year / "文字.yaml", "组织落实。", "组织落实{{ 年度 }}年{{ 收支总计|万元 }}。")
    after = stages.report("tongyong-juesuan").sheets
    ids, new = ({piece.id for piece in pieces(sheets)} for sheets in (before, after))
    assert len(new - ids) == 1
    assert "".join(key for piece in pieces(before) for key in piece.keys) != "".join(k for p in pieces(after) for k in p.keys)


@pytest.mark.parametrize("name", ["tongyong-juesuan", "sichuan-juesuan"])
def test_the_pieces_hold_all_that_the_report_holds(year: Path, name: str) -> None:
    figures, _ = read(year)
    pack = next(pack for pack in Stages(year, scope_of(year)).packs(figures) if pack.name == name)
    document, _ = make_document(pack, figures)
    sheets = Cutter(find_style(pack)).cut(document)
    assert [len(sheet.pieces) for sheet in sheets] == [len(section.blocks) for section in document.sections]
    keys = [key for piece in pieces(sheets) for key in piece.keys]
    assert len(keys) > 1000
    assert set(keys) <= set(document.entries)
    assert all("style=" not in piece.html for piece in pieces(sheets))
    assert all(len(html.fragments_fromstring(piece.html)) == 1 for piece in pieces(sheets)), "the page takes one element"


def test_a_finding_is_marked_on_figures_that_rest_on_its_line(year: Path) -> None:
    edit(year / "收支.yaml", r"(2080501: )([\d.]+)", r"\g<1>999999.00")
    stages = Stages(year, scope_of(year))
    report = stages.report("tongyong-juesuan")
    findings = stages.findings(["tongyong-juesuan"])
    where = figure_positions(findings, report.sheets, report.document.entries)
    assert any(marked and own for own, marked in where)
    assert len(where) == len(findings)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_broken_data_file_gives_its_own_message(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "局" / path.name
    copy.parent.mkdir()
    shutil.copy(path, copy)
    with pytest.raises(GongkaiError) as caught:
        Stages(copy, scope_of(copy)).report()
    errors = caught.value.errors if isinstance(caught.value, Problems) else [caught.value]
    expected = WRONG[path.stem]
    assert errors
    assert all(error.message in expected for error in errors)


def test_every_broken_pack_gives_its_own_message_in_one_running_preview(
    year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BROKEN, tmp_path / "packs")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    stages = Stages(year, scope_of(year))
    names = sorted(path.name for path in BROKEN.iterdir() if path.name in WRONG_PACKS)
    assert len(names) >= 60
    for name in names:
        edit(year / "基本情况.yaml", r"报告: \[.*\]", f"报告: [{name}]")
        with pytest.raises(GongkaiError) as caught:
            stages.report(name)
        errors = caught.value.errors if isinstance(caught.value, Problems) else [caught.value]
        assert all(error.message.split("“")[0] in WRONG_PACKS[name] for error in errors), name
    edit(year / "基本情况.yaml", r"报告: \[.*\]", "报告: [tongyong-juesuan]")
    assert stages.report().sheets


def test_hostile_sources_are_messages_in_the_running_page_and_never_a_failure(tmp_path: Path) -> None:
    folder = tmp_path / "全县"
    for number, path in enumerate(BAD[::6]):
        (folder / f"局{number}" / "2023").mkdir(parents=True)
        (folder / f"局{number}" / "2023" / "数据.yaml").write_bytes(path.read_bytes())
        (folder / f"局{number}" / "2023" / "年度.yaml").write_text("年度: 2023\n", encoding="utf-8")
    shutil.copytree(SHILI, folder / "好局" / "2023")
    edit(folder / "好局" / "2023" / "基本情况.yaml", r"报告: \[.*\]", "报告: [读别处文件]")
    running = start(folder, GONGKAI_TEMPLATES=str(BROKEN))
    try:
        rows = json.loads(running.ask("/api/rows").text)["rows"]
        assert len(rows) >= 10
        for row in rows:
            assert running.ask(f"/d/{row['id']}").status == 200
            told = first_event(running, row["id"])
            assert told.startswith("event: problem"), told[:200]
            assert "程序出错" not in told
    finally:
        finish(running)


def first_event(running: Running, entry: str) -> str:
    """The first event of a draft's stream."""
    with socket.create_connection(("127.0.0.1", running.port), 30) as connection:
        cookie = f"gongkai-{running.port}={running.key()}"
        request = f"GET /events?d={entry}&r= HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\nCookie: {cookie}\r\n\r\n"
        connection.sendall(request.encode())
        got = b""
        while b"event:" not in got or not got.partition(b"event:")[2].count(b"\n\n"):
            part = connection.recv(65536)
            assert part, got
            got += part
    assert b"200 OK" in got
    return "event:" + got.partition(b"event:")[2].decode("utf-8", "replace")


def test_a_port_that_is_taken_is_reported(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["preview", str(year), "--port", str(port), "--no-browser"]) == 2
    assert capsys.readouterr().err == (
        f"端口 {port} 用不了：可能正被别的程序占用\n    改法：换一个端口，如 --port 8010；不写 --port 时自动找一个空的\n"
    )


def test_a_source_that_is_none_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", str(tmp_path / "没有"), "--no-browser"]) == 2
    assert "没有这个文件或文件夹" in capsys.readouterr().err


def test_the_address_is_a_line_of_its_own(year: Path) -> None:
    running = start(year)
    try:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}", running.address)
        assert running.ask("/").status == 200
    finally:
        finish(running)


def test_the_browser_is_opened_unless_asked_not_to(year: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened.txt"
    code = (
        f"import webbrowser, pathlib; webbrowser.open = lambda address: pathlib.Path({str(opened)!r}).write_text(address); {RUN}"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "preview", str(year)], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stdout
        address = process.stdout.readline().decode().strip()
        eventually(lambda: opened.exists() and "token=" in opened.read_text())
        shown = opened.read_text()
        assert shown.partition("token=")[0] == address.partition("token=")[0]
        assert shown != address, "the address in the browser's command line is not the printed one"
    finally:
        process.terminate()
        process.communicate(timeout=20)
