"""Find the font files that PDF is set in, say which stood in for which, and write their @font-face rules.

Fonts are searched by file name and loaded by file under private family names (`gk-…`), because
- Fandol's bold files declare weight 400: asked for by family name, body text may come out bold;
- an @font-face family named like an installed font is ambiguous to fontconfig;
- Fandol lacks rare name characters (镕喆堃): every role falls through to Noto Serif SC;
- Fandol's own digits look sans: a Times-like Latin face stands first, for Latin letters and digits only, since the
  quotation marks and dashes of Chinese text (“”‘’—…) share their code points with the Latin ones and must stay Chinese;
- a collection (.ttc) of several regions gives its first region's glyphs: the right face is taken out of it by name;
- the PDF engine draws no synthetic bold: a role without a bold file borrows another font's.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.errors import MissingEngine
from generator.writers.style import Font, Style

LATIN_RANGE = "U+0020-007E, U+00C0-00D6, U+00D8-00F6, U+00F8-024F"
"""Latin letters, digits and ASCII punctuation; not · × ÷ “ ” — …, which are Chinese here."""

VARIABLE = "GONGKAI_FONTS"
_TABLE = Path(__file__).with_name("fonts.yaml")
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_REMEDY = (
    "安装中文字体：Debian/Ubuntu 用 apt install fonts-noto-cjk，或 pip install pylopdf-fonts-zh-cn；"
    f"也可把字体文件放进一个文件夹，用环境变量 {VARIABLE} 指明"
)


@dataclass(frozen=True, slots=True)
class Face:
    """One font as PDF uses it. name: as the style calls it. file: where it was found; bold: its bold file, if any.

    member, bold_member: the family of the face meant, where the file is a collection.
    """

    name: str
    file: Path
    bold: Path | None = None
    member: str = ""
    bold_member: str = ""

    @property
    def family(self) -> str:
        """The private CSS family: one per regular and bold pair of files."""
        bold = f"-{self.bold.stem}" if self.bold and self.bold.stem != self.file.stem else ""
        return "gk-" + "".join(c if c.isalnum() and c.isascii() else "-" for c in self.file.stem + bold)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of a style: one chain per font role, first the main one; and the Latin face that stands before them.

    spare: the faces at the end of every chain that only a few characters of this report need.
    """

    chains: tuple[tuple[Font, tuple[Face, ...]], ...]
    latin: Face | None
    spare: tuple[Face, ...] = ()

    def family(self, role: str) -> str:
        """The value of `font-family` for a font role (仿宋, 黑体 …), Latin first. KeyError for an unknown role."""
        chain = {font.role: faces for font, faces in self.chains}[role]
        latin = [f"{self.latin.family}-latin"] if self.latin else []
        return ", ".join(f'"{name}"' for name in [*latin, *(face.family for face in chain)])

    def css(self) -> str:
        """The @font-face rules of all faces."""
        faces = {face.family: face for _, chain in self.chains for face in chain}
        rules = [rule for face in faces.values() for rule in _rules(face)]
        return "\n".join([*(_rules(self.latin, "-latin", LATIN_RANGE) if self.latin else []), *rules])

    def files(self) -> dict[str, tuple[Path, str]]:
        """What the rules name: URL → file and, in a collection, the face meant. The PDF engine may open nothing else."""
        faces = [face for _, chain in self.chains for face in chain] + ([self.latin] if self.latin else [])
        regular = {face.file.as_uri(): (face.file, face.member) for face in faces}
        return regular | {face.bold.as_uri(): (face.bold, face.bold_member) for face in faces if face.bold}

    def report(self) -> list[dict[str, str]]:
        """Which font stood in for which: role, wanted (Word's name), used, file; one entry per font role.

        Without a Latin face each role sets Latin letters in its own: the entry names that of the first.
        """
        rows = [(font.role, font.east_asian, chain[0]) for font, chain in self.chains]
        if self.chains:
            first, chain = self.chains[0]
            rows.append(("西文", first.latin, self.latin or chain[0]))
        return [{"role": role, "wanted": wanted, "used": face.name, "file": str(face.file)} for role, wanted, face in rows]


def find_fonts(style: Style) -> Fonts:
    """The fonts of a style on this machine.

    Each role gets the first of its 替补 that is there and behind it the others, then the faces for rare characters;
    where there are none of them, what another role found. Raises MissingEngine where there is no Chinese font at all.
    """
    table, files = _table(), _files(_folders())
    spare = [name for font in style.fonts.values() for name in font.fallbacks]
    chains = tuple((font, _chain(font, spare, table, files)) for font in style.fonts.values())
    return Fonts(chains, next(_faces(style.latin_fallbacks, table, files, bold_from=()), None))


