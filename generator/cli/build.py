"""`gongkai build`: every source on its own; one that fails does not stop the others."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from generator.build import FORMATS, Built, Options, build
from generator.cli.report import as_json, failures, show
from generator.errors import GongkaiError, OutputError, UsageError
from generator.intake import find_sources

Outcome = tuple[Path, Built | GongkaiError]


def run(options: argparse.Namespace) -> int:
    """Build all sources; the exit status."""
    wanted = _options(options)
    sources = [found for given in options.source for found in find_sources(given)]
    outcomes = list(_checked(_outcomes(sources, wanted, options.jobs)))
    for source, outcome in outcomes:
        _tell(source, outcome, wanted, options.json)
    if options.json:
        print(json.dumps(_json(outcomes), ensure_ascii=False, indent=1))
    return _status(outcomes, wanted)


def _options(options: argparse.Namespace) -> Options:
    formats = tuple(part.strip() for part in options.formats.split(",") if part.strip())
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise UsageError(f"没有“{'、'.join(unknown)}”这种格式", remedy=f"可用：{'、'.join(FORMATS)}")
    return Options(
        packs=tuple(options.packs),
        formats=formats,
        out=options.out,
        draft=options.draft,
        force=options.force,
        style=options.style,
        variant=options.variant,
        page_numbers=options.page_numbers,
        attach=options.attach,
    )


def _checked(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The outcomes, an error in place of one whose files went over those of a source before it (DESIGN §5)."""
    owners: dict[str, Path] = {}
    for source, outcome in outcomes:
        files = outcome.files if isinstance(outcome, Built) else []
        taken = next((file.path for file in files if file.path in owners), "")
        for file in files:
            owners.setdefault(file.path, source)
        if taken:
            remedy = "核对两份数据的“全称”和“年度”，或用 -o 分开输出"
            yield source, OutputError(f"和“{owners[taken]}”写的是同一个文件，前者被盖掉了", file=taken, remedy=remedy)
        else:
            yield source, outcome


def _outcomes(sources: list[Path], wanted: Options, jobs: int) -> Iterator[Outcome]:
    work = partial(_one, wanted=wanted)
    if jobs > 1 and len(sources) > 1:
        with ProcessPoolExecutor(min(jobs, len(sources)), mp_context=get_context("spawn")) as pool:
            yield from zip(sources, pool.map(work, sources), strict=True)
    else:
        for source in sources:
            yield source, work(source)


def _one(source: Path, wanted: Options) -> Built | GongkaiError:
    try:
        return build(source, wanted)
    except GongkaiError as error:
        return error


def _status(outcomes: list[Outcome], wanted: Options) -> int:
    errors = [outcome for _, outcome in outcomes if isinstance(outcome, GongkaiError)]
    if len(outcomes) == 1 and errors:
        return errors[0].status
    unfinished = any(isinstance(o, Built) and (o.stopped or o.missing or o.refused) for _, o in outcomes)
    return 1 if errors or unfinished else 0


def _errors(outcome: Built | GongkaiError) -> list[GongkaiError]:
    """What could not be made: the whole source, or single files of it."""
    return [*outcome.refused] if isinstance(outcome, Built) else [outcome]


def _json(outcomes: list[Outcome]) -> dict[str, object]:
    built = [outcome for _, outcome in outcomes if isinstance(outcome, Built)]
    return {
        "files": [asdict(file) for one in built for file in one.files],
        "failures": [
            {"source": str(source), "errors": [entry for error in _errors(outcome) for entry in failures(error)]}
            for source, outcome in outcomes
            if _errors(outcome)
        ],
        "findings": as_json([finding for one in built for finding in one.findings]),
    }


def _tell(source: Path, outcome: Built | GongkaiError, wanted: Options, json_: bool) -> None:
    """Messages to standard error; the files to standard output, unless they go there as JSON."""
    if isinstance(outcome, GongkaiError):
        print(f"{source}：没有生成", file=sys.stderr)
        print(outcome, file=sys.stderr)
        return
    if not json_:
        show(outcome.findings, sys.stderr)
    for note in dict.fromkeys(outcome.notes):
        print(note, file=sys.stderr)
    if outcome.stopped and not wanted.draft:
        print(f"{source}：有错误，没有生成正式文件。改正后重来，或加 --draft 看草稿。", file=sys.stderr)
    for error in outcome.refused:
        print(error, file=sys.stderr)
    for file in () if json_ else outcome.files:
        pages = f"，{file.pages}页" if file.pages and file.format == "pdf" else ""
        print(f"{file.path}（{file.status}{pages}）")
