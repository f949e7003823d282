"""Usable by keyboard and screen reader, without a network, on old machines: axe finds nothing, and the page is light."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.preview.conftest import Running, changed, open_draft

pytestmark = pytest.mark.browser

STATIC = ROOT / "generator" / "preview" / "static"
MOST_BYTES = 60_000


Ask = Callable[[], list[str]]


@pytest.fixture
def violations(page: Any, faults: list[str]) -> Ask:
    """What axe-core finds wrong with the page, with the first element of each."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")

    def ask() -> list[str]:
        found = axe.Axe().run(page).response["violations"]
        faults[:] = [fault for fault in faults if not fault.startswith("Applying inline style")]  # what axe itself tried
        return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:120]}" for one in found]

    return ask


def test_axe_finds_nothing_on_the_overview(preview: Running, page: Any, violations: Ask) -> None:
    page.wait_for_selector("body[data-ready]")
    assert violations() == []
    page.fill("#find", "没有这个")
    assert violations() == []


def test_axe_finds_nothing_on_a_draft_with_statutory_tables(preview: Running, page: Any, violations: Ask) -> None:
    open_draft(page, preview)
    assert violations() == []


def test_axe_finds_nothing_on_a_draft_with_its_panels_and_menus(preview: Running, page: Any, violations: Ask) -> None:
    open_draft(page, preview, report="tongyong-zhengti-ziping")
    page.locator("#host data", has_text="万元").first.click()
    page.wait_for_selector("#sourcebody .what")
    page.click("#make")
    assert violations() == []


def test_axe_finds_nothing_on_a_draft_with_findings(preview: Running, page: Any, violations: Ask) -> None:
    file = preview.folder / "医保 局" / "2023" / "收支.yaml"
    with changed(file, "2101501: 5318822.95", "2101501: 4318822.95"):
        open_draft(page, preview, report="tongyong-zhengti-ziping")
        page.wait_for_selector("#findings h3")
        assert violations() == []


def test_axe_finds_nothing_on_a_source_that_cannot_be_read(preview: Running, page: Any, violations: Ask) -> None:
    folder = preview.folder / "坏局" / "2023"
    folder.mkdir(parents=True)
    (folder / "数据.yaml").write_text("年度: 2023\n金额单位: 万元\n", encoding="utf-8")
    try:
        for _ in range(100):
            row = page.evaluate(
                "fetch('/api/rows').then((a) => a.json()).then((d) => d.rows.find((r) => r.label === '坏局/2023'))"
            )
            if row:
                break
            page.wait_for_timeout(50)
        page.goto(f"{preview.base}/d/{row['id']}")
        page.wait_for_selector("#problem:not([hidden])")
        assert "还不能成稿" in page.inner_text("#problem")
        assert violations() == []
    finally:
        shutil.rmtree(folder.parent)


def test_landmarks_headings_and_a_skip_link_are_there(preview: Running, page: Any) -> None:
    open_draft(page, preview)
    for role, name in (("banner", None), ("main", None), ("navigation", "报告目录"), ("complementary", "出处和问题")):
        found = page.get_by_role(role, name=name) if name else page.get_by_role(role)
        assert found.count() == 1, role
    assert page.get_by_role("heading", level=1).first.inner_text().startswith("示例县医疗保障局")
    page.keyboard.press("Tab")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert ring == "solid"


def test_nothing_comes_from_elsewhere_and_it_works_offline(preview: Running, browser: Any) -> None:
    context = browser.new_context()
    asked: list[str] = []
    context.route(
        lambda address: not address.startswith(preview.base), lambda route: (asked.append(route.request.url), route.abort())
    )
    page = context.new_page()
    preview.show(page)
    page.wait_for_selector("body[data-ready]")
    open_draft(page, preview)
    assert page.locator("#host p.正文").count() > 10
    assert asked == []
    context.close()
    for file in STATIC.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text
        assert "https://" not in text
        assert "@import" not in text


def test_scripts_and_styles_are_light() -> None:
    files = [file for file in STATIC.iterdir() if file.suffix in (".js", ".css")]
    assert len(files) >= 3
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
