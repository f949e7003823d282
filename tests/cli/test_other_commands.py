"""check, new, schema, packs, doctor, and the broken files of the intake, all through the command line."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.errors import MissingEngine
from generator.intake import json_schema
from generator.packs.definition.pack import available, descriptions
from tests.cli.conftest import Run
from tests.cli.test_build_command import FINDING_KEYS
from tests.examples import ROOT

BAD = sorted((ROOT / "tests" / "intake" / "bad").glob("*.yaml"))


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_broken_file_ends_with_two_and_a_message_and_nothing_is_written(
    run: Run, tmp_path: Path, path: Path, command: str
) -> None:
    where = ("-o", tmp_path / "out") if command == "build" else ()
    ran = run(command, path, *where)
    assert (ran.status, path.name in ran.err) == (2, True)
    assert "改法：" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_clean_source_passes(run: Run, clean: Path) -> None:
    ran = run("check", clean)
    assert (ran.status, ran.err) == (0, "")
    assert re.search(r"共核对1个部门年度：错误0处，警告\d+处，提示\d+处。\n$", ran.out)


def test_what_is_still_to_be_filled_is_an_error(run: Run, unfilled: Path) -> None:
    ran = run("check", unfilled)
    assert (ran.status, ran.err) == (1, "")
    assert "[待填] “授予小微企业合同金额”还没有填，报告要用到" in ran.out


def test_the_json_of_check_has_the_keys_of_the_contract(run: Run, unfilled: Path) -> None:
    ran = run("check", unfilled, "--json")
    result = json.loads(ran.out)
    assert (ran.status, ran.err) == (1, "")
    assert list(result) == ["findings", "summary"]
    assert all(set(finding) >= FINDING_KEYS for finding in result["findings"])
    assert result["summary"]["错误"] == sum(f["severity"] == "错误" for f in result["findings"]) >= 1


def test_of_two_sources_the_sound_one_is_checked(run: Run, clean: Path, broken: Path) -> None:
    ran = run("check", broken, clean, "--json")
    assert ran.status == 1
    result = json.loads(ran.out)
    assert [failure["path"] for failure in result["failures"]] == ["政府采购.授予小微企业"]
    assert "全角" in ran.err


@pytest.fixture
def started(run: Run, tmp_path: Path) -> Path:
    """A new folder of the pack of Sichuan."""
    ran = run("new", tmp_path / "某 局", "-t", "sichuan-juesuan", "--year", "2024")
    assert ran.status == 0
    folder = tmp_path / "某 局" / "2024"
    assert ran.out.splitlines()[:-1] == [str(path) for path in sorted(folder.glob("*.yaml"))]
    assert ran.out.splitlines()[-1] == f"逐个文件填写“待填”处；填好后运行：gongkai check {folder}"
    return folder


@pytest.mark.parametrize("pack", ["sichuan-juesuan", "tongyong-juesuan"])
def test_a_new_folder_can_be_read_and_check_lists_what_is_to_be_filled(run: Run, started: Path, pack: str) -> None:
    ran = run("check", started, "-t", pack, "--json")
    findings = json.loads(ran.out)["findings"]
    assert (ran.status, ran.err) == (1, "")
    assert len(findings) > 50
    fill = [finding for finding in findings if finding["rule"] in ("待填", "Z01") and finding["path"]]
    places = [(finding["path"], finding["line"]) for finding in fill]
    assert len(places) == len(set(places)), "each blank is named once"
    assert {finding["rule"] for finding in findings if finding["severity"] == "错误"} == {"待填", "Z01"}
    whole = {"支出", "国有资产.车辆", "机构.内设机构", "文字.预决算差异原因"}  # of the other pack as well
    assert {finding["path"] for finding in findings if finding["rule"] == "待填" and not finding["line"]} <= whole
    paths = {finding["path"] for finding in findings}
    assert {"部门.全称", "收入.其他收入", "支出", "三公.公务接待.国内批次", "文字.总计变动原因"} <= paths


@pytest.mark.slow
@pytest.mark.parametrize("pack", ["sichuan-juesuan", "tongyong-juesuan"])
def test_a_new_folder_gives_a_draft_and_no_final_file(run: Run, started: Path, tmp_path: Path, pack: str) -> None:
    arguments = ("build", started, "-t", pack, "-f", "txt,html,xlsx,docx", "--no-page-numbers", "-o", tmp_path / "out")
    assert run(*arguments).status == 1
    assert not (tmp_path / "out").exists()
    ran = run(*arguments, "--draft")
    assert (ran.status, len(ran.out.splitlines())) == (1, 4)
    text = next((tmp_path / "out").rglob("*.txt")).read_text(encoding="utf-8")
    assert text.count("【待填") > 50
    assert "None" not in text


def test_a_new_folder_gives_no_amount_and_explains_its_fields(started: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in started.glob("*.yaml"))
    typed = yaml.load("\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")), Loader=yaml.CBaseLoader)
    amounts = re.findall(r": (\d+(?:\.\d+)?)$", yaml.dump(typed, allow_unicode=True), re.MULTILINE)
    assert amounts == []
    assert typed["年度"] == "2024"
    assert typed["报告"] == ["sichuan-juesuan"]
    assert all("#" in (started / name).read_text(encoding="utf-8") for name in ("收支.yaml", "文字.yaml"))


def test_an_existing_folder_is_left_alone(run: Run, started: Path) -> None:
    (started / "文字.yaml").write_text("我的字", encoding="utf-8")
    ran = run("new", started.parent, "-t", "sichuan-juesuan", "--year", "2024")
    assert (ran.status, ran.out) == (2, "")
    assert "已有数据文件，没有改动" in ran.err
    assert (started / "文字.yaml").read_text(encoding="utf-8") == "我的字"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-t", "没有的包", "--year", "2024"), "没有名为“没有的包”的模板包"),
        (("-t", "sichuan-juesuan", "--year", "24"), "“24”不是年度"),
        (("-t", "sichuan-juesuan", "--year", "二〇二四"), "不是整数"),
        (("--year", "2024"), "没有说做哪一种报告"),
    ],
)
def test_new_refuses_what_it_cannot_do(run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    ran = run("new", tmp_path / "新", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert not (tmp_path / "新").exists()


def test_the_schema_is_printed_as_json(run: Run) -> None:
    ran = run("schema")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out) == json_schema()
    assert {"年度", "收入", "支出"} <= set(json.loads(ran.out)["properties"])


def test_new_proposes_the_packs_of_the_region_and_those_of_the_nation_elsewhere(run: Run, tmp_path: Path) -> None:
    said = run("new", tmp_path / "新", "--year", "2024", "--region", "湖南省某市").err
    assert "-t hunan-juesuan（部门决算公开（湖南），见到部分）" in said and "hunan-yusuan" in said
    assert "tongyong" not in said and "anhui" not in said
    assert "-t tongyong-juesuan" in run("new", tmp_path / "新", "--year", "2024", "--region", "某国").err


def test_new_takes_the_region_from_the_data_of_another_year(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data_examples" / "yongxing" / "2021", tmp_path / "2021")
    assert "-t hunan-juesuan" in run("new", tmp_path / "2024", "--year", "2024").err


def test_packs_are_listed_by_region_and_kind_with_what_was_seen(run: Run) -> None:
    rows = [line.split("\t") for line in run("packs").out.splitlines()]
    regions = [row[2] for row in rows]
    assert {len(row) for row in rows} == {6}
    assert regions == sorted(regions, key=lambda name: (name != "全国", name)), "a region's packs stand together"
    seen = {row[0]: tuple(row[2:5]) for row in rows}
    assert seen["hunan-juesuan"] == ("湖南", "决算", "部分")
    assert seen["henan-juesuan"] == ("河南", "决算", "仅目录")
    assert seen["tongyong-yusuan"] == ("全国", "预算", "－")
    shown = run("packs", "hunan-juesuan").out
    assert "式样：县级　概况第二节作“机构设置”" in shown and "没有见到" in shown


@pytest.mark.slow
def test_packs_are_listed_shown_and_checked(run: Run) -> None:
    listed = run("packs")
    assert listed.status == 0
    assert (
        {line.split("\t")[0] for line in listed.out.splitlines()} == set(available()) >= {"sichuan-juesuan", "tongyong-juesuan"}
    )
    shown = run("packs", "sichuan-juesuan")
    assert shown.status == 0
    assert "继承：sichuan-juesuan → tongyong-juesuan" in shown.out
    assert "公开表：T01、T02" in shown.out
    checked = run("packs", "sichuan-juesuan", "--check")  # all of them: tests/packs/test_broken_packs.py
    assert checked.status == 0
    assert "sichuan-juesuan：没有问题" in checked.out
    assert run("packs", "没有的包").status == 2


def test_the_fields_of_a_pack_are_listed_as_columns(run: Run) -> None:
    ran = run("packs", "tongyong-yusuan", "--fields")
    head, *rows = [line.split("\t") for line in ran.out.splitlines()]
    assert (ran.status, head) == (0, ["字段", "说明", "单位", "必填", "由谁填"])
    by_path = {row[0]: row[1:] for row in rows}
    assert by_path["国有资产.通用设备"][1:] == ["台（套）", "必填", "数字"]
    assert by_path["机关运行经费.变动原因"][2:] == ["必填", "原因"]
    assert by_path["项目[].年度目标"][2:] == ["必填", "文字"]
    assert "整体绩效目标.总体目标" not in by_path
    assert run("packs", "--fields").status == 2


@pytest.fixture
def one_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """doctor checks one pack alone: all of them are checked in tests/packs/test_broken_packs.py, which takes seconds."""
    monkeypatch.setattr(
        "generator.cli.doctor.descriptions", lambda: [row for row in descriptions() if row[0] == "tongyong-xiangmu-ziping"]
    )


@pytest.mark.slow
@pytest.mark.usefixtures("one_pack")
def test_doctor_notes_an_engine_that_was_not_tested(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "没有试过" not in run("doctor").out
    monkeypatch.setattr("weasyprint.__version__", "97.1")
    assert "注意：PDF 引擎 WeasyPrint 97.1 没有试过（试过 69、70）" in run("doctor").out


@pytest.mark.slow
@pytest.mark.usefixtures("one_pack")
def test_doctor_says_what_to_do_without_any_engine(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> None:
        raise MissingEngine("没有", remedy="装一个")

    monkeypatch.setattr("generator.writers.pdf.typst.engine.engine", absent)
    assert "PDF 引擎：Typst 不可用" in (ran := run("doctor")).out
    assert (ran.status, "WeasyPrint" in ran.out) == (0, True)
    monkeypatch.setattr("generator.writers.pdf.weasyprint.writer.engine", absent)
    assert run("doctor").status == 1


@pytest.mark.usefixtures("one_pack")
def test_doctor_shows_engine_fonts_and_packs(run: Run) -> None:
    ran = run("doctor")
    assert ran.status == 0
    assert re.match(r"gongkai \S+，Python 3\.\d+", ran.out)
    assert re.search(r"PDF 引擎：Typst 0\.\d+\.\d+，可用", ran.out)
    assert re.search(r"PDF 引擎：WeasyPrint \d+\.\d+，备用", ran.out)
    assert "模板包 tongyong-xiangmu-ziping（项目支出绩效自评表（通用））：正常" in ran.out
    assert "字体 " in ran.out


def test_help_and_version_end_with_zero_and_are_chinese(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    assert ran.out.startswith("用法：gongkai")
    assert "usage" not in ran.out
    assert "options" not in ran.out
    assert run("--version").out.startswith("gongkai ")


def test_the_help_does_not_load_what_it_does_not_need() -> None:
    code = (
        "import sys; from generator.cli.main import parser; parser()\n"
        "print([name for name in ('pydantic', 'jinja2', 'weasyprint', 'typst', 'babel', 'lxml', 'docx') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
