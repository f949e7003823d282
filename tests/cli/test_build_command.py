"""`gongkai build`: exit status, streams, JSON, drafts, what is and is not written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.cli.main import columns
from generator.errors import MissingEngine
from tests.cli.conftest import Run

FILE_KEYS = ["department", "year", "report", "format", "path", "pages", "seconds", "status", "fonts"]
FINDING_KEYS = {"rule", "severity", "message", "file", "line", "column", "path", "expected", "actual", "difference"}
REPORT = "自贡市贡井区医疗保障局/2020/部门决算编制的说明"


def files(folder: Path) -> Iterator[str]:
    """The files below a folder, relative to it, without our record."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return (name for name in sorted(found) if not name.rpartition("/")[2].startswith(".gongkai"))


def test_a_clean_source_is_built_and_the_paths_are_the_output(run: Run, clean: Path, tmp_path: Path) -> None:
    out = tmp_path / "输 出"
    ran = run("build", clean, "-f", "txt,html,xlsx,docx", "--no-page-numbers", "-o", out)
    assert ran.status == 0
    assert "错误" not in ran.err
    wanted = [f"{REPORT}.{kind}" for kind in ("txt", "html", "xlsx", "docx")]
    assert ran.out.splitlines() == [f"{out / name}（新建）" for name in wanted]
    assert list(files(out)) == sorted(wanted)
    assert run("build", clean, "-f", "txt", "-o", out).out == f"{out / REPORT}.txt（未变）\n"


