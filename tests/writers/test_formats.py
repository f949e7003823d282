"""The registry of formats: one entry more, and everything that builds, remembers and serves files knows the format."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.batch.fingerprints import Fingerprints
from generator.batch.index import opened
from generator.build import Options
from generator.writers.formats import FORMATS, Format
from tests.batch.county import NAME, SMALL, county
from tests.conftest import ROOT
from tests.preview.conftest import RUN, finish, open_draft, start

pytestmark = pytest.mark.slow

TOY = '''
"""A format of its own, registered in every process that starts with this file on its path."""
from generator.writers.formats import FORMATS, Format
from generator.writers.text import plain_text

def markdown(printer):
    return f"# {printer.document.title}（{printer.variant}）\\n\\n{plain_text(printer.document)}".encode()

FORMATS["md"] = Format("md", ".markdown", "text/markdown", markdown, label="Markdown", settings=("variant",))
'''


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of programs that know the toy format: Python loads `sitecustomize` before anything else."""
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(TOY, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]), "PYTHONUTF8": "1"}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments], env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300
    )


def test_a_new_format_is_built_in_a_batch_and_made_anew_when_what_it_depends_on_changes(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    sources = county(tmp_path / "全县", ["甲县医疗保障局", "乙县医疗保障局"])

    def built(*more: str) -> dict[tuple[str, str], str]:
        done = run(
            environment, "build", str(tmp_path / "全县"), "-f", "md,txt", "-o", str(tmp_path / "out"), "-j", "2", "--json", *more
        )
        assert done.returncode == 0, done.stderr
        files = json.loads(done.stdout)["files"]
        assert {file["path"].rpartition(".")[2] for file in files if file["format"] == "md"} == {"markdown"}
        return {(file["department"], file["format"]): file["status"] for file in files}

    pairs = [(name, kind) for name in sources for kind in ("md", "txt")]
    assert built() == dict.fromkeys(pairs, "新建")
    assert built() == dict.fromkeys(pairs, "未变")
    changed = built("--pdf-variant", "pdf/a-3a")
    assert changed == {pair: "更新" if pair[1] == "md" else "未变" for pair in pairs}
    (file,) = (tmp_path / "out" / "甲县医疗保障局").rglob("*.markdown")
    assert file.read_text(encoding="utf-8").partition("\n")[0].endswith("（pdf/a-3a）")


def test_a_new_format_is_named_in_the_help_and_in_what_is_said_of_an_unknown_one(environment: dict[str, str]) -> None:
    assert "docx,pdf,html,xlsx,txt,md" in run(environment, "build", "--help").stdout.replace("\n", "").replace(" ", "")
    refused = run(environment, "build", str(SMALL), "-f", "odt")
    assert refused.returncode == 2
    assert "没有“odt”这种格式" in refused.stderr
    assert "docx、pdf、html、xlsx、txt、md" in refused.stderr


@pytest.mark.browser
def test_a_new_format_is_offered_and_downloaded_in_the_preview(tmp_path: Path, environment: dict[str, str], browser: Any) -> None:
    source = county(tmp_path, [NAME])[NAME]
    running = start(source.parent, **environment)
    try:
        rows = json.loads(running.ask("/api/rows").text)["rows"]
        running.ids = {row["label"]: row["id"] for row in rows}
        context = browser.new_context(accept_downloads=True)
        page = context.new_page()
        running.show(page)
        open_draft(page, running, rows[0]["label"], "")
        page.click("#make")
        assert page.get_by_role("button", name="四样都要").count() == 1
        page.get_by_role("button", name="Markdown").click()
        page.wait_for_selector("#job[data-state='完成']", timeout=120_000)
        link = page.locator("#jobfiles a").first
        address = link.get_attribute("href")
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename.endswith(".markdown")
        assert Path(download.value.path()).read_text(encoding="utf-8").startswith("# ")
        assert running.ask(address).headers["content-type"].startswith("text/markdown")
        context.close()
    finally:
        finish(running)


def test_each_setting_and_package_of_a_format_is_part_of_its_fingerprint_and_of_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(_: object) -> bytes:
        return b""

    monkeypatch.setitem(FORMATS, "md", Format("md", ".md", "text/markdown", nothing, settings=("attach",), packages=("toy",)))
    versions = {"toy": "1"}
    monkeypatch.setattr("generator.batch.fingerprints.version", lambda name: versions.get(name, "0"))

    def prints(**more: Any) -> dict[str, str]:
        with opened(tmp_path) as index:
            fingerprints = Fingerprints(index, Options(formats=tuple(FORMATS), **more))
            return {name: fingerprints.output("data", "tongyong-zhengti-ziping", name, ()) for name in FORMATS}

    def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
        return {name for name in FORMATS if before[name] != after[name]}

    plain = prints()
    assert changed(plain, prints()) == set()
    assert changed(plain, prints(attach=True)) == {"pdf", "md"}
    assert changed(plain, prints(variant="pdf/ua-1")) == {"pdf"}
    assert changed(plain, prints(page_numbers=False)) == {"docx"}
    versions["toy"] = "2"
    assert changed(plain, prints()) == {"md"}


def test_the_registry_names_every_format_by_its_own_name_and_suffix() -> None:
    assert [form.name for form in FORMATS.values()] == list(FORMATS)
    assert len({form.suffix for form in FORMATS.values()}) == len(FORMATS)
    assert all(form.suffix.startswith(".") and "/" in form.media_type for form in FORMATS.values())
