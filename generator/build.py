"""The one function that turns a source into files: load, derive, check, render, parse, write."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks import IDS, Finding, RuleSettings, Severity, check_places, check_printed, merged, run_checks
from generator.checks import read as read_settings
from generator.checks.engine.confirm import confirmed_in_report, unused_in_reports
from generator.checks.report.unfilled import denied_reasons, leaves, unfilled
from generator.document.blocks import Document, Table
from generator.document.markup import parse
from generator.errors import MissingEngine, OutputError, PackError, UsageError
from generator.figures import Figures, derive
from generator.figures.scoring.rules import Scoring
from generator.intake import find_prior, load
from generator.intake.sources import data_files, misnamed_files, shared_files
from generator.intake.units import load_units, unit_path, unit_words
from generator.model.choices import ACCOUNTS, BUDGET
from generator.model.department import DepartmentYear
from generator.model.place import Place
from generator.model.text import Text
from generator.packs import Pack, Rendered, load_pack, read_through, render
from generator.packs.asked import Asked, asked
from generator.packs.context.ledger import bare
from generator.packs.definition.pack import search_path, table_file
from generator.packs.rendering.outline import Outliner
from generator.packs.rendering.render import file_name, in_case
from generator.runtime.garbage import collector_off
from generator.tables.forms import EMPTY, Forms
from generator.writers.formats import FORMATS, default_formats

if TYPE_CHECKING:  # what writes is loaded where something is written
    from generator.document.draft import Remark
    from generator.writers.output.sink import Sink
    from generator.writers.pdf.attach import Attached
    from generator.writers.style import Style


@dataclass(frozen=True, slots=True)
class Options:
    """What is wanted. packs and style: instead of the data's 报告 and the pack's 版式; draft: with marks, in spite of 错误."""

    packs: tuple[str, ...] = ()
    formats: tuple[str, ...] = field(default_factory=default_formats)
    out: Path = Path("output")
    draft: bool = False
    force: bool = False
    style: str = ""
    variant: str = ""
    engine: str = ""
    """The PDF engine; empty: the first that is here."""
    page_numbers: bool = True
    attach: bool = False
    """Data and tables inside the PDF."""
    attached: tuple[Attached, ...] | None = None
    """The data files of the source, once it is known."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file as `build --json` prints it. status: 新建, 更新 or 未变; fonts: which font stood in for which."""

    department: str
    year: int
    report: str
    format: str
    path: str
    pages: int | None
    seconds: float
    status: str
    fonts: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Built:
    """The result for one source. notes: remarks for people, such as a missing PDF engine; missing: formats without a file.

    refused: files that could not be put in their place, such as those that a person has changed; the others are written.
    reports: pack → the path of its files without the suffix. figures: what they were made from; inputs: the sources read.
    """

    files: list[Written]
    findings: list[Finding]
    notes: list[str]
    missing: list[str] = field(default_factory=list)
    refused: list[OutputError] = field(default_factory=list)
    reports: dict[str, str] = field(default_factory=dict)
    figures: Figures | None = None
    inputs: tuple[Path, ...] = ()

    @property
    def stopped(self) -> bool:
        """True where findings of severity 错误 stand in the way of a final build."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def read(source: Path) -> tuple[Figures, Figures | None]:
    """The figures of a source, summed from its units where it says so; and last year's where a file of the same 文种 is
    found beside it.

    A budget also takes the budget figures of last year's final accounts; nothing else is compared across 文种.
    """
    return _read(source)[:2]


@collector_off()
def _read(source: Path) -> tuple[Figures, Figures | None, tuple[Path, ...]]:
    """The same, and the sources that were read: the source, last year's, the units' of both."""
    data = load(source).data
    earlier = find_prior(source, data.year)
    last = load(earlier).data if earlier else None
    years = [data, *([last] if last else [])]
    inputs = (source, *([earlier] if earlier else []), *(unit_path(word) for year in years for word in unit_words(year)))
    return *beside(data, derived(last) if last else None), inputs


def beside(data: DepartmentYear, before: Figures | None) -> tuple[Figures, Figures | None]:
    """The figures of a year beside those of last year's file, and the latter where they are of the same 文种."""
    if before is None or before.data.kind == data.kind:
        return derived(data, before), before
    return derived(data, before if (data.kind, before.data.kind) == (BUDGET, ACCOUNTS) else None), None


