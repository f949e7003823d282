"""The side-by-side measurements: what each compares, on which input."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks import docxtpl_side, pdf_side
from benchmarks.county import PACK, ROOT, make_county
from benchmarks.paired import Job as Work
from benchmarks.paired import Rival, compare, wall
from generator.build import chosen_packs, find_style, make_document, read, rule_settings
from generator.checks import check_printed, run_checks
from generator.document.blocks import Document
from generator.figures import derive
from generator.intake import find_prior, load
from generator.preview.draft.stages import Stages
from generator.preview.scope import scope_of
from generator.writers.arrange import arrange
from generator.writers.docx import write_docx
from generator.writers.fonts.char_widths import Advances
from generator.writers.fonts.find import find_fonts
from generator.writers.pdf.engines import ENGINES
from generator.writers.pdf.job import Job
from generator.writers.style import Style

EXAMPLE = ROOT / "data_examples" / "shili" / "2023"
COUNTY = 3
"""Departments whose reports are made in turns, so that nothing is remembered from the round before."""


def report(place: Path) -> tuple[Document, Style]:
    """A department's report as blocks, and its look."""
    figures, _ = read(place)
    pack = chosen_packs(figures, [PACK])[0]
    return make_document(pack, figures)[0], find_style(pack)


def docx(rounds: int) -> list[Rival]:
    """DOCX: docxtpl; ours from the validated model; ours from the YAML files, last year's too, with all checks."""
    with TemporaryDirectory() as name:
        places = make_county(Path(name) / "county", COUNTY)
        templates = [Path(name) / f"{number}.docx" for number in range(COUNTY)]
        slots = [docxtpl_side.make_template(report(place)[0], file) for place, file in zip(places, templates, strict=True)]
        models = [load(place).data for place in places]
        priors = [find_prior(place, data.year) for place, data in zip(places, models, strict=True)]
        earlier = [derive(load(prior).data) for prior in priors if prior]

        def ours(number: int) -> bytes:
            at = number % COUNTY
            figures = derive(models[at], earlier[at])
            pack = chosen_packs(figures, [PACK])[0]
            return write_docx(make_document(pack, figures)[0], find_style(pack))

        def whole(number: int) -> bytes:
            figures, before = read(places[number % COUNTY])
            pack = chosen_packs(figures, [PACK])[0]
            run_checks(figures, before, rule_settings([pack]))
            document, _ = make_document(pack, figures)
            check_printed(document)
            return write_docx(document, find_style(pack))

        def other(number: int) -> bytes:
            return docxtpl_side.render(templates[number % COUNTY], slots[number % COUNTY])

        jobs = {
            "docxtpl 只套模板（无目录、无图）": other,
            "公开：模型→DOCX（有目录、7 幅图）": ours,
            "公开：两年 YAML→核对→DOCX": whole,
        }
        return compare(jobs, rounds)


def pdf(rounds: int) -> list[Rival]:
    """PDF: WeasyPrint as it comes on the same page and sheet; ours by either engine; Typst on equal text; LibreOffice.

    Each round prints another report, so that nothing is remembered from the round before. What comes before the printing,
    the breaking of lines included, counts for ours and not for WeasyPrint.
    """
    with TemporaryDirectory() as name:
        county = make_county(Path(name) / "county", COUNTY)
        reports = [report(place) for place in county]
        style = reports[0][1]
        fonts = find_fonts(style)
        words = [Path(name) / f"{number}.docx" for number in range(COUNTY)]
        for word, (document, _) in zip(words, reports, strict=True):
            word.write_bytes(write_docx(document, style))
        pages = [pdf_side.plain_page(document, style, fonts) for document, _ in reports]
        sources = [pdf_side.typst_source(document, "Noto Serif SC") for document, _ in reports]
        folders = sorted({str(Path(file).parent) for file, _ in fonts.files().values()})

        def ours(number: int, engine: str, variant: str = "") -> bytes:
            arranged = arrange(reports[number % COUNTY][0], style)
            job = Job(arranged, arranged.paged(Advances(fonts)), fonts, variant=variant)
            return ENGINES[engine].print(job).data

        jobs: dict[str, Work] = {
            "WeasyPrint 原样（同一 HTML、CSS 和字体）": lambda n: pdf_side.plain_weasyprint(pages[n % COUNTY], fonts),
            "公开：Document→PDF（Typst）": lambda n: ours(n, "typst"),
            "公开：Document→PDF/A-3a（Typst）": lambda n: ours(n, "typst", "pdf/a-3a"),
            "公开：Document→PDF（WeasyPrint）": lambda n: ours(n, "weasyprint"),
            "Typst（同样的文字和表，无图）": lambda n: pdf_side.typst_pdf(sources[n % COUNTY], folders),
        }
        if pdf_side.has_office():
            jobs["LibreOffice：DOCX→PDF"] = lambda n: pdf_side.office_pdfs([words[n % COUNTY]], Path(name) / "profile")
        return compare(jobs, rounds)


def start(rounds: int) -> list[Rival]:
    """Whole processes, in wall seconds: Python alone, the import of the PDF engine as a measure of the machine, the help,
    the check of a small file."""
    small = ROOT / "data_examples" / "yongxing" / "2021"
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with TemporaryDirectory() as compiled:
        environment["PYTHONPYCACHEPREFIX"] = compiled

        def run(*arguments: str) -> None:
            command = [sys.executable, "-c", "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"]
            subprocess.run([*command, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False)

        run("check", str(small))  # compiled once, as where the program is installed
        jobs = {
            "python -c 'import weasyprint'": lambda _: subprocess.run([sys.executable, "-c", "import weasyprint"], check=True),
            "python -c pass": lambda _: subprocess.run([sys.executable, "-c", "pass"], check=True),
            "gongkai --help": lambda _: run("--help"),
            "gongkai check（小文件）": lambda _: run("check", str(small)),
        }
        return compare(jobs, rounds, wall)


def draft(rounds: int) -> list[Rival]:
    """A figure of the YAML is changed: both years read anew; the drafts of two forms in a running preview.

    First, as a measure of the machine, what PyYAML takes with its C parser for 150 KB.
    """
    with TemporaryDirectory() as name:
        source = shutil.copytree(EXAMPLE.parent, Path(name) / EXAMPLE.parent.name) / EXAMPLE.name
        file = source / "收支.yaml"
        text, figure = file.read_text(encoding="utf-8"), re.compile(r"(?<=2080505: )\d+(?=\.\d\d)")
        stages = {pack: Stages(source, scope_of(source)) for pack in ("tongyong-juesuan", "sichuan-juesuan")}

        def saved(number: int) -> None:
            file.write_text(figure.sub(lambda found: str(int(found[0]) + number), text, count=1), encoding="utf-8")

        def shown(pack: str, number: int) -> object:
            saved(number)
            return stages[pack].report(pack).sheets

        def anew(number: int) -> object:
            saved(number)
            return read(source)

        texts = [one.read_text(encoding="utf-8") for one in sorted(source.glob("*.yaml"))] * 3
        jobs: dict[str, Work] = {"PyYAML（C）读 150 KB": lambda _: [yaml.load(one, Loader=yaml.CSafeLoader) for one in texts]}
        jobs["两年 YAML 读入、计算"] = anew
        jobs["改一个数→全国通用的草稿（预览已开着）"] = lambda number: shown("tongyong-juesuan", number)
        jobs["改一个数→四川的草稿（预览已开着）"] = lambda number: shown("sichuan-juesuan", number)
        return compare(jobs, rounds)
