"""`gongkai build`: every source on its own; one that fails does not stop the others. The work is in `generator.batch`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from generator.batch.executors.choose import job_count, make_executor
from generator.batch.index import opened
from generator.batch.progress import Progress
from generator.batch.run import FAILED, Batch, Outcome
from generator.batch.summary.expected import Roll, compared, expected_names
from generator.batch.summary.files import write_summary
from generator.batch.summary.summary import Summary
from generator.build import Options
from generator.cli.limits import allowance_of
from generator.cli.report import as_json, department_lines, failures, show, sources_of
from generator.errors import GongkaiError, OutputError, UsageError
from generator.writers.formats import FORMATS

NAMED = 10
"""Missing departments that are named on the screen."""


def run(options: argparse.Namespace) -> int:
    """Build all sources; the exit status."""
    wanted, allowance = _options(options), allowance_of(options)
    expected = expected_names(options.expect) if options.expect else None
    with opened(wanted.out) as index:
        sources = sources_of(options.source, index.keys)
        many = len(sources) > 1 or expected is not None
        jobs = job_count(options.jobs, len(sources))
        shown = _Shown(wanted, options.json, len(sources), brief=many and not options.details)
        batch = Batch(index, wanted, lambda: make_executor(options.executor, jobs, len(sources), allowance), jobs, letters=many)
        try:
            for outcome in batch.run(sources):
                shown.take(outcome)
        except KeyboardInterrupt:
            shown.stopped()
            return 1
        shown.close(batch.peak)
        if many:
            roll = compared(shown.summary, expected) if expected is not None else None
            shown.summed_up(roll, *write_summary(wanted.out, shown.summary, roll, index, force=wanted.force))
    if options.json:
        print(json.dumps(_json(shown.outcomes, shown.refused), ensure_ascii=False, indent=1))
    return shown.status


def _options(options: argparse.Namespace) -> Options:
    formats = tuple(dict.fromkeys(part.strip() for part in options.formats.split(",") if part.strip()))
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageError(f"没有“{'、'.join(unknown)}”这种格式", remedy=f"可用：{'、'.join(FORMATS)}")
    if options.variant:
        from generator.writers.pdf.attach import check_variant  # the engine is loaded only where a variant is wanted

        check_variant(options.variant)
    return Options(
        packs=tuple(options.packs),
        formats=formats,
        out=options.out,
        draft=options.draft,
        force=options.force,
        style=options.style,
        variant=options.variant,
        engine=_engine(options.engine),
        page_numbers=options.page_numbers,
        attach=options.attach,
    )


def _engine(name: str) -> str:
    """The name of a PDF engine. Raises UsageError for one that does not exist."""
    from generator.writers.pdf.engines import chosen

    return chosen(name).name if name else ""


class _Shown:
    """What is printed while the outcomes come in, and what is left of them at the end."""

    def __init__(self, wanted: Options, json_: bool, total: int, brief: bool) -> None:
        self.outcomes: list[Outcome] = []
        """All of them where they are to be printed as JSON; else the summary's rows are enough."""
        self.summary = Summary()
        self._wanted = wanted
        self._json = json_
        self._brief = brief
        """Whether a department is one line, with a few errors below it."""
        self._notes: dict[str, None] = {}
        self._total = total
        self.refused: list[OutputError] = []
        """Why the summary could not be written."""
        self._failed: list[GongkaiError] = []
        self._unfinished = False
        self._progress = Progress(total, sys.stderr)

    def take(self, outcome: Outcome) -> None:
        """Print an outcome and count it."""
        self._progress.clear()
        if self._json:
            self.outcomes.append(outcome)
        if self._brief and not self._json:
            line, *errors = department_lines(outcome)
            print(line, flush=True)
            if errors:
                print("\n".join(errors), file=sys.stderr)
            self._notes |= dict.fromkeys(outcome.built.notes if outcome.built else ())
        else:
            _report(outcome, self._wanted, self._json)
        if outcome.error:
            self._failed.append(outcome.error)
        self._unfinished |= outcome.built is not None and bool(
            outcome.built.stopped or outcome.built.missing or outcome.built.refused
        )
        self.summary.add(outcome)
        self._progress.step(outcome.worked, outcome.state == FAILED)

    def stopped(self) -> None:
        """The end, when a person stopped the run."""
        self._progress.clear()
        done = self._progress.done
        print(f"已停止：做完{done}个，还有{self._total - done}个没有做。再次运行会接着做。", file=sys.stderr)

    def close(self, peak: float) -> None:
        """The end of the run. peak: memory of the largest worker in MiB, 0 where it is not known."""
        self._progress.clear()
        for note in self._notes:
            print(note, file=sys.stderr)
        if self._total > 1:
            memory = f"；工作进程最多用内存{peak:.0f}兆字节" if peak else ""
            print(f"共{self._total}个部门年度：{self.summary.states()}{memory}。", file=sys.stderr)

    def summed_up(self, roll: Roll | None, written: list[Path], refused: list[OutputError]) -> None:
        """Who is missing, and where the summary stands, or why it does not."""
        if roll is not None and roll.absent:
            more = "等，见汇总" if len(roll.absent) > NAMED else ""
            print(f"名单上有{len(roll.absent)}个部门没有报来：{'、'.join([*roll.absent][:NAMED])}{more}", file=sys.stderr)
        for path in written:
            print(f"汇总：{path}", file=sys.stderr)
        for error in refused:
            print(error, file=sys.stderr)
        self.refused = refused
        print(f"成品在：{self._wanted.out}", file=sys.stderr)

    @property
    def status(self) -> int:
        """The exit status."""
        if self._total == 1 and self._failed:
            return self._failed[0].status
        return 1 if self._failed or self._unfinished or self.refused else 0


def _json(outcomes: list[Outcome], refused: list[OutputError]) -> dict[str, object]:
    built = [outcome.built for outcome in outcomes if outcome.built]
    return {
        "files": [asdict(file) for one in built for file in one.files],
        "failures": [
            {"source": str(one.source), "errors": [entry for error in one.errors for entry in failures(error)]}
            for one in outcomes
            if one.errors
        ]
        + [{"source": error.file, "errors": failures(error)} for error in refused],
        "notes": [
            {"source": str(one.source), "note": note} for one in outcomes if one.built for note in dict.fromkeys(one.built.notes)
        ],
        "findings": as_json([finding for one in built for finding in one.findings]),
    }


def _report(outcome: Outcome, wanted: Options, json_: bool) -> None:
    """Messages to standard error; the files to standard output, unless they go there as JSON."""
    built, source = outcome.built, outcome.source
    if built is None:
        print(f"{source}：没有生成", file=sys.stderr)
        print(outcome.error, file=sys.stderr)
        return
    if not json_:
        show(built.findings, sys.stderr)
    for note in dict.fromkeys(built.notes):
        print(note, file=sys.stderr)
    if built.stopped and not wanted.draft:
        print(f"{source}：有错误，没有生成正式文件。改正后重来，或加 --draft 看草稿。", file=sys.stderr)
    for error in built.refused:
        print(error, file=sys.stderr)
    for file in () if json_ else built.files:
        pages = f"，{file.pages}页" if file.pages and FORMATS[file.format].pages == "fixed" else ""
        print(f"{Path(file.path)}（{file.status}{pages}）")