def test_findings_of_severity_error_stop_a_final_build_and_nothing_is_written(run: Run, unfilled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("build", unfilled, "-f", "txt,html", "-o", out)
    assert (ran.status, ran.out) == (1, "")
    assert "[待填] “授予小微企业合同金额”还没有填，报告要用到" in ran.err
    assert re.search(r"位置：.*三公与资产\.yaml:\d+:\d+（政府采购\.授予小微企业）", ran.err)
    assert "有错误，没有生成正式文件。改正后重来，或加 --draft 看草稿。" in ran.err
    assert not out.exists()


def test_a_draft_is_built_in_spite_of_errors_and_marks_them(run: Run, unfilled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("build", unfilled, "-f", "txt,html", "-o", out, "--draft")
    assert ran.status == 1
    assert list(files(out)) == [f"{REPORT}（草稿）.html", f"{REPORT}（草稿）.txt"]
    assert "【待填：授予小微企业合同金额】" in (out / f"{REPORT}（草稿）.txt").read_text(encoding="utf-8")
    page = (out / f"{REPORT}（草稿）.html").read_text(encoding="utf-8")
    assert "<mark" in page
    assert len(re.findall(r'="a\d+"', page)) > 300


def test_only_drafts_carry_keys(run: Run, clean: Path, tmp_path: Path) -> None:
    assert run("build", clean, "-f", "html", "-o", tmp_path / "out").status == 0
    page = (tmp_path / "out" / f"{REPORT}.html").read_text(encoding="utf-8")
    assert re.findall(r'="a\d+"', page) == []
    assert "【待填" not in page


def test_a_source_that_cannot_be_read_ends_with_two(run: Run, broken: Path, tmp_path: Path) -> None:
    ran = run("build", broken, "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (2, "")
    assert "“０”含全角数字或符号" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("没有的.yaml",), "没有这个文件或文件夹"),
        (("{clean}", "-t", "没有的包"), "没有名为“没有的包”的模板包"),
        (("{clean}", "-f", "docx,wps"), "没有“wps”这种格式"),
        (("{clean}", "-f", ","), "没有“”这种格式"),
        (("{clean}", "--style", "没有的版式"), "没有名为“没有的版式”的版式"),
        (("{clean}", "--formats", "docx"), "不认识的参数"),
        (("{clean}", "-j", "二"), "不是整数"),
        ((), "缺少参数: 数据"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_chinese_message(
    run: Run, clean: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    given = [argument.replace("{clean}", str(clean)) for argument in arguments]
    ran = run("build", *given, "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert not (tmp_path / "out").exists()


def test_two_packs_that_would_write_one_file_are_refused(
    run: Run, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "模板" / "mou-juesuan"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("名称: 某\n继承: sichuan-juesuan\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(pack.parent))
    ran = run("build", clean, "-t", "sichuan-juesuan", "-t", "mou-juesuan", "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (2, "")
    assert "“sichuan-juesuan”和“mou-juesuan”的文件名都是“部门决算编制的说明”" in ran.err
    assert not (tmp_path / "out").exists()


def test_two_sources_that_write_one_file_are_reported(run: Run, clean: Path, tmp_path: Path) -> None:
    twin = tmp_path / "另一份"
    twin.mkdir()
    for file in clean.glob("*.yaml"):
        (twin / file.name).write_bytes(file.read_bytes())
    ran = run("build", clean, twin, "-f", "txt", "-o", tmp_path / "out")
    assert ran.status == 1
    assert f"和“{clean}”写的是同一个文件，没有盖掉前者" in ran.err


def test_the_json_of_a_build_has_the_keys_of_the_contract(run: Run, clean: Path, tmp_path: Path) -> None:
    ran = run("build", clean, "-f", "txt,xlsx", "-o", tmp_path / "out", "--json")
    result = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert list(result) == ["files", "failures", "notes", "findings"]
    assert [list(file) for file in result["files"]] == [FILE_KEYS, FILE_KEYS]
    first = result["files"][0]
    assert (first["department"], first["year"], first["format"], first["status"]) == (
        "自贡市贡井区医疗保障局",
        2020,
        "txt",
        "新建",
    )
    assert first["path"] == str(tmp_path / "out" / f"{REPORT}.txt")
    assert result["failures"] == []
    assert list(result["findings"]["summary"]) == ["错误", "警告", "提示"]


def test_the_json_of_a_stopped_build_holds_the_findings(run: Run, unfilled: Path, tmp_path: Path) -> None:
    ran = run("build", unfilled, "-f", "txt", "-o", tmp_path / "out", "--json")
    result = json.loads(ran.out)
    assert ran.status == 1
    assert result["files"] == []
    finding = next(f for f in result["findings"]["findings"] if f["rule"] == "待填")
    assert set(finding) >= FINDING_KEYS
    assert (finding["severity"], finding["path"], finding["line"] > 0) == ("错误", "政府采购.授予小微企业", True)


def test_of_two_sources_the_sound_one_is_built(run: Run, clean: Path, broken: Path, tmp_path: Path) -> None:
    ran = run("build", broken, clean, "-f", "txt", "-o", tmp_path / "out")
    assert ran.status == 1
    assert ran.out.splitlines() == [f"✗ {broken}　没有生成", "! 自贡市贡井区医疗保障局 2020　1个文件　警告5"]
    assert "全角" in ran.err
    assert ran.err.splitlines()[-1] == f"成品在：{tmp_path / 'out'}"
    detailed = run("build", broken, clean, "-f", "txt", "-o", tmp_path / "out", "--details", "--force")
    assert f"{broken}：没有生成" in detailed.err and "[Z03]" in detailed.err
    assert detailed.out == f"{tmp_path / 'out' / REPORT}.txt（未变）\n"
    result = json.loads(run("build", broken, clean, "-f", "txt", "-o", tmp_path / "out", "--json").out)
    assert [failure["source"] for failure in result["failures"]] == [str(broken)]
    error = result["failures"][0]["errors"][0]
    assert list(error) == ["message", "remedy", "file", "line", "column", "path"]
    assert len(result["files"]) == 1


def test_several_processes_give_the_same_in_the_same_order(run: Run, clean: Path, broken: Path, tmp_path: Path) -> None:
    one = run("build", broken, clean, "-f", "txt", "-o", tmp_path / "out")
    two = run("build", broken, clean, "-f", "txt", "-o", tmp_path / "out", "-j", "2")
    assert two.status == one.status == 1
    said = [re.sub(r"(?m)^(共2个部门年度|进度)：.*\n", "", ran.err) for ran in (one, two)]
    assert said[0] == said[1] != one.err
    assert two.out == one.out.replace("1个文件", "1个文件（未变）")


def test_a_file_changed_by_hand_is_kept_unless_forced(run: Run, clean: Path, tmp_path: Path) -> None:
    arguments = ("build", clean, "-f", "txt", "-o", tmp_path / "out")
    run(*arguments)
    path = tmp_path / "out" / f"{REPORT}.txt"
    written = path.read_bytes()
    path.write_text("手改的", encoding="utf-8")
    ran = run(*arguments)
    assert (ran.status, ran.out) == (1, "")
    assert "文件被人改过" in ran.err
    assert "--force" in ran.err
    assert path.read_text(encoding="utf-8") == "手改的"
    assert run(*arguments, "--force").status == 0
    assert path.read_bytes() == written


def test_a_file_changed_by_hand_does_not_hold_up_the_other_formats(run: Run, clean: Path, tmp_path: Path) -> None:
    arguments = ("build", clean, "-f", "txt,xlsx,html", "-o", tmp_path / "out")
    run(*arguments)
    for kind in ("xlsx", "html"):
        (tmp_path / "out" / f"{REPORT}.{kind}").unlink()
    (tmp_path / "out" / f"{REPORT}.txt").write_text("手改的", encoding="utf-8")
    ran = run(*arguments)
    assert ran.status == 1
    assert ran.err.count("文件被人改过") == 1
    assert [line.rpartition(".")[2] for line in ran.out.splitlines()] == ["xlsx（新建）", "html（新建）"]
    told = json.loads(run(*arguments, "--json").out)
    assert [file["status"] for file in told["files"]] == ["未变", "未变"]
    assert [error["message"][:6] for failure in told["failures"] for error in failure["errors"]] == ["文件被人改过"]


def absent(message: str, remedy: str) -> Callable[[], None]:
    """An engine that is not here."""

    def engine() -> None:
        raise MissingEngine(message, remedy=remedy)

    return engine


def test_without_a_pdf_engine_the_other_formats_are_written_and_one_line_says_what_to_install(
    run: Run, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.writers.pdf.typst.engine.engine", absent("没有装 Typst", "pip install typst"))
    monkeypatch.setattr("generator.writers.pdf.weasyprint.writer.engine", absent("缺少 libpango", "apt install libpango-1.0-0"))
    ran = run("build", clean, "-f", "docx,pdf,html,xlsx", "-o", tmp_path / "out")
    assert ran.status == 1
    assert list(files(tmp_path / "out")) == [f"{REPORT}.{kind}" for kind in ("docx", "html", "xlsx")]
    lines = [line for line in ran.err.splitlines() if line.startswith("没有生成 PDF")]
    assert lines == ["没有生成 PDF：没有装 Typst；缺少 libpango。pip install typst"]
    assert "目录页码没有填" not in ran.err
    assert run("build", clean, "-f", "docx,html", "-o", tmp_path / "out").status == 0


def test_weasyprint_prints_where_typst_is_missing_and_either_where_it_is_chosen(
    run: Run, short: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def producer(*more: str) -> str:
        out = tmp_path / str(len(list(tmp_path.iterdir())))
        assert run(*short, "-f", "pdf", "-o", out, *more).status == 0
        (file,) = out.glob("**/*.pdf")
        found = PdfReader(file).metadata
        return str(found and (found.producer or found.creator))

    assert "Typst" in producer()
    assert "WeasyPrint" in producer("--engine", "weasyprint")
    monkeypatch.setattr("generator.writers.pdf.typst.engine.engine", absent("没有装 Typst", "pip install typst"))
    assert "WeasyPrint" in producer()
    assert run(*short, "-f", "pdf", "-o", tmp_path / "x", "--engine", "word").status == 2


def test_without_a_font_file_the_contents_have_no_page_numbers_and_one_line_says_so(
    run: Run, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.writers.fonts.find._folders", lambda: (tmp_path,))
    ran = run("build", clean, "-f", "docx", "-o", tmp_path / "out")
    assert ran.status == 0
    assert len([line for line in ran.err.splitlines() if "目录页码没有填" in line]) == 1


def test_an_engine_that_was_not_tested_is_noted_on_the_screen_and_in_json(
    run: Run, short: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(*short, "-f", "pdf", "-o", tmp_path / "known").err.count("没有试过") == 0
    monkeypatch.setattr("weasyprint.__version__", "97.1")
    ran = run(*short, "-f", "pdf", "-o", tmp_path / "out", "--json", "--engine", "weasyprint")
    assert ran.status == 0
    (note,) = json.loads(ran.out)["notes"]
    assert note["source"] == str(short[1])
    assert note["note"].startswith("PDF 引擎 WeasyPrint 97.1 没有试过（试过 69、70）")
    assert ran.err.count(note["note"]) == 1
    assert run(*short, "-f", "txt", "-o", tmp_path / "out").err.count("没有试过") == 0, "not asked, not said"


def test_a_folder_that_cannot_be_written_is_reported_plainly(run: Run, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("不是文件夹", encoding="utf-8")
    ran = run("build", clean, "-f", "txt", "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (1, "")
    assert "写不进文件" in ran.err
    assert "换一个输出文件夹" in ran.err


def test_a_mark_of_byte_order_does_no_harm(run: Run, clean: Path, tmp_path: Path) -> None:
    for file in clean.glob("*.yaml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert run("build", clean, "-f", "txt", "-o", tmp_path / "out").status == 0


def test_a_style_of_another_name_is_taken(run: Run, clean: Path, tmp_path: Path) -> None:
    assert run("build", clean, "-f", "html", "-o", tmp_path / "out", "--style", "公开").status == 0


def test_a_locked_folder_is_reported_plainly(run: Run, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    ran = run("build", clean, "-f", "txt", "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (1, "")
    assert "文件正被打开或没有写入权限" in ran.err


def test_of_many_departments_five_errors_are_shown_and_the_others_counted(run: Run, clean: Path, tmp_path: Path) -> None:
    blank = tmp_path / "空" / "2024"
    assert run("new", blank, "-t", "tongyong-juesuan", "--year", "2024").status == 0
    ran = run("build", blank, clean, "-t", "tongyong-juesuan", "-f", "txt", "-o", tmp_path / "out")
    first, second = ran.out.splitlines()
    assert first.startswith("✗ ") and "没有生成" in first and re.search("错误[1-9][0-9]+", first)
    assert second.startswith("! 自贡市贡井区医疗保障局 2020　1个文件")
    assert len([line for line in ran.err.splitlines() if line.startswith("    [")]) == 5
    assert re.search(r"其余\d+个错误见 汇总\.xlsx", ran.err)


def test_the_help_is_level_though_chinese_characters_are_wide(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("build", "--help").out
    rows = [row for row in shown.split("选项:\n")[1].splitlines() if row.startswith("  -")]
    begins = {columns(re.match(r"  \S+(?: \S+)*  +", row)[0]) for row in rows if re.match(r"  \S+(?: \S+)*  +\S", row)}  # type: ignore[index]
    assert begins == {26}
    assert max(columns(row) for row in shown.split("参数:")[1].splitlines()) <= 80
    commands = run("--help").out.split("命令:\n")[1].split()
    assert commands[0] == "new" and commands.index("import") < commands.index("check") < commands.index("build")
