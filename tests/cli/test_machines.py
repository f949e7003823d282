"""Machines that lack an engine or its system libraries, in a process of its own: everything else is made all the same."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.conftest import ROOT
from tests.examples import SHILI, copy_of

HIDE = """
import ctypes, ctypes.util, sys
from importlib.abc import MetaPathFinder

class Absent(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

def without(real):
    def load(*arguments, **options):
        if any(name in str(arguments) for name in LIBRARIES):
            raise OSError(f"cannot load library {arguments}")
        return real(*arguments, **options)
    return load

sys.meta_path.insert(0, Absent())
find = ctypes.util.find_library
ctypes.util.find_library = lambda name: None if any(one in name for one in LIBRARIES) else find(name)
ctypes.CDLL.__init__ = without(ctypes.CDLL.__init__)
try:
    import cffi
except ImportError:
    pass
else:
    cffi.FFI.dlopen = without(cffi.FFI.dlopen)
from generator.cli import main
SETUP
sys.exit(main(sys.argv[1:]))
"""
"""A program that runs the command line where some modules and system libraries are not there."""
NATIVE = ("pango", "harfbuzz", "fontconfig", "gobject", "cairo")
"""System libraries that WeasyPrint loads."""


def on_a_machine(
    *arguments: object, without: tuple[str, ...] = (), libraries: tuple[str, ...] = (), setup: str = ""
) -> tuple[int, str, str]:
    """Status, standard output and error of a command where modules and libraries are absent. setup: code that runs before it."""
    code = f"MODULES, LIBRARIES = {without!r}, {libraries!r}\n{HIDE.replace('SETUP', setup)}"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_of(SHILI, tmp_path / "局")


@pytest.mark.parametrize(
    ("modules", "libraries"), [(("weasyprint",), ()), ((), NATIVE), (("weasyprint", "pydyf", "tinycss2", "cffi"), NATIVE)]
)
def test_without_pango_all_formats_are_made_with_numbers_in_the_contents(
    data: Path, tmp_path: Path, modules: tuple[str, ...], libraries: tuple[str, ...]
) -> None:
    out = tmp_path / "成品"
    arguments = ("build", data, "-t", "tongyong-juesuan", "-f", "docx,pdf,html,xlsx", "-o", out)
    status, _, said = on_a_machine(*arguments, without=modules, libraries=libraries)
    assert (status, "没有生成" in said, "没有填" in said) == (0, False, False)
    made = {file.suffix: file for file in out.glob("**/*.*") if file.suffix in (".docx", ".pdf", ".html", ".xlsx")}
    assert set(made) == {".docx", ".pdf", ".html", ".xlsx"}
    with zipfile.ZipFile(made[".docx"]) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("PAGEREF") > 10
    pdf = PdfReader(made[".pdf"])
    assert "Typst" in str(pdf.metadata and pdf.metadata.creator)
    assert len(pdf.pages) > 20


def test_doctor_says_which_engine_is_there_without_pango() -> None:
    no_packs = "from generator.cli import doctor; doctor.descriptions = list"  # they are checked in tests/packs
    status, said, _ = on_a_machine("doctor", libraries=NATIVE, setup=no_packs)
    assert status == 0
    assert "PDF 引擎：Typst 0." in said
    assert "PDF 引擎：WeasyPrint 不可用" in said
    assert "libpango" in said


def test_without_typst_weasyprint_prints_and_one_note_says_so(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    packs = ("-t", "tongyong-zhengti-ziping", "-t", "tongyong-xiangmu-ziping")
    status, _, said = on_a_machine("build", data, *packs, "-f", "pdf", "-o", out, without=("typst",))
    assert status == 0
    assert said.count("没有 Typst，PDF 由 WeasyPrint 做") == 1
    files = list(out.glob("**/*.pdf"))
    assert len(files) > 1, "one note for all reports of a source"
    assert all("WeasyPrint" in str(PdfReader(file).metadata) for file in files)


def test_an_engine_that_was_chosen_is_not_remarked_on(data: Path, tmp_path: Path) -> None:
    arguments = ("build", data, "-t", "tongyong-xiangmu-ziping", "-f", "pdf", "-o", tmp_path / "成品", "--engine", "weasyprint")
    status, _, said = on_a_machine(*arguments, without=("typst",))
    assert (status, "没有 Typst" in said) == (0, False)


def test_without_any_engine_the_others_are_made_and_the_status_says_so(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "成品"
    arguments = ("build", data, "-t", "tongyong-juesuan", "-f", "docx,pdf", "-o", out)
    status, _, said = on_a_machine(*arguments, without=("typst", "weasyprint"))
    assert status == 1
    assert said.count("没有生成 PDF") == 1
    assert [file.suffix for file in out.glob("**/*.*") if file.suffix in (".docx", ".pdf")] == [".docx"]