def derived(data: DepartmentYear, before: Figures | None = None) -> Figures:
    """The figures of a year, summed from its units where it says so."""
    return derive(data, before, load_units(data))


def check(source: Path, packs: Iterable[str] = ()) -> list[Finding]:
    """All findings of a source: the rules over its data, and what its reports would leave open."""
    figures, before = read(source)
    return [*misnamed(source), *_examined(figures, before, chosen_packs(figures, packs))[0]]


def misnamed(source: Path) -> list[Finding]:
    """A 警告 for each file of the folder that was not read because its name does not end in .yaml."""
    found = []
    for name in misnamed_files(source):
        right = re.split(r"[.。．]ya?ml", name, flags=re.IGNORECASE)[0] + ".yaml"
        message = f"“{name}”没有读：数据文件的名称要以 .yaml 结尾"
        found.append(
            Finding("文件", Severity.WARNING, message, f"改名为 {right}；不是数据的挪到别处", Place(str(source / name), 0, 0, ""))
        )
    return found


def rule_settings(packs: Iterable[Pack]) -> RuleSettings:
    """What the packs say of the rules (`核对:`). Raises PackError where a setting is not understood."""
    found = []
    for pack in packs:
        try:
            found.append(read_settings(pack.settings.get("核对") or {}, IDS))
        except ValueError as error:
            file, line = pack.places["核对"]
            raise PackError(str(error), file=file, line=line, remedy="改“核对”一节；规则见 docs/核对规则.md") from error
    return merged(found)


def build(
    source: Path, options: Options, sink: Sink | None = None, report_step: Callable[[str], None] = lambda step: None
) -> Built:
    """Write the reports of a source. A final build with 错误 writes nothing.

    sink: where the files go, if not to disk; report_step: called with the name of each step before it is done.
    """
    from generator.document.draft import as_draft
    from generator.runtime.memory import drop_layouts
    from generator.writers.output.sink import Disk

    report_step("读数据，核对")
    figures, before, inputs = _read(source)
    findings, documents = _examined(figures, before, chosen_packs(figures, options.packs))
    findings = [*misnamed(source), *findings]
    options = with_files(source, options)
    built = Built([], findings, [], figures=figures, inputs=inputs)
    if built.stopped and not options.draft:
        return built
    for pack, document in documents:
        final = as_draft(document, remarks(findings)) if options.draft else document
        _write(pack, final, options, built, sink or Disk(options.out, options.force), report_step)
        if any(FORMATS[name].pages == "fixed" for name in options.formats):
            drop_layouts()
    return built


def with_files(source: Path, options: Options) -> Options:
    """The options with the data files of a source, where they are to be put inside the PDF.

    Raises UsageError for a variant of PDF that holds no files.
    """
    if not options.attach:
        return options
    from generator.writers.pdf.attach import FORBIDDING, VARIANT, source_files

    if options.variant.startswith(FORBIDDING):
        raise UsageError(f"{options.variant} 不许带附件", remedy=f"附数据用 --pdf-variant {VARIANT}")
    return replace(options, attached=source_files([*data_files(source), *shared_files(source)]))


