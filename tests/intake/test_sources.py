"""Department-years are found in files and folders, and last year's beside this year's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.intake import find_prior, find_sources, is_source, load
from generator.intake.sources import Keys, file_keys

YEAR = "年度: {}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for place in ("shili/2022", "shili/2023", "gongjing/2020"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "基本.yaml").write_text(YEAR.format(place[-4:]), encoding="utf-8")
        (tmp_path / place / "文字.yml").write_text("文字: {}\n", encoding="utf-8")
    (tmp_path / "说明").mkdir()
    (tmp_path / "说明" / "别的.yaml").write_text("其他: 1\n", encoding="utf-8")
    (tmp_path / "_旧").mkdir()
    (tmp_path / "_旧" / "基本.yaml").write_text(YEAR.format(2019), encoding="utf-8")
    return tmp_path


def test_a_folder_of_many_gives_every_department_year_in_order(data: Path) -> None:
    assert find_sources(data) == [data / "gongjing/2020", data / "shili/2022", data / "shili/2023"]


def test_a_department_year_and_a_file_are_themselves(data: Path) -> None:
    assert find_sources(data / "shili/2023") == [data / "shili/2023"]
    assert find_sources(data / "shili/2023/基本.yaml") == [data / "shili/2023/基本.yaml"]


def test_a_file_in_gbk_is_still_found_so_that_loading_can_say_what_is_wrong(data: Path) -> None:
    (data / "gbk").mkdir()
    (data / "gbk" / "数据.yaml").write_bytes("年度：2023\n".encode("gbk"))
    assert data / "gbk" in find_sources(data)


def test_whole_files_side_by_side_are_sources_of_their_own(tmp_path: Path) -> None:
    for name in ("乙局", "甲局"):
        (tmp_path / f"{name}.yaml").write_text(f"年度: 2023\n部门: {{全称: {name}}}\n", encoding="utf-8")
    assert find_sources(tmp_path) == [tmp_path / "乙局.yaml", tmp_path / "甲局.yaml"]


def test_one_department_year_is_known_without_a_look_at_all_files(data: Path) -> None:
    many = data / "全县"
    many.mkdir()
    for name in "甲乙丙":
        (many / f"{name}.yaml").write_text(f"年度: 2023\n部门: {{全称: {name}局}}\n", encoding="utf-8")
    paths = [data, many, *data.glob("*/*")]
    assert [is_source(path) for path in paths if path.parent.name not in ("说明", "_旧")] == [
        find_sources(path) == [path] for path in paths if path.parent.name not in ("说明", "_旧")
    ]
    looked: list[Path] = []

    def keys(path: Path) -> Keys:
        looked.append(path)
        return file_keys(path)

    assert not is_source(many, keys)
    assert len(looked) == 2


def test_nothing_to_find_is_a_wrong_usage(data: Path) -> None:
    for path in (data / "说明", data / "没有"):
        with pytest.raises(UsageError) as caught:
            find_sources(path)
        assert caught.value.remedy


def test_last_year_is_the_sibling_named_for_it(data: Path) -> None:
    assert find_prior(data / "shili/2023", 2023) == data / "shili/2022"
    assert find_prior(data / "shili/2023/基本.yaml", 2023) == data / "shili/2022/基本.yaml"
    assert find_prior(data / "shili/2022", 2022) is None
    assert find_prior(data / "shili/2023", 2020) is None


def test_last_year_of_a_file_is_the_file_named_for_it(tmp_path: Path) -> None:
    for year in (2022, 2023):
        (tmp_path / f"医保局{year}.yaml").write_text(YEAR.format(year), encoding="utf-8")
    assert find_prior(tmp_path / "医保局2023.yaml", 2023) == tmp_path / "医保局2022.yaml"
    assert find_prior(tmp_path / "医保局2022.yaml", 2022) is None


def test_a_relative_source_finds_last_year_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data / "shili/2023")
    assert find_prior(Path(), 2023) == data / "shili/2022"


def test_a_good_folder_loads_through_what_was_found(data: Path) -> None:
    good = (Path(__file__).parent / "good.yaml").read_text(encoding="utf-8")
    (data / "好").mkdir()
    (data / "好" / "数据.yaml").write_text(good, encoding="utf-8")
    assert [load(path).data.year for path in find_sources(data / "好")] == [2023]
