"""The stages of one department-year in a running preview: each is done again only where its files have changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.build import asked_for, beside, chosen_packs, data_findings, derived, find_style, make_document, report_findings
from generator.checks import Finding
from generator.checks.engine.confirm import unused_in_reports
from generator.document.blocks import Document
from generator.errors import PackError
from generator.figures import Figures
from generator.intake import find_prior, load
from generator.intake.collector import Collector
from generator.intake.load import read_page
from generator.intake.units import unit_words
from generator.intake.yaml.reader import ParsedFile
from generator.intake.yaml.textfile import read_bytes
from generator.model.department import DepartmentYear
from generator.packs import Pack, Rendered
from generator.packs.definition.pack import search_path
from generator.preview.draft.sheets import Cutter, DraftSection
from generator.preview.scope import Scope, files_of
from generator.writers.arrange import Paged
from generator.writers.output.printer import Printer
from generator.writers.style import Style

Snapshot = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One report as the page shows it."""

    pack: Pack
    document: Document
    rendered: Rendered
    style: Style
    sheets: tuple[DraftSection, ...]


@dataclass
class Stages:
    """Reads, derives and renders one source. Everything it raises is a GongkaiError."""

    source: Path
    scope: Scope
    _pages: dict[str, tuple[bytes, ParsedFile, list[str]]] = field(default_factory=dict)
    _data: dict[Path, tuple[Snapshot, DepartmentYear]] = field(default_factory=dict)
    _before: tuple[DepartmentYear, Figures] | None = None
    _figures: tuple[DepartmentYear, Figures | None, Figures, Figures | None] | None = None
    _templates: object = None
    _packs: dict[tuple[str, ...], list[Pack]] = field(default_factory=dict)
    _cutters: dict[str, Cutter] = field(default_factory=dict)
    _reports: dict[str, tuple[Figures, Report]] = field(default_factory=dict)
    _counted: dict[str, tuple[Report, Paged]] = field(default_factory=dict)
    _found: tuple[Figures, list[Pack], list[Finding]] | None = None

    def figures(self) -> tuple[Figures, Figures | None]:
        """The figures, and last year's where they compare."""
        data = self._read(self.source)
        earlier = find_prior(self.source, data.year)
        before = self._derived(self._read(earlier)) if earlier else None
        kept = self._figures
        if kept is None or kept[0] is not data or kept[1] is not before or unit_words(data):
            kept = self._figures = (data, before, *beside(data, before))
        return kept[2:]

    def _derived(self, data: DepartmentYear) -> Figures:
        if self._before is None or self._before[0] is not data or unit_words(data):
            self._before = data, derived(data)
        return self._before[1]

    def _read(self, source: Path) -> DepartmentYear:
        """The data of a source, the same object while the bytes of its files are the same."""
        self.scope.guard(source)
        snapshot = tuple((str(file), _bytes(file)) for file in files_of(source))
        kept = self._data.get(source)
        if kept is None or kept[0] != snapshot:
            kept = snapshot, load(source, self._page).data
            self._data[source] = kept
        return kept[1]

    def _page(self, file: Path, problems: Collector) -> ParsedFile:
        """A file as a tree; one without problems is kept while its bytes are the same."""
        raw = _bytes(file)
        kept = self._pages.get(str(file))
        if kept and kept[0] == raw:
            problems.lines[str(file)] = kept[2]
            return kept[1]
        count = len(problems.errors)
        page = read_page(file, problems)
        if page.sound and len(problems.errors) == count:
            self._pages[str(file)] = raw, page, problems.lines.get(str(file), [])
        return page

    def packs(self, figures: Figures) -> list[Pack]:
        """The packs of the data's reports, read again where any template has changed."""
        state = template_state()
        if state != self._templates:
            self._packs.clear()
            self._cutters.clear()
            self._reports.clear()
            self._templates = state
        names = tuple(str(name) for name in figures.data.reports)
        if names not in self._packs:
            self._packs = {names: chosen_packs(figures)}
        return self._packs[names]

    def report(self, name: str = "") -> Report:
        """One report of the source, the first where none is named. Raises PackError for one that it has not."""
        figures, _ = self.figures()
        packs = self.packs(figures)
        pack = next((pack for pack in packs if name in ("", pack.name)), None)
        if pack is None:
            raise PackError(f"数据的“报告”里没有“{name}”", remedy=f"现有：{'、'.join(pack.name for pack in packs)}")
        kept = self._reports.get(pack.name)
        if kept is None or kept[0] is not figures:
            kept = figures, self._made(pack, figures)
            self._reports[pack.name] = kept
        return kept[1]

    def paged(self, name: str = "") -> Paged:
        """The pages of one report, counted once for as long as it stays the same: some 0.1 s for a long one."""
        report = self.report(name)
        kept = self._counted.get(report.pack.name)
        if kept is None or kept[0] is not report:
            kept = self._counted[report.pack.name] = report, Printer(report.document, self._cutters[report.pack.name].style).paged
        return kept[1]

    def _made(self, pack: Pack, figures: Figures) -> Report:
        document, rendered = make_document(pack, figures)
        cutter = self._cutters.get(pack.name)
        if cutter is None:
            cutter = self._cutters[pack.name] = Cutter(find_style(pack))
        sheets = cutter.cut(document)
        return Report(pack, document, rendered, cutter.look, sheets)

    def findings(self, names: Iterable[str]) -> list[Finding]:
        """What is found in the data and in the named reports."""
        figures, before = self.figures()
        packs = self.packs(figures)
        if self._found is None or self._found[0] is not figures or self._found[1] is not packs:
            self._found = figures, packs, data_findings(figures, before, packs)
        reports = [self.report(name) for name in names]
        found = asked_for(self._found[2], [report.rendered for report in reports])
        for report in reports:
            found += report_findings(figures, report.document, report.rendered, found)
        return [*found, *unused_in_reports(figures.data, found)]


def template_state() -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every file of every pack and style."""
    return tuple(state for folder in search_path() for state in sorted(_states(str(folder))))


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    """The files below a folder; one look at each, where walking by paths takes ten times as long."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _states(entry.path)
        elif entry.is_file():
            state = entry.stat()
            yield entry.path, state.st_mtime_ns, state.st_size


def _bytes(file: Path) -> bytes:
    """The bytes of a file; of one that cannot be read, nothing: the reader then reports why."""
    try:
        return read_bytes(file)
    except OSError:
        return b""