@collector_off()
def _examined(figures: Figures, before: Figures | None, packs: list[Pack]) -> tuple[list[Finding], list[tuple[Pack, Document]]]:
    """The findings, and the reports as blocks. What is still to be filled is asked of the reports that are wanted."""
    findings = data_findings(figures, before, packs)
    made = [(pack, *make_document(pack, figures)) for pack in packs]
    findings = asked_for(findings, [rendered for _, _, rendered in made])
    documents = []
    printed: set[int] = set()
    for pack, document, rendered in made:
        findings += report_findings(figures, document, rendered, findings)
        documents.append((pack, document))
        printed |= rendered.ledger.texts
    findings += unused_in_reports(figures.data, findings)
    silent = [text for text in leaves(figures.data) if isinstance(text, Text) and "{{" in text.raw and id(text) not in printed]
    if silent:
        read_through(packs[0], figures, silent)
    return findings, documents


def data_findings(figures: Figures, before: Figures | None, packs: list[Pack]) -> list[Finding]:
    """What the rules find in the data, each form asked with its own scoring."""
    settings = rule_settings(packs)
    by_form = (run_checks(figures, before, settings, scoring) for scoring in _scorings(packs, figures.data.year))
    return list(dict.fromkeys(finding for findings in by_form for finding in findings))


def asked_for(findings: Iterable[Finding], reports: Iterable[Rendered]) -> list[Finding]:
    """The findings without those that miss a text which no report prints, or which a report itself asks for as 【待填】."""
    ledgers = [rendered.ledger for rendered in reports]
    missed = {path for ledger in ledgers for path in ledger.asked}
    blank = {name for ledger in ledgers for origin in ledger.pending for name in (origin.name, origin.place.path)}
    return [finding for finding in findings if not finding.wanted or finding.wanted in missed - blank]


def report_findings(figures: Figures, document: Document, rendered: Rendered, known: list[Finding]) -> list[Finding]:
    """What one report leaves open and prints wrongly, beyond the findings that are known."""
    undefined = [(term.name, term.code) for term in rendered.undefined_items]
    waiting = (one.origin for one in asked(rendered.ledger, dropped=False))
    found = [*unfilled(figures.data, waiting, undefined, known), *check_printed(document)]
    found += denied_reasons(rendered.ledger.denied.values(), known)
    found += check_places(rendered.ledger.lossy)
    return confirmed_in_report(found, figures.data)


def remarks(findings: Iterable[Finding]) -> list[Remark]:
    """The findings as a draft prints them, errors first."""
    from generator.document.draft import Remark

    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    return [Remark(str(f.severity), f.rule, f.message, f.remedy, (f.place, f.other)) for f in ranked]


def chosen_packs(figures: Figures, wanted: Iterable[str] = ()) -> list[Pack]:
    """The packs to render. Raises UsageError where none is named, PackError where two would write the same file."""
    names = list(dict.fromkeys(wanted)) or [str(name) for name in figures.data.reports]
    if not names:
        raise UsageError("没有说要做哪种报告", remedy="在数据里写“报告: [模板包名]”，或用 -t 指定")
    packs = [load_pack(name) for name in names]
    seen: dict[str, str] = {}
    for pack in packs:
        file = file_name(pack, figures)
        if file in seen:
            raise PackError(f"“{seen[file]}”和“{pack.name}”的文件名都是“{file}”", remedy="改其中一个 pack.yaml 的“文件名”")
        seen[file] = pack.name
    return packs


def _scorings(packs: Iterable[Pack], year: int) -> list[Scoring | None]:
    """The rules of each form that scores, every set of rules once; None where no form does."""
    own = [pack for pack in (pack.for_year(year) for pack in packs) if "评分" in pack.settings]
    return list(dict.fromkeys(pack.scoring for pack in own)) or [None]


