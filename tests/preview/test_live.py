"""Saving a file shows in the open page at once, the page does not jump, and a broken file leaves the last good draft."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.examples import SHILI
from tests.preview.conftest import Running, changed, eventually, finish, open_draft, start

pytestmark = pytest.mark.browser

SOON = 20.0
"""Seconds within which a saved file must be shown, on a machine that is busy with other tests."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview of one year alone, with templates of its own beside it."""
    folder = tmp_path_factory.mktemp("存盘")
    shutil.copytree(SHILI.parent, folder / "局")
    shutil.copytree(ROOT / "templates" / "tongyong-juesuan", folder / "模板" / "tongyong-juesuan")
    (folder / "模板" / "styles").mkdir()
    shutil.copy(ROOT / "templates" / "styles" / "公开.yaml", folder / "模板" / "styles")
    running = start(folder / "局" / "2023", GONGKAI_TEMPLATES=str(folder / "模板"))
    row = json.loads(running.ask("/api/rows").text)["rows"][0]
    running.ids = {"2023": row["id"]}
    yield running
    finish(running)


@pytest.fixture
def seen(browser: Any, live: Running) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    live.show(page)
    open_draft(page, live, "2023")
    yield page
    context.close()


def shown(page: Any) -> str:
    return str(page.locator("#host .report").text_content())


def test_a_saved_figure_is_shown_in_text_and_tables_without_a_jump(live: Running, seen: Any) -> None:
    assert "1,234.56" not in shown(seen)
    seen.evaluate("window.scrollTo(0, 6000)")
    anchor = (
        "(() => { const all = [...document.getElementById('host').shadowRoot.querySelectorAll('.flow > *')];"
        " const one = all.findIndex((node) => node.getBoundingClientRect().bottom > 70);"
        " return [one, Math.round(all[one].getBoundingClientRect().top)] })()"
    )
    before = seen.evaluate(anchor)
    with changed(live.folder / "收支.yaml", r"2080506: [\d.]+", "2080506: 12345600.00"):
        eventually(lambda: "1,234.56" in shown(seen), SOON)
        assert seen.evaluate("scrollY") > 5000
        after = seen.evaluate(anchor)
        assert after[0] == before[0]
        assert abs(after[1] - before[1]) <= 2
    eventually(lambda: "1,234.56" not in shown(seen), SOON)


def test_a_longer_text_above_leaves_what_is_read_where_it_is(live: Running, seen: Any) -> None:
    seen.evaluate("window.scrollTo(0, document.body.scrollHeight * 0.8)")
    anchor = (
        "(() => { const all = [...document.getElementById('host').shadowRoot.querySelectorAll('.flow > *')];"
        " window.node = window.node || all.find((one) => one.getBoundingClientRect().bottom > 70);"
        " return Math.round(window.node.getBoundingClientRect().top) })()"
    )
    before = seen.evaluate(anchor)
    more = "。".join(["这一句是新加的，用来把后面的内容往下推"] * 40)
    with changed(live.folder / "文字.yaml", "组织落实。", f"组织落实。{more}。"):
        eventually(lambda: "往下推" in shown(seen), SOON)
        assert seen.evaluate("window.node.isConnected")
        assert abs(seen.evaluate(anchor) - before) <= 3
    eventually(lambda: "往下推" not in shown(seen), SOON)


def test_only_the_pieces_that_changed_are_replaced(live: Running, seen: Any) -> None:
    blocks = "[...document.getElementById('host').shadowRoot.querySelectorAll('.flow > *')]"
    seen.evaluate(f"{blocks}.forEach((node) => {{ node.old = true }})")
    with changed(live.folder / "文字.yaml", "组织落实。", "组织落实好。"):
        eventually(lambda: "组织落实好" in shown(seen), SOON)
        assert seen.evaluate(f"{blocks}.filter((node) => !node.old).length") == 1
    eventually(lambda: "组织落实好" not in shown(seen), SOON)


def test_a_saved_template_and_a_saved_style_are_shown(live: Running, seen: Any) -> None:
    pack = live.folder.parents[1] / "模板"
    with changed(pack / "tongyong-juesuan" / "pack.yaml", "标题: 收入决算情况说明", "标题: 各项收入决算情况说明"):
        eventually(lambda: "各项收入决算情况说明" in shown(seen), SOON)
        assert "各项收入决算情况说明" in seen.inner_text("#toc")
    eventually(lambda: "各项收入决算情况说明" not in shown(seen), SOON)
    size = "getComputedStyle(document.getElementById('host').shadowRoot.querySelector('p.正文')).fontSize"
    before = seen.evaluate(size)
    with changed(pack / "styles" / "公开.yaml", r"(正文: *\{[^}]*字号: )\d+", r"\g<1>20"):
        eventually(lambda: seen.evaluate(size) != before, SOON)
    eventually(lambda: seen.evaluate(size) == before, SOON)


def test_a_broken_file_shows_its_place_and_keeps_the_last_good_draft(live: Running, seen: Any) -> None:
    good = shown(seen)
    with changed(live.folder / "收支.yaml", r"2080506: [\d.]+", "2080506: １２３") as old:
        seen.wait_for_selector("#problem:not([hidden])", timeout=SOON * 1000)
        told = seen.inner_text("#problem")
        line = next(n for n, text in enumerate(old.splitlines(), 1) if "2080506" in text)
        assert "下面还是上一次能读的稿子" in told
        assert f"2023/收支.yaml 第{line}行第14列" in told
        assert "全角" in told
        assert "2080506: １２３" in told
        assert seen.get_attribute("#problem", "role") == "alert"
        assert shown(seen) == good
    seen.wait_for_selector("#problem", state="hidden", timeout=SOON * 1000)
    assert shown(seen) == good


def test_a_broken_template_shows_its_place_too(live: Running, seen: Any) -> None:
    file = live.folder.parents[1] / "模板" / "tongyong-juesuan" / "正文.html"
    with changed(file, r"\Z", "\n<p>{{ 没有的名字 }}</p>\n"):
        seen.wait_for_selector("#problem:not([hidden])", timeout=SOON * 1000)
        told = seen.inner_text("#problem")
        assert "tongyong-juesuan/正文.html 第" in told
        assert "没有“没有的名字”这个名字" in told
    seen.wait_for_selector("#problem", state="hidden", timeout=SOON * 1000)


def test_saving_again_and_again_ends_with_what_was_saved_last(live: Running, seen: Any) -> None:
    file = live.folder / "文字.yaml"
    with changed(file, "组织落实。", "初次落实。") as old:
        for number in range(12):
            file.write_text(old.replace("组织落实。", f"第{number}次落实。", 1), encoding="utf-8")
            time.sleep(0.03)
        eventually(lambda: "第11次落实" in shown(seen), SOON)
    eventually(lambda: "次落实" not in shown(seen), SOON)


def test_ctrl_c_ends_it_with_pages_open(browser: Any, tmp_path: Path) -> None:
    shutil.copytree(SHILI.parent, tmp_path / "局")
    running = start(tmp_path / "局")
    context = browser.new_context()
    for _ in range(3):
        page = context.new_page()
        running.show(page)
    page.wait_for_selector("body[data-ready]")
    time.sleep(1)
    running.stop()
    _, said = running.process.communicate()
    context.close()
    assert running.process.returncode == 0
    assert said.splitlines() == ["预览已经打开；看完回到这里按 Ctrl-C 结束。上面的地址只能用一次。", "预览已结束。"]
