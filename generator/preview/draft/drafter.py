"""The making of drafts in a process of its own, which keeps the stages of the last department-years and so stays warm."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.checks import Finding, Severity
from generator.errors import GongkaiError, Problems
from generator.packs.asked import asked
from generator.packs.rendering.render import file_name
from generator.preview.draft.marks import blanks, listed
from generator.preview.draft.paging import pages_of
from generator.preview.draft.sheets import headings, paper_css, pieces
from generator.preview.draft.sources import NoSource, source_of
from generator.preview.draft.stages import Report, Stages
from generator.preview.scope import Scope, ScopeEntry, shown
from generator.runtime.fence import fenced
from generator.runtime.garbage import collector_off
from generator.writers.html.css import page_css, screen_css

KEPT = 4
"""Department-years whose stages are kept; a clerk looks at one or two at a time."""
Key = tuple[str, str]
"""An entry and a report of it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A report as pages show it. head: whose it is, and the reports that there are; sheets: the look of each with the ids of
    its pieces; html: of the pieces; styles: its sheets by name."""

    pack: str
    head: dict[str, object]
    sheets: list[dict[str, object]]
    html: dict[str, str]
    headings: list[dict[str, object]]
    styles: dict[str, str]
    milliseconds: float


@dataclass
class Drafter:
    """Makes drafts of the department-years of a scope and knows where their figures come from."""

    scope: Scope
    _stages: OrderedDict[str, Stages] = field(default_factory=OrderedDict)
    _reports: dict[Key, Report] = field(default_factory=dict)

    def make(self, entry: ScopeEntry, name: str) -> Made | list[dict[str, object]]:
        """The draft, or what is in its way."""
        start = time.perf_counter()
        try:
            with collector_off(), fenced(self.scope.root):
                stages = self.stages(entry)
                report = self._reports[entry.id, name] = stages.report(name)
                head = _head(stages, report)
        except GongkaiError as error:
            return self._shown(error)
        except Exception as error:
            return [{"message": f"程序出错：{type(error).__name__}：{error}", "remedy": "请把这句话告诉维护程序的人"}]
        sheets: list[dict[str, object]] = [
            {"look": sheet.look, "ids": [piece.id for piece in sheet.pieces]} for sheet in report.sheets
        ]
        html = {piece.id: piece.html for piece in pieces(report.sheets)}
        styles = {"paper.css": paper_css(report.style), "page.css": page_css(report.style)}
        milliseconds = round((time.perf_counter() - start) * 1000, 1)
        return Made(report.pack.name, head, sheets, html, headings(report.sheets), styles, milliseconds)

    def pages(self, entry: ScopeEntry, name: str) -> dict[str, object] | None:
        """Where the pages of a draft begin and which headings are on them; None where they cannot be counted."""
        try:
            with collector_off(), fenced(self.scope.root):
                return pages_of(self._report(entry, name).sheets, self.stages(entry).paged(name))
        except GongkaiError:
            return None

    def stages(self, entry: ScopeEntry) -> Stages:
        """The stages of an entry; those that were not used for long are forgotten."""
        if entry.id not in self._stages:
            self._stages[entry.id] = Stages(entry.source, self.scope)
        self._stages.move_to_end(entry.id)
        while len(self._stages) > KEPT:
            gone, _ = self._stages.popitem(last=False)
            for key in [key for key in self._reports if key[0] == gone]:
                del self._reports[key]
        return self._stages[entry.id]

    def names(self, entry: ScopeEntry) -> list[str]:
        """The packs of the reports of an entry; none where its data cannot be read."""
        try:
            with fenced(self.scope.root):
                stages = self.stages(entry)
                return [pack.name for pack in stages.packs(stages.figures()[0])]
        except GongkaiError:
            return []

    def found(self, entry: ScopeEntry, name: str, names: Sequence[str], whole: bool) -> dict[str, Any]:
        """The findings of some reports, as they are listed beside the draft of one. whole: of all of them."""
        nothing: dict[str, Any] = {"findings": [], "blanks": [], "whole": whole}
        try:
            with collector_off(), fenced(self.scope.root):
                report = self._report(entry, name)
                findings = self.stages(entry).findings(names)
                rows = listed(findings, report.sheets, report.document.entries, self.scope)
                left = blanks(asked(report.rendered.ledger, dropped=False), report.sheets, report.document.entries, self.scope)
        except GongkaiError as error:
            return {**nothing, "errors": self._shown(error)}
        except Exception as error:
            return {**nothing, "errors": [{"message": f"程序出错：{type(error).__name__}：{error}"}]}
        return {"findings": rows, "blanks": left, "whole": whole, "errors": [], "summary": summary(findings)}

    def source(self, entry: ScopeEntry, name: str, piece: int, figure: int, steps: list[int]) -> dict[str, object] | None:
        """Where a figure of a draft comes from; None where there is no such figure, or no such draft any more."""
        try:
            with fenced(self.scope.root):
                report = self._report(entry, name)
                blocks = list(pieces(report.sheets))
                return source_of(blocks[piece], figure, steps, report.document.entries, self.scope)
        except (NoSource, IndexError, GongkaiError):
            return None

    def _report(self, entry: ScopeEntry, name: str) -> Report:
        """The report that was made last; made again where this process has been replaced since."""
        if (entry.id, name) not in self._reports:
            self._reports[entry.id, name] = self.stages(entry).report(name)
        return self._reports[entry.id, name]

    def _shown(self, error: GongkaiError) -> list[dict[str, object]]:
        return shown(error.errors if isinstance(error, Problems) else [error], self.scope)


_drafter: list[Drafter] = []


def drafting(scope: Scope, what: str, *arguments: Any) -> Any:
    """In the process: one call of its drafter. what: the method's name; `warm` does nothing but load the program."""
    if not _drafter or _drafter[0].scope != scope:
        _drafter[:] = [Drafter(scope)]
    return None if what == "warm" else getattr(_drafter[0], what)(*arguments)


def _head(stages: Stages, report: Report) -> dict[str, object]:
    figures = stages.figures()[0]
    packs = stages.packs(figures)
    return {
        "report": report.pack.name,
        "title": report.document.title,
        "department": str(figures.data.names.full),
        "year": figures.data.year,
        "reports": [{"name": pack.name, "title": file_name(pack, figures)} for pack in packs],
        "style": hashlib.blake2b(screen_css(report.style).encode(), digest_size=6).hexdigest(),
    }


def summary(findings: list[Finding]) -> dict[str, object]:
    """The state of a source by its findings, as the overview shows it."""
    errors, warnings, hints = (sum(f.severity is severity for f in findings) for severity in Severity)
    state = "错误" if errors else "警告" if warnings else "无问题"
    return {"state": state, "errors": errors, "warnings": warnings, "hints": hints, "problem": ""}