@collector_off()
def make_document(pack: Pack, figures: Figures) -> tuple[Document, Rendered]:
    """The report of a pack as blocks, and what was rendered on the way."""
    pack = in_case(pack, figures)
    made: list[Forms] = []

    def forms(outliner: Outliner) -> list[dict[str, object]]:
        due = [entry for entry in pack.tables() if outliner.holds(entry)]
        layout, empty = pack.settings.get("表式", {}), str(pack.settings.get("空表说明", EMPTY))
        style, say = pack.number_format("表格"), outliner.line
        made.append(Forms(due, figures, layout, style, empty, partial(table_file, pack), say, lambda text: bare(say(text))))
        return made[0].listed()

    rendered = render(pack, figures, forms)

    def statutory(name: str) -> Table:
        return made[0].table(name, rendered.ledger)

    sections = parse(
        rendered.markup,
        scheme=pack.ordinals,
        caption=str(pack.settings.get("图题", "（{图}：{题}）")),
        charts=rendered.ledger.charts,
        statutory=statutory,
    )
    if not sections:
        file, line = pack.places.get("正文", (pack.name, 0))
        raise PackError(
            "模板什么也没有印出来", file=file, line=line, remedy="检查“正文”的模板：条件是不是都不成立，块是不是被删空了"
        )
    entries: dict[str, object] = dict(rendered.ledger.entries)
    sealed = (figures.data.sign_off or pack.settings.get("落款", "盖章")) == "盖章"
    author, issued = figures.data.names.full, figures.data.published.date() if figures.data.published else None
    return Document(rendered.title, rendered.subject, sections, entries, sealed, author, issued), rendered


def asked_fields(pack: Pack, figures: Figures) -> tuple[Asked, ...]:
    """The fields that the report of a pack and its tables ask for with this data, each once.

    Raises PackError or DataError as the report does.
    """
    return asked(make_document(pack, figures)[1].ledger)


def find_style(pack: Pack, name: str = "") -> Style:
    """The style of a pack, or one by name."""
    from generator.writers.style import load_style

    wanted = name or str(pack.settings.get("版式", "公开"))
    own = pack.find(f"styles/{wanted}.yaml")
    shared = [folder / "styles" for folder in search_path()]
    files = [folder / f"{wanted}.yaml" for folder in shared if Path(wanted).name == wanted]
    file = own or next((file for file in files if file.is_file()), None)
    if file is None:
        known = sorted({f.stem for folder in shared for f in folder.glob("*.yaml")})
        raise UsageError(f"没有名为“{wanted}”的版式", remedy=f"现有：{'、'.join(known)}")
    return load_style(file, shared)


def _write(
    pack: Pack, document: Document, options: Options, built: Built, sink: Sink, report_step: Callable[[str], None]
) -> None:
    """Write a report in all formats; one whose engine is missing is noted and left out."""
    from generator.writers.output.files import safe_name
    from generator.writers.output.printer import Printer

    assert built.figures is not None
    data = built.figures.data
    style = find_style(pack, options.style)
    name = file_name(pack, built.figures)
    department = str(data.names.full)
    stem = f"{safe_name(name)}{'（草稿）' if options.draft else ''}"
    below = f"{safe_name(department)}/{data.year}/{stem}"
    built.reports[pack.name] = (options.out / below).as_posix()
    printer = Printer(document, style, options.draft, options.variant, options.page_numbers, options.attached, options.engine)
    for wanted in options.formats:
        if not sink.wants(pack.name, wanted):
            continue
        start = time.perf_counter()
        report_step(f"写 {wanted.upper()}")
        try:
            printed = printer.print(wanted)
        except MissingEngine as error:
            built.notes.append(f"没有生成 {wanted.upper()}：{error.message}。{error.remedy}")
            built.missing.append(wanted)
            continue
        form = FORMATS[wanted]
        place = f"{below}{form.suffix}"
        try:
            status = sink.put(place, printed)
        except OutputError as error:
            built.refused.append(error)
            continue
        seconds = round(time.perf_counter() - start, 3)
        pages = printer.pages if form.pages else None
        fonts = printer.fonts if form.pages == "fixed" else []
        built.files.append(Written(department, data.year, name, wanted, str(options.out / place), pages, seconds, status, fonts))
    built.notes.extend(printer.notes)
