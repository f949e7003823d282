"""Nothing unchanged is built again, and everything that has changed is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.batch import fingerprints as prints
from generator.batch import run
from generator.batch.index import FILE
from tests.batch.county import REPORT, build_all, change, contents, county, department, statuses
from tests.examples import GONGJING, ROOT

NAMES = ("甲县医疗保障局", "乙县医疗保障局")


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The departments that were really built, in order."""
    done: list[str] = []

    def noted(task: run.Done) -> run.Done:
        done.append(task.source.parent.name)
        return work(task)

    work = run.work
    monkeypatch.setattr(run, "work", noted)
    return done


def test_an_unchanged_department_is_not_built_again_and_its_findings_are_reported_all_the_same(
    tmp_path: Path, worked: list[str]
) -> None:
    sources = [*county(tmp_path, NAMES).values(), department(tmp_path, "丙县医疗保障局", GONGJING, "自贡市贡井区医疗保障局")]
    first = build_all(sources, tmp_path / "out", formats="txt,html")
    assert worked == [*NAMES, "丙县医疗保障局"]
    second = build_all(sources, tmp_path / "out", formats="txt,html")
    assert len(worked) == 3, "none was built again"
    assert statuses(second) == {name: ["未变", "未变"] for name in (*NAMES, "丙县医疗保障局")}
    for name, outcome in first.items():
        assert second[name].built.findings == outcome.built.findings
        assert second[name].figures == outcome.figures
        assert [f.path for f in second[name].built.files] == [f.path for f in outcome.built.files]
    assert len(first["丙县医疗保障局"].built.findings) > 5


def test_a_changed_figure_builds_its_department_alone(tmp_path: Path, worked: list[str]) -> None:
    sources = county(tmp_path, NAMES)
    build_all(sources.values(), tmp_path / "out")
    worked.clear()
    change(sources[NAMES[0]], "基本情况.yaml", "自称: 本单位", "自称: 我局")
    outcomes = build_all(sources.values(), tmp_path / "out")
    assert worked == [NAMES[0]]
    assert statuses(outcomes) == {NAMES[0]: ["更新"], NAMES[1]: ["未变"]}


def test_a_shared_file_and_last_years_data_count_as_data(tmp_path: Path, worked: list[str]) -> None:
    folder = tmp_path / "大厂"
    shutil.copytree(ROOT / "data_examples" / "dachang", folder)
    source = folder / "2021"
    build_all([source], tmp_path / "out")
    build_all([source], tmp_path / "out")
    assert worked == ["大厂"]
    for file in (folder / "共用.yaml", folder / "2020" / "基本情况.yaml"):
        file.write_text(file.read_text(encoding="utf-8") + "\n# 又看过\n", encoding="utf-8")
        build_all([source], tmp_path / "out")
        build_all([source], tmp_path / "out")
    assert worked == ["大厂"] * 3
    (folder / "2020").rename(folder / "别处")
    build_all([source], tmp_path / "out")
    assert worked == ["大厂"] * 4


