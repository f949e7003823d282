"""Files meet their standards, by other people's validators: Open XML, HTML, PDF, PDF/A-3a, PDF/UA-1; and equal input gives
equal bytes. Over a few reports that have all kinds of blocks; scripts/standards.py does all examples in both presets."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pikepdf
import pytest

from generator.build import Options, build
from generator.writers.fonts import find as fonts
from generator.writers.pdf.engines import ENGINES
from scripts import validators
from tests.built import pdf_pages
from tests.examples import ROOT

pytestmark = pytest.mark.validators

CASES = (
    ("gongjing/2020", "sichuan-juesuan", "gbt9704"),
    ("shili/2023", "tongyong-zhengti-ziping", "公开"),
    ("shili/2023", "tongyong-xiangmu-ziping", ""),
    ("yongxing/2021", "hunan-jixiao", "gbt9704"),
)
"""Source, pack, style (empty: the pack's own)."""
ARCHIVED = CASES[1:3]
"""Those that are also written as PDF/A-3a and PDF/UA-1 by each engine: the validators take seconds for each page."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases in all formats; the archival variants beside them."""
    out = tmp_path_factory.mktemp("standards")
    for number, (source, pack, style) in enumerate(CASES):
        formats = ("docx", "pdf", "html", "xlsx")
        build(ROOT / "data_examples" / source, Options((pack,), formats, out / f"{number}", style=style, page_numbers=False))
    for (source, pack, style), engine in product(ARCHIVED, ENGINES):
        for variant, attach in (("pdf/a-3a", False), ("pdf/ua-1", False), ("pdf/a-3a", True)):
            place = out / f"{variant.replace('/', '-')}{'-attached' if attach else ''}" / engine / pack
            made = Options((pack,), ("pdf",), place, style=style, variant=variant, attach=attach, engine=engine)
            assert build(ROOT / "data_examples" / source, made).files
    return out


def files(folder: Path, pattern: str) -> list[Path]:
    found = sorted(folder.glob(pattern))
    assert found
    return found


@pytest.mark.skipif(validators.lacking("ooxml") != "", reason=validators.lacking("ooxml"))
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_word_and_excel_files_are_without_an_error_in_microsofts_validator(kind: str, folder: Path) -> None:
    made = files(folder, f"[0-9]/**/*.{kind}")
    assert len(made) == len(CASES)
    assert [error for path in made for error in validators.ooxml_errors(path)] == []


@pytest.mark.skipif(validators.lacking("ooxml") != "", reason=validators.lacking("ooxml"))
def test_microsofts_validator_sees_an_element_out_of_order(folder: Path, tmp_path: Path) -> None:
    import zipfile

    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(files(folder, "1/**/*.docx")[0]) as good, zipfile.ZipFile(broken, "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            old = b'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            assert name != "word/document.xml" or old in data
            bad.writestr(name, data.replace(old, b'<w:tblLayout w:type="fixed"/><w:jc w:val="center"/>'))
    assert validators.ooxml_errors(broken)


@pytest.mark.skipif(validators.lacking("html") != "", reason=validators.lacking("html"))
def test_pages_are_without_an_error_in_the_html_checker(folder: Path) -> None:
    assert validators.html_messages(files(folder, "[0-9]/**/*.html")) == []


@pytest.mark.skipif(validators.lacking("pdf") != "", reason=validators.lacking("pdf"))
def test_every_pdf_is_sound(folder: Path) -> None:
    made = files(folder, "**/*.pdf")
    assert len(made) == len(CASES) + 3 * len(ARCHIVED) * len(ENGINES)
    assert [error for path in made for error in validators.qpdf_errors(path)] == []


@pytest.mark.parametrize("variant", ["pdf/a-3a", "pdf/ua-1"])
def test_archival_and_accessible_files_keep_their_standard(variant: str, folder: Path) -> None:
    made = files(folder, f"{variant.replace('/', '-')}*/**/*.pdf")
    assert len(made) == len(ARCHIVED) * len(ENGINES) * (2 if variant == "pdf/a-3a" else 1)
    assert [failure for path in made for failure in validators.pdf_failures(path, variant)] == []


def test_an_ordinary_pdf_is_not_taken_for_an_archival_one(folder: Path) -> None:
    assert validators.pdf_failures(files(folder, "1/**/*.pdf")[0], "pdf/a-3a")


def test_a_person_who_hears_the_file_misses_nothing(folder: Path) -> None:
    assert [error for path in files(folder, "pdf-ua-1/**/*.pdf") for error in validators.spoken_errors(path)] == []


def system_fonts() -> dict[str, tuple[Path, ...]]:
    """What a newcomer has: Debian's collections, or the fonts that pip brings; folders, empty where they are not there."""
    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    noto = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
    return {
        "fonts-noto-cjk": (noto.parent,) if noto.exists() else (),
        "pylopdf-fonts-zh-cn": tuple(map(Path, package.submodule_search_locations or ())) if package else (),
    }


@pytest.mark.parametrize("name", system_fonts())
def test_a_file_in_the_systems_fonts_says_the_same_and_is_heard_in_full(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = system_fonts()[name]
    if not places:
        pytest.skip(f"没有 {name} 的字体：用 apt 或 pip 安装")
    source, pack, style = CASES[2]
    monkeypatch.setattr(fonts, "_folders", lambda: places)
    texts = []
    for variant in ("", "pdf/ua-1"):
        made = Options((pack,), ("pdf",), tmp_path / str(len(texts)), style=style, variant=variant)
        (file,) = build(ROOT / "data_examples" / source, made).files
        texts.append("".join(pdf_pages(Path(file.path).read_bytes())))
    assert validators.spoken_errors(Path(file.path)) == []
    (usual,) = files(folder, "2/**/*.pdf")
    assert texts == ["".join(pdf_pages(usual.read_bytes()))] * 2


def attribute(element: pikepdf.Object, name: str) -> pikepdf.Object | None:
    """An attribute of a structure element; attributes may stand in several dictionaries (ISO 32000-1, 14.7.6)."""
    looks = element.get("/A", pikepdf.Array())
    found = [look.get(name) for look in ([looks] if isinstance(looks, pikepdf.Dictionary) else looks)]
    return next((value for value in found if value is not None), None)


def rows(element: pikepdf.Object) -> Iterator[list[tuple[int, int]]]:
    """Colspan and rowspan of the cells of each row below an element."""
    for child in element.K:
        if child.get("/S") == "/TR":
            yield [(int(attribute(cell, "/ColSpan") or 1), int(attribute(cell, "/RowSpan") or 1)) for cell in child.K]
        elif child.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from rows(child)


def covered(table: list[list[tuple[int, int]]]) -> list[int]:
    """How many columns each row covers, cells that reach down from above included."""
    reach: dict[int, int] = {}
    widths = []
    for row in table:
        column = 0
        for across, down in row:
            while reach.get(column, 0):
                column += 1
            reach.update(dict.fromkeys(range(column, column + across), down))
            column += across
        widths.append(sum(1 for rest in reach.values() if rest))
        reach = {column: max(rest - 1, 0) for column, rest in reach.items()}
    return widths


def test_tagged_tables_are_closed_grids_and_each_head_cell_has_a_scope(folder: Path) -> None:
    tables = heads = 0
    for path in files(folder, "pdf-ua-1/**/*.pdf"):
        with pikepdf.open(path) as pdf:
            elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
            for element in elements:
                if element.S == "/Table":
                    tables += 1
                    assert len(set(covered(list(rows(element))))) == 1
                elif element.S == "/TH":
                    heads += 1
                    assert attribute(element, "/Scope") in ("/Row", "/Column")
    assert tables > 5
    assert heads > 20


def test_the_archival_file_holds_its_data_and_its_tables(folder: Path) -> None:
    for path in files(folder, "pdf-a-3a-attached/**/*.pdf"):
        with pikepdf.open(path) as pdf:
            inside = {str(file.UF): (str(file.AFRelationship), file.EF.F.read_bytes()) for file in pdf.Root.AF}
            assert len(inside) == len(pdf.Root.AF) == len(pdf.Root.Names.EmbeddedFiles.Names) / 2
        sources = {p.name: p.read_bytes() for p in (ROOT / "data_examples" / "shili" / "2023").glob("*.yaml")}
        assert {name: data for name, (kind, data) in inside.items() if kind == "/Source"} == sources
        (workbook,) = [data for kind, data in inside.values() if kind == "/Data"]
        assert workbook[:2] == b"PK"


def test_links_of_the_contents_cover_their_rows(folder: Path) -> None:
    with pikepdf.open(files(folder, "0/**/*.pdf")[0]) as pdf:
        found = [(page.index, [float(x) for x in link.Rect]) for page in pdf.pages for link in page.get("/Annots", [])]
    lines: dict[tuple[int, int], list[list[float]]] = {}
    for page, rectangle in found:
        lines.setdefault((page, round(rectangle[1])), []).append(rectangle)
    assert len(lines) == 39
    for pieces in lines.values():
        assert max(right for _, _, right, _ in pieces) - min(left for left, _, _, _ in pieces) > 300
        assert all(abs(top - bottom) > 20 for _, bottom, _, top in pieces)


def test_two_builds_in_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    source, pack, style = CASES[1]
    code = (
        "import sys\nfrom pathlib import Path\nfrom generator.build import Options, build\n"
        "build(Path(sys.argv[1]), Options((sys.argv[2],), ('docx', 'pdf', 'html', 'xlsx'), Path(sys.argv[3]), "
        "style=sys.argv[4], variant='pdf/a-3a', attach=True))"
    )
    digests = []
    for seed in ("1", "2"):
        arguments = [ROOT / "data_examples" / source, pack, tmp_path / seed, style]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=environment, cwd=tmp_path)
        made = files(tmp_path / seed, "**/*.*")
        digests.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made if path.is_file()})
    assert {Path(name).suffix for name in digests[0]} >= {".docx", ".pdf", ".html", ".xlsx"}
    assert digests[0] == digests[1]
