"""Fingerprints: of the program, the packs, the style, the fonts and the data, and from them of each output file."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator import __version__
from generator.batch.index import Index
from generator.build import Options, find_style
from generator.errors import GongkaiError
from generator.intake.sources import data_files, shared_files
from generator.packs import load_pack
from generator.writers.fonts.find import find_fonts
from generator.writers.formats import FORMATS

PACKAGES = ("babel", "fonttools", "jinja2", "lxml", "pydantic")
"""What every report is made with: another version may give other bytes. Those of a format are in `writers.formats`."""


def digest(parts: Iterable[object]) -> str:
    """One print of several parts; their order counts."""
    return hashlib.sha256("\0".join(map(str, parts)).encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """The print of the program: its version, its own files, Python and the packages that write."""
    own = Path(__file__).parents[1]
    files = sorted(path for path in own.rglob("*") if path.is_file() and path.suffix != ".pyc" and "_templates" not in path.parts)
    code = [f"{path.relative_to(own).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return digest([__version__, platform.python_version(), *installed(PACKAGES), *code])


def installed(packages: Iterable[str]) -> list[str]:
    """The packages with their versions; the bare name of one that is not there."""
    return [_installed(package) for package in packages]


def _installed(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


class Fingerprints:
    """The fingerprints of one run with its options; what several sources share is taken once."""

    def __init__(self, index: Index, options: Options) -> None:
        self._index = index
        self._options = options
        self._packs: dict[str, str] = {}
        self._looks: dict[tuple[str, bool], str] = {}
        self._rules: dict[tuple[str, ...], str] = {}
        self._writers = {name: installed(FORMATS[name].packages) for name in options.formats}

    def inputs(self, inputs: Iterable[Path]) -> str:
        """All the data of a source: its own, last year's, its units'."""
        return digest(map(self.data, inputs))

    def rules(self, packs: Iterable[str]) -> str:
        """What the findings and notes of a source depend on beside its data."""
        names = tuple(packs)
        if names not in self._rules:
            writers = [package for packages in self._writers.values() for package in packages]
            self._rules[names] = digest([program(), *writers, *map(self.pack, names), self._options.draft])
        return self._rules[names]

    def output(self, data: str, pack: str, kind: str, packs: Iterable[str]) -> str:
        """What one file of a source depends on. A draft prints the findings, and so depends on all the packs.

        data: the print of `inputs`.
        """
        options = self._options
        marks = [*map(self.pack, packs)] if options.draft else []
        form = FORMATS[kind]
        special = [*self._writers[kind], *(getattr(options, name) for name in form.settings)]
        look = self.look(pack, form.has_pages)
        return digest([program(), data, self.pack(pack), look, kind, options.draft, *marks, *special])

    def data(self, source: Path) -> str:
        """A source's files, those that it shares with other years included."""
        files = [*data_files(source), *shared_files(source)]
        return digest(f"{path.name} {self._index.hash(path)}" for path in files)

    def pack(self, name: str) -> str:
        """Every file of a pack and of the packs that it inherits from; empty where it cannot be read."""
        if name not in self._packs:
            try:
                chain = load_pack(name).chain
            except GongkaiError:
                return ""
            self._packs[name] = digest(part for folder in chain for part in (folder.name, *self._tree(folder)))
        return self._packs[name]

    def _tree(self, folder: Path) -> list[str]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return [f"{path.relative_to(folder).as_posix()} {self._index.hash(path)}" for path in files]

    def look(self, pack: str, fonts: bool) -> str:
        """The style that a pack is printed in, and the font files that are found for it."""
        if (pack, fonts) not in self._looks:
            try:
                style = find_style(load_pack(pack), self._options.style)
                files = [path for path, _ in find_fonts(style).files().values()] if fonts else []
                self._looks[pack, fonts] = digest([repr(style), *map(_state, sorted(files))])
            except GongkaiError:
                return ""
        return self._looks[pack, fonts]


def _state(path: Path) -> str:
    state = path.stat()
    return f"{path} {state.st_size} {state.st_mtime_ns}"