def test_a_format_that_is_added_is_made_alone(tmp_path: Path) -> None:
    sources = county(tmp_path, NAMES[:1])
    build_all(sources.values(), tmp_path / "out")
    assert statuses(build_all(sources.values(), tmp_path / "out", formats="html,txt")) == {NAMES[0]: ["新建", "未变"]}


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packs of our own: 甲包 inherits from 底包, 乙包 from neither."""
    folder = tmp_path / "模板"
    for name, base in (("底包", "beijing-jixiao"), ("甲包", "底包"), ("乙包", "beijing-jixiao")):
        (folder / name).mkdir(parents=True)
        (folder / name / "pack.yaml").write_text(f"名称: {name}\n继承: {base}\n文件名: {name}的报告\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(folder))
    return folder


def test_an_edit_of_a_pack_builds_exactly_the_reports_that_depend_on_it(tmp_path: Path, packs: Path, worked: list[str]) -> None:
    sources = county(tmp_path, NAMES)
    change(sources[NAMES[0]], "基本情况.yaml", "报告: [beijing-jixiao]", "报告: [甲包, 乙包]")
    change(sources[NAMES[1]], "基本情况.yaml", "报告: [beijing-jixiao]", "报告: [乙包]")
    build_all(sources.values(), tmp_path / "out")
    worked.clear()
    (packs / "底包" / "pack.yaml").write_text(
        "名称: 底包\n继承: beijing-jixiao\n文件名: 底包的报告\n标题: 改过的标题\n", encoding="utf-8"
    )
    outcomes = build_all(sources.values(), tmp_path / "out", formats="html")
    assert statuses(outcomes) == {NAMES[0]: ["新建", "新建"], NAMES[1]: ["新建"]}
    worked.clear()
    (packs / "底包" / "pack.yaml").write_text(
        "名称: 底包\n继承: beijing-jixiao\n文件名: 底包的报告\n标题: 又改过的标题\n", encoding="utf-8"
    )
    outcomes = build_all(sources.values(), tmp_path / "out", formats="html")
    assert worked == [NAMES[0]]
    assert statuses(outcomes) == {NAMES[0]: ["更新", "未变"], NAMES[1]: ["未变"]}
    (packs / "甲包" / "名词.yaml").write_text("", encoding="utf-8")
    worked.clear()
    build_all(sources.values(), tmp_path / "out", formats="html")
    assert worked == [NAMES[0]], "a file that is added to a pack counts too"


def test_a_file_that_was_deleted_is_made_again_and_one_changed_by_hand_is_reported(tmp_path: Path) -> None:
    sources = county(tmp_path, NAMES)
    first = build_all(sources.values(), tmp_path / "out")
    gone, edited = (Path(first[name].built.files[0].path) for name in NAMES)
    gone.unlink()
    edited.write_text("改过", encoding="utf-8")
    second = build_all(sources.values(), tmp_path / "out")
    assert statuses(second)[NAMES[0]] == ["新建"]
    assert "文件被人改过" in second[NAMES[1]].errors[0].message
    assert second[NAMES[1]].state == "失败"
    assert edited.read_text(encoding="utf-8") == "改过"
    assert statuses(build_all(sources.values(), tmp_path / "out", force=True)) == {NAMES[0]: ["未变"], NAMES[1]: ["更新"]}


def test_a_file_that_was_only_touched_is_not_made_again(tmp_path: Path, worked: list[str]) -> None:
    sources = county(tmp_path, NAMES[:1])
    first = build_all(sources.values(), tmp_path / "out")
    os.utime(first[NAMES[0]].built.files[0].path, (1, 1))
    for file in sources[NAMES[0]].glob("*.yaml"):
        os.utime(file, (2, 2))
    build_all(sources.values(), tmp_path / "out")
    assert len(worked) == 1


def test_another_program_builds_all_again(tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    sources = county(tmp_path, NAMES)
    build_all(sources.values(), tmp_path / "out")
    monkeypatch.setattr(prints, "program", lambda: "另一版")
    build_all(sources.values(), tmp_path / "out")
    assert worked == [*NAMES, *NAMES]


def test_options_that_a_format_does_not_know_do_not_build_it_again(tmp_path: Path, worked: list[str]) -> None:
    sources = county(tmp_path, NAMES[:1])
    build_all(sources.values(), tmp_path / "out", formats="txt,html")
    build_all(sources.values(), tmp_path / "out", formats="txt,html", variant="pdf/a-3a")
    assert len(worked) == 1
    outcomes = build_all(sources.values(), tmp_path / "out", formats="txt,html", style="gbt9704")
    assert len(worked) == 2
    assert outcomes[NAMES[0]].state in ("更新", "未变")


def test_data_that_change_while_they_are_built_are_built_again(
    tmp_path: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = county(tmp_path, NAMES[:1])
    work = run.work

    def slow(task: run.Done) -> run.Done:
        done = work(task)
        if len(worked) == 1:
            change(sources[NAMES[0]], "基本情况.yaml", "自称: 本单位", "自称: 我局")
        return done

    monkeypatch.setattr(run, "work", slow)
    for _ in range(3):
        build_all(sources.values(), tmp_path / "out")
    assert len(worked) == 2


def test_findings_that_stop_a_build_are_remembered_too(tmp_path: Path, worked: list[str]) -> None:
    stopped = department(tmp_path, "丙县医疗保障局", GONGJING, "自贡市贡井区医疗保障局")
    change(stopped, "三公与资产.yaml", "  授予小微企业: 0", "  授予小微企业: 待填")
    sources = [*county(tmp_path, NAMES[:1]).values(), stopped]
    first = build_all(sources, tmp_path / "out")
    second = build_all(sources, tmp_path / "out")
    assert len(worked) == 2
    assert first["丙县医疗保障局"].state == second["丙县医疗保障局"].state == "有错误"
    assert second["丙县医疗保障局"].built.findings == first["丙县医疗保障局"].built.findings
    draft = build_all(sources, tmp_path / "out", draft=True)
    assert statuses(draft)["丙县医疗保障局"] == ["新建"]


def test_an_index_that_is_broken_or_gone_costs_only_time(tmp_path: Path, worked: list[str]) -> None:
    sources = county(tmp_path, NAMES)
    build_all(sources.values(), tmp_path / "out")
    (tmp_path / "out" / FILE).write_bytes(b"not a database" * 1000)
    assert set(map(tuple, statuses(build_all(sources.values(), tmp_path / "out")).values())) == {("未变",)}
    assert len(worked) == 4
    (tmp_path / "out" / FILE).unlink()
    build_all(sources.values(), tmp_path / "out")
    assert len(worked) == 6
    build_all(sources.values(), tmp_path / "out")
    assert len(worked) == 6


def test_an_output_folder_that_is_moved_takes_its_index_along(tmp_path: Path, worked: list[str]) -> None:
    sources = county(tmp_path, NAMES)
    build_all(sources.values(), tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / "moved")
    build_all(sources.values(), tmp_path / "moved")
    assert len(worked) == 2
    assert list(contents(tmp_path / "moved")) == [f"{name}/2021/{REPORT}.txt" for name in sorted(NAMES)]
