"""Every example, every report that it names, both presets, both PDF engines: built in all formats and put before the validators.

    .venv/bin/python scripts/standards.py [部分文件夹名]

Prints one line a report: pages, errors of each validator, whether two builds are the same bytes, and how many contents rows
carry the page of their heading in our PDF and in LibreOffice's layout of the DOCX. Takes some minutes. Exit status 1 where
anything is wrong.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.build import Options, build, chosen_packs, read  # noqa: E402 - the repository is put on the path first
from generator.intake import find_sources  # noqa: E402
from generator.writers.pdf.engines import ENGINES  # noqa: E402
from scripts import validators  # noqa: E402
from tests.built import pdf_pages, printed_rows, real_pages  # noqa: E402

STYLES = ("公开", "gbt9704")
FORMATS = ("docx", "pdf", "html", "xlsx")
HEAD = (
    "报告",
    "版式",
    "引擎",
    "页",
    "DOCX",
    "XLSX",
    "HTML",
    "PDF",
    "A-3a",
    "A-3a附",
    "UA-1",
    "听读",
    "重做",
    "目录PDF",
    "目录LO",
    "LO页",
)


def main(wanted: str = "") -> int:
    """Check all reports whose source holds the text wanted; the exit status."""
    print("\t".join(HEAD))
    sound = True
    for source in find_sources(ROOT / "data_examples"):
        if wanted not in str(source):
            continue
        for pack, style, engine in product(chosen_packs(read(source)[0]), STYLES, ENGINES):
            with TemporaryDirectory() as folder:
                cells, well = _report(source, Options((pack.name,), FORMATS, Path(folder), style=style, engine=engine))
            name = f"{source.relative_to(ROOT / 'data_examples')} {pack.name}"
            print("\t".join([name, style, engine, *cells]), flush=True)
            sound &= well
    return 0 if sound else 1


def _report(source: Path, options: Options) -> tuple[list[str], bool]:
    """The cells of a line, and whether all is well."""
    made = _made(source, options, "1")
    again = _made(source, options, "2")
    same = all(path.read_bytes() == again[kind].read_bytes() for kind, path in made.items())
    errors = [
        validators.ooxml_errors(made["docx"]),
        validators.ooxml_errors(made["xlsx"]),
        validators.html_messages([made["html"]]),
        validators.qpdf_errors(made["pdf"]),
    ]
    for number, (variant, attach) in enumerate((("pdf/a-3a", False), ("pdf/a-3a", True), ("pdf/ua-1", False))):
        special = replace(options, formats=("pdf",), variant=variant, attach=attach)
        file = _made(source, special, f"v{number}")["pdf"]
        errors.append(validators.pdf_failures(file, variant) + validators.qpdf_errors(file))
    errors.append(validators.spoken_errors(file))
    pages = pdf_pages(made["pdf"].read_bytes())
    office = pdf_pages(_office(made["docx"]).read_bytes())
    rows = printed_rows(made["docx"].read_bytes())
    right = [_right(rows, one) for one in (pages, office)]
    for found in errors:
        print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    shares = [f"{hits}/{len(rows)}" for hits in right]
    cells = [str(len(pages)), *(str(len(found)) for found in errors), "同" if same else "不同", *shares, str(len(office))]
    return cells, same and not any(errors) and right == [len(rows)] * 2 and len(pages) == len(office)


def _made(source: Path, options: Options, folder: str) -> dict[str, Path]:
    built = build(source, replace(options, out=options.out / folder))
    return {file.format: Path(file.path) for file in built.files}


def _right(rows: list[tuple[str, int]], pages: list[str]) -> int:
    """How many rows of the contents carry the page on which their heading stands."""
    found = real_pages([text for text, _ in rows], pages) if rows else []
    return sum(page == printed for page, (_, printed) in zip(found, rows, strict=True))


def _office(docx: Path) -> Path:
    profile = f"-env:UserInstallation={(docx.parent / 'profile').as_uri()}"
    out = docx.parent / "office"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", out, docx]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return out / f"{docx.stem}.pdf"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