def spare_faces() -> tuple[Face, ...]:
    """Fonts on this machine for characters that those of a style lack, in order of precedence; often none."""
    table = _table()
    return tuple(_faces(table["补字"], table, _files(_folders()), bold_from=()))


def _chain(font: Font, spare: Iterable[str], table: dict[str, Any], files: dict[str, Path]) -> tuple[Face, ...]:
    names = dict.fromkeys([*font.fallbacks, *table["生僻字"]])
    faces = tuple(dict.fromkeys(_faces(names, table, files, bold_from=table["加粗替身"])))
    if faces and faces[0].name in table["生僻字"]:
        faces = (*_faces(table["近似"].get(font.role, ()), table, files, bold_from=()), *faces)
    faces = faces or tuple(_faces(dict.fromkeys(spare), table, files, bold_from=()))[:1]
    if not faces:
        raise MissingEngine(f"找不到可用的中文字体，PDF 排不了版（{font.role}找过：{'、'.join(names)}）", remedy=_REMEDY)
    return faces


def _faces(names: Iterable[str], table: dict[str, Any], files: dict[str, Path], bold_from: Iterable[str]) -> Iterator[Face]:
    for name in names:
        entry = table["字体"].get(name, {"常规": [f"{name}.ttf", f"{name}.otf"]})
        if regular := _first(entry["常规"], files):
            member = entry.get("族", "")
            own = _first(entry.get("加粗", ()), files)
            bold, bold_member = (own, member) if own else _borrowed(bold_from, table, files)
            yield Face(name, regular, bold, member, bold_member)


def _borrowed(names: Iterable[str], table: dict[str, Any], files: dict[str, Path]) -> tuple[Path | None, str]:
    """Another font's bold file, or the regular file of a heavy one, and the face meant in it."""
    entries = [table["字体"][name] for name in names]
    offers = [(entry.get("加粗", ()), entry) for entry in entries] + [(entry["常规"], entry) for entry in entries[2:]]
    return next(((path, entry.get("族", "")) for wanted, entry in offers if (path := _first(wanted, files))), (None, ""))


def _first(candidates: Iterable[str], files: dict[str, Path]) -> Path | None:
    return next((files[name.lower()] for name in candidates if name.lower() in files), None)


def _rules(face: Face, suffix: str = "", unicode_range: str = "") -> list[str]:
    limit = f" unicode-range: {unicode_range};" if unicode_range else ""
    return [
        f'@font-face {{ font-family: "{face.family}{suffix}"; font-weight: {weight}; src: url("{path.as_uri()}");{limit} }}'
        for weight, path in (("normal", face.file), ("bold", face.bold))
        if path
    ]


def web_family(font: Font, latin: str = "gk-latin") -> str:
    """The value of `font-family` in the HTML file: office names, their aliases in browsers, the stand-ins."""
    table = _table()["字体"]
    names = dict.fromkeys([font.east_asian, *font.fallbacks])
    aliases = [alias for name in names for alias in [name, *table.get(name, {}).get("网页", ())]]
    return ", ".join([f'"{latin}"', *map(css_string, dict.fromkeys(aliases)), "serif"])


def css_string(text: str) -> str:
    """A text as a string of CSS that ends where it should, in a sheet of its own and inside `<style>`."""
    return '"' + "".join(f"\\{ord(c):x} " if c in '"\\<>' or ord(c) < ord(" ") else c for c in text) + '"'


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return table


def _folders() -> tuple[Path, ...]:
    """Where fonts may lie, in order of precedence: named by the user, brought along, Windows, macOS, Unix."""
    home = Path.home()
    named = [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    brought = [Path(place) for place in (package.submodule_search_locations or ())] if package else []
    windows = [Path(os.environ[name]) / tail for name, tail in _WINDOWS if name in os.environ]
    macos = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    unix = [home / ".local/share/fonts", home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
    return (*named, Path(sys.prefix) / "share/gongkai/fonts", *brought, *windows, *macos, *unix)


_WINDOWS = (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts"))


@lru_cache(maxsize=4)
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """All font files by lower-case name; an earlier folder wins, within a folder the first path in order."""
    found: dict[str, Path] = {}
    for folder in folders:
        for place, below, names in os.walk(folder):
            below.sort()
            for name in sorted(names):
                if name.lower().endswith(_SUFFIXES):
                    found.setdefault(name.lower(), (Path(place) / name).resolve())
    return found
