"""Every page of docs/ that is made from the program is up to date, and says how it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.generated import PAGES
from scripts.generated.__main__ import main


@pytest.mark.parametrize("name", PAGES)
def test_a_made_page_is_up_to_date(root: Path, name: str) -> None:
    written = (root / "docs" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), f"docs/{name} 过时了：运行 scripts/pages 重写"


@pytest.mark.parametrize("name", PAGES)
def test_a_made_page_says_that_it_is_made_and_how(name: str) -> None:
    text = PAGES[name]()
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert "`scripts/pages`" in text and "请勿手改" in text


def test_the_command_writes_what_is_out_of_date_and_leaves_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scripts.generated.__main__.PAGES", {"甲.md": lambda: "# 甲\n", "乙.md": lambda: "# 乙\n"})
    monkeypatch.setattr("scripts.generated.__main__.DOCS", tmp_path)
    (tmp_path / "甲.md").write_text("# 甲\n", encoding="utf-8")
    (tmp_path / "乙.md").write_text("# 旧\n", encoding="utf-8")
    main()
    assert (tmp_path / "乙.md").read_text(encoding="utf-8") == "# 乙\n"
    assert capsys.readouterr().out == "docs/甲.md：没有变化\ndocs/乙.md：已重写\n"
