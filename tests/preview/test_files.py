"""Files made from the page: in the background, with progress, for download; printing, by the PDF and by the browser."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.built import pdf_pages
from tests.examples import SHILI, printed
from tests.preview.conftest import Running, changed, open_draft

pytestmark = pytest.mark.browser

LONG = 120_000


def make(page: Any, label: str) -> dict[str, bytes]:
    """Ask for files in the menu; what is downloaded, by suffix."""
    page.click("#make")
    page.get_by_role("button", name=label).click()
    page.wait_for_selector("#job[data-state='进行']", timeout=LONG)
    page.wait_for_selector("#job[data-state='完成']", timeout=LONG)
    files = {}
    for link in page.locator("#jobfiles a").all():
        with page.expect_download() as download:
            link.click()
        name = download.value.suggested_filename
        files[name] = Path(download.value.path()).read_bytes()
    return files


def test_all_three_formats_are_built_with_progress_and_downloaded(preview: Running, page: Any) -> None:
    open_draft(page, preview)
    page.evaluate(
        "() => { window.steps = []; const text = document.getElementById('jobtext');"
        " new MutationObserver(() => steps.push(text.textContent)).observe(text, {childList: true}) }"
    )
    files = make(page, "三样都要")
    assert list(files) == [f"部门决算公开说明.{kind}" for kind in ("docx", "pdf", "xlsx")]
    assert files["部门决算公开说明.docx"][:2] == b"PK"
    assert "收入支出决算总表" in "".join(load_workbook(io.BytesIO(files["部门决算公开说明.xlsx"])).sheetnames)
    assert len(PdfReader(io.BytesIO(files["部门决算公开说明.pdf"])).pages) > 20
    told = "".join(page.evaluate("window.steps"))
    assert all(f"写 {kind}" in told for kind in ("DOCX", "PDF", "XLSX")), told


def test_the_page_answers_while_files_are_made(preview: Running, page: Any) -> None:
    open_draft(page, preview)
    page.click("#make")
    page.get_by_role("button", name="PDF", exact=True).click()
    page.wait_for_selector("#job[data-state='进行']", timeout=LONG)
    page.locator("#host p.正文 data", has_text="万元").first.click()
    page.wait_for_selector("#sourcebody .value")
    assert page.get_attribute("#job", "data-state") == "进行"
    page.wait_for_selector("#job[data-state='完成']", timeout=LONG)


def test_a_report_with_errors_is_refused_with_the_reason_and_made_as_a_draft(preview: Running, page: Any) -> None:
    file = preview.folder / "贡井" / "2020" / "三公与资产.yaml"
    with changed(file, "  授予小微企业: 0", "  授予小微企业: 待填"):
        page.goto(f"{preview.base}/d/{preview.ids['贡井/2020']}")
        page.wait_for_selector("body[data-version]")
        page.click("#make")
        page.get_by_role("button", name="Word 文档（DOCX）").click()
        page.wait_for_selector("#job[data-state='没有做成']", timeout=LONG)
        assert re.search(r"还有\d+处错误，没有生成正式文件", page.inner_text("#jobfiles"))
        page.click("#make")
        page.check("#asdraft")
        page.get_by_role("button", name="电子表格（XLSX）").click()
        page.wait_for_selector("#job[data-state='完成']", timeout=LONG)
        assert "（草稿）.xlsx" in page.inner_text("#jobfiles")


def test_the_print_button_prints_the_pdf(preview: Running, page: Any) -> None:
    """The frame gets the report as PDF; a page that notes the call stands in for it, as the viewer dies without a window."""
    open_draft(page, preview, report="tongyong-zhengti-ziping")
    answers: list[tuple[str, bytes]] = []

    def stand_in(route: Any) -> None:
        answer = route.fetch()
        answers.append((answer.headers["content-type"], answer.body()))
        note = "<script>window.print = () => { parent.document.body.dataset.asked = '打印' }</script>"
        route.fulfill(body=f"<!DOCTYPE html><meta charset=utf-8>{note}", content_type="text/html")

    page.route("**/*?inline", stand_in)
    page.click("#print")
    page.wait_for_selector("body[data-asked='打印']", timeout=LONG)
    [(kind, body)] = answers
    assert kind == "application/pdf"
    assert "绩效自评" in "".join(one.extract_text() for one in PdfReader(io.BytesIO(body)).pages)
    assert page.get_by_role("link", name="打开 PDF 再打印").is_visible()


@pytest.mark.parametrize("report", ["tongyong-juesuan", "sichuan-juesuan"])
def test_the_browsers_own_print_gives_the_a4_pages_alone(preview: Running, page: Any, report: str) -> None:
    open_draft(page, preview, report=report)
    data = page.pdf(prefer_css_page_size=True)
    pages = PdfReader(io.BytesIO(data)).pages
    real = PdfReader(io.BytesIO(printed(SHILI, report, "pdf"))).pages
    sizes = {tuple(sorted(round(float(side) / 72 * 25.4) for side in one.mediabox[2:])) for one in pages}
    assert sizes == {(210, 297)}
    assert abs(len(pages) - len(real)) <= 0.1 * len(real)  # a browser leaves charts as high as they are
    turned = sum(one.mediabox.width > one.mediabox.height for one in pages)
    assert turned == pytest.approx(sum(one.mediabox.width > one.mediabox.height for one in real), abs=4)
    text = unicodedata.normalize("NFKC", "".join(pdf_pages(data)))  # radicals stand for characters
    assert "点稿子里的数" not in text
    assert "生成文件" not in text
    assert "第一部分" in text
