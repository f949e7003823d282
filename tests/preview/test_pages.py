"""The overview and the draft as a clerk uses them: find, filter, read, follow a figure to its file, go to a finding."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.build import Options, build
from tests.examples import SHILI
from tests.preview.conftest import Running, changed, eventually, finish, open_draft, start

pytestmark = pytest.mark.browser

SMALL = """年度: 2023
部门: {全称: 第%d号局, 简称: 局, 级次: 县级}
金额单位: 万元
报告: [tongyong-juesuan]
"""
DEPARTMENTS = 300


def test_the_overview_lists_every_year_with_its_state(preview: Running, page: Any) -> None:
    page.wait_for_selector("body[data-ready]")
    assert page.locator("#rows tr").count() >= 4
    eventually(lambda: page.locator(".tag.待核对").count() == 0, 90)
    states = {row.split("\t")[1] + row.split("\t")[2] for row in page.locator("#rows tr").all_inner_texts()}
    assert {"2020警告", "2023无问题"} <= states
    assert page.inner_text("#status") == "已全部核对"
    assert "未生成" in page.inner_text("#rows")


def test_search_and_filter_narrow_the_overview_and_say_how_many_are_left(preview: Running, page: Any) -> None:
    page.wait_for_selector("body[data-ready]")
    whole = page.locator("#rows tr").count()
    page.fill("#find", "示例县 2023")
    assert page.locator("#rows tr:visible").count() == 1
    assert page.inner_text("#count") == f"1个，共{whole}个"
    page.fill("#find", "没有这个")
    assert page.is_visible("#none")
    page.fill("#find", "")
    eventually(lambda: page.locator(".tag.待核对").count() == 0, 90)
    page.locator("#states label", has_text="警告").click()
    assert page.locator("#rows tr:visible").count() == page.locator(".tag.警告").count() >= 1
    page.locator("#states label", has_text="全部").click()
    page.select_option("#built", "未生成")
    assert page.locator("#rows tr:visible").count() == whole
    page.select_option("#built", "已生成")
    assert page.locator("#rows tr:visible").count() == 0


def test_a_department_whose_files_were_built_where_the_preview_starts_is_shown_as_built(browser: Any, tmp_path: Path) -> None:
    shutil.copytree(SHILI.parent, tmp_path / "局")
    build(tmp_path / "局" / "2022", Options(("tongyong-juesuan",), ("docx",), tmp_path / "output", page_numbers=False))
    running = start(tmp_path / "局")
    try:
        context = browser.new_context()
        page = context.new_page()
        running.show(page)
        page.wait_for_selector("body[data-ready]")
        page.select_option("#built", "已生成")
        assert page.locator("#rows tr:visible").count() == 1
        assert "2022" in page.inner_text("#rows tr:visible")
        context.close()
    finally:
        finish(running)


def test_three_hundred_departments_are_listed_and_searched(browser: Any, tmp_path: Path) -> None:
    for number in range(DEPARTMENTS):
        folder = tmp_path / "县" / f"局{number:03d}" / "2023"
        folder.mkdir(parents=True)
        (folder / "数据.yaml").write_text(SMALL % number, encoding="utf-8")
    running = start(tmp_path / "县")
    try:
        context = browser.new_context()
        page = context.new_page()
        running.show(page)
        page.wait_for_selector(f"body[data-ready='{DEPARTMENTS}']")
        for word in ("第2", "第29", "第299号局"):
            page.fill("#find", word)
        assert page.inner_text("#count") == f"1个，共{DEPARTMENTS}个"
        page.fill("#find", "")
        eventually(lambda: page.locator(".tag.错误").count() > 5, 60)
        context.close()
    finally:
        finish(running)


def test_the_draft_is_a4_sheets_in_the_style_of_the_pack(preview: Running, page: Any) -> None:
    open_draft(page, preview)
    section = page.locator("#host section.portrait").first
    assert section.bounding_box()["width"] <= 210 / 25.4 * 96 + 1
    look = "getComputedStyle(document.getElementById('host').shadowRoot.querySelector('p.正文'))"
    assert page.evaluate(f"{look}.fontSize") == "21.3333px"
    assert page.evaluate(f"{look}.textIndent").startswith("42")
    assert "仿宋" in page.evaluate(f"{look}.fontFamily")
    column = page.evaluate(
        "(() => { const [a, b] = [...document.getElementById('host').shadowRoot.querySelectorAll('.T01 col, col')];"
        " return a.getAttribute('width') })()"
    )
    assert re.fullmatch(r"[\d.]+%", column)


def test_the_contents_follow_the_scroll_and_lead_to_their_headings(preview: Running, page: Any) -> None:
    open_draft(page, preview)
    links = page.locator("#toc a")
    assert links.count() >= 15
    last = links.nth(12)
    last.click()
    eventually(lambda: last.get_attribute("aria-current") == "location")
    assert page.locator("#toc [aria-current]").count() == 1
    top = page.evaluate(
        f"document.getElementById('host').shadowRoot.getElementById('{last.get_attribute('data-id')}').getBoundingClientRect().top"
    )
    assert 0 < top < 200
    page.evaluate("window.scrollTo(0, 0)")
    eventually(lambda: links.first.get_attribute("aria-current") == "location")


def test_a_click_on_a_figure_leads_down_to_file_line_and_field(preview: Running, page: Any) -> None:
    open_draft(page, preview)
    total = page.locator("#host p.正文 data", has_text=re.compile(r"^[\d,]+\.\d\d万元$")).first
    printed = total.inner_text()
    total.click()
    page.wait_for_selector("#sourcebody .value")
    assert page.inner_text("#sourcebody .value") == printed
    assert "计算" in page.inner_text("#sourcebody .what")
    names = []
    for _ in range(12):
        if page.locator("#sourcebody .file").count():
            break
        parts = page.locator("#sourcebody .parts button")
        assert parts.count() >= 1
        names.append(parts.first.inner_text())
        before = page.inner_text("#sourcebody")
        parts.first.click()
        eventually(lambda before=before: page.inner_text("#sourcebody") != before)
    place = page.inner_text("#sourcebody .file")
    assert re.search(r"医保 局/2023/收支\.yaml\s*第\d+行第\d+列", place), place
    line = int(re.search(r"第(\d+)行", place)[1])
    source = (preview.folder / "医保 局" / "2023" / "收支.yaml").read_text(encoding="utf-8").splitlines()
    assert page.inner_text("#sourcebody .excerpt") == source[line - 1].strip()
    assert names
    page.locator("#sourcebody .path button").first.click()
    eventually(lambda: page.inner_text("#sourcebody .value") == printed)


def test_a_click_on_a_text_and_on_a_chart_shows_their_source_too(preview: Running, page: Any) -> None:
    open_draft(page, preview, report="sichuan-juesuan")
    page.locator("#host data", has_text="医疗保障").nth(3).click()
    eventually(lambda: ".yaml" in page.inner_text("#sourcebody"))
    page.locator("#host svg").first.click()
    page.wait_for_selector("#sourcebody .parts")
    assert "图" in page.inner_text("#sourcebody .kind")
    page.locator("#sourcebody .parts button").first.click()
    eventually(lambda: page.locator("#sourcebody .path").count() == 1)


def test_the_keyboard_reaches_the_figures(preview: Running, page: Any) -> None:
    open_draft(page, preview)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    where = "document.getElementById('host').shadowRoot.activeElement"
    assert page.evaluate(f"{where}.localName") == "data"
    first = page.evaluate(f"{where}.textContent")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#sourcebody .what")
    assert page.evaluate(f"{where}.getAttribute('role')") == "button"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"{where}.textContent") == first


def test_findings_stand_by_severity_are_marked_and_lead_to_their_place(preview: Running, page: Any) -> None:
    file = preview.folder / "医保 局" / "2022" / "收支.yaml"
    with changed(file, r"(  2080501: )(\d+)", r"\g<1>1\2"):
        open_draft(page, preview, "医保 局/2022")
        page.wait_for_selector("body[data-found$='whole']", timeout=60000)
        heads = page.locator("#findings h3").all_inner_texts()
        assert heads
        assert heads[0].startswith("错误")
        marks = page.locator("#host data.错误")
        assert marks.count() >= 1
        button = page.locator("#findings li button").first
        assert re.search(r"\.yaml 第\d+行", button.inner_text())
        button.click()
        page.wait_for_selector("#host data.here")
        box = page.locator("#host data.here").bounding_box()
        assert 0 < box["y"] < 768
        assert "错误" in page.locator("#host data.here").get_attribute("class")
