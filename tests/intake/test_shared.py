"""What several years share is written once, in the folder above their folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import Problems, UsageError
from generator.intake import find_prior, find_sources, load

GOOD = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
HEAD, _, REST = GOOD.partition("机构:\n")


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """Two years of a department; names and units above them."""
    names = HEAD[HEAD.index("部门:") :]
    own = HEAD[: HEAD.index("部门:")]
    (tmp_path / "共用.yaml").write_text(names, encoding="utf-8")
    for year in (2022, 2023):
        (tmp_path / str(year)).mkdir()
        text = f"{own}机构:\n{REST}".replace("年度: 2023", f"年度: {year}").replace("  说明: 无\n", "")
        (tmp_path / str(year) / "数据.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def _appended(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_both_years_have_what_they_share(years: Path) -> None:
    loaded = [load(years / year) for year in ("2022", "2023")]
    assert [one.data.year for one in loaded] == [2022, 2023]
    assert len({one.data.names.full for one in loaded}) == 1
    assert [path.name for path in loaded[1].files] == ["数据.yaml", "共用.yaml"]
    assert Path(loaded[0].place("部门.全称").file) == years / "共用.yaml"


def test_groups_of_fields_are_put_together(years: Path) -> None:
    (years / "共用机构.yaml").write_text("机构:\n  说明: 机关在县城。\n", encoding="utf-8")
    organisation = load(years / "2023").data.organisation
    assert str(organisation.note) == "机关在县城。"
    assert organisation.units


def test_a_key_in_both_places_is_an_error_that_names_both(years: Path) -> None:
    (years / "2023" / "再写一遍.yaml").write_text("部门:\n  简称: 又一个简称\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        load(years / "2023")
    (error,) = caught.value.errors
    assert "“简称”在两个文件里都有" in error.message
    assert {Path(error.file).name, "再写一遍.yaml"} == {"共用.yaml", "再写一遍.yaml"}
    assert "再写一遍.yaml第2行" in error.message


def test_the_same_year_in_both_places_is_no_error_another_year_is(years: Path) -> None:
    _appended(years / "共用.yaml", "\n年度: 2023\n")
    assert load(years / "2023").data.year == 2023
    with pytest.raises(Problems, match="年度前后不一"):
        load(years / "2022")


def test_shared_files_are_no_source(years: Path) -> None:
    _appended(years / "共用.yaml", "\n年度: 2023\n")
    assert find_sources(years) == [years / "2022", years / "2023"]
    with pytest.raises(UsageError) as caught:
        find_sources(years / "共用.yaml")
    assert "年度文件夹" in caught.value.remedy


def test_a_relative_folder_finds_them_too(years: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(years / "2023")
    assert load(Path()).data.names.full
    monkeypatch.chdir(years)
    assert load(Path("2023")).files[1] == Path("共用.yaml")


def test_a_single_file_has_none_and_two_levels_up_is_too_far(years: Path) -> None:
    with pytest.raises(Problems, match="部门"):
        load(years / "2023" / "数据.yaml")
    deeper = years / "甲" / "2023"
    deeper.mkdir(parents=True)
    (deeper / "数据.yaml").write_text((years / "2023" / "数据.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(Problems, match="部门"):
        load(deeper)


def test_last_year_is_still_found(years: Path) -> None:
    assert find_prior(years / "2023", 2023) == years / "2022"
