"""What a worker does: build one department-year in memory and hand back bytes. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from generator.batch.worker.key_figures import key_figures
from generator.build import Built, Options, build
from generator.errors import GongkaiError
from generator.writers.output.sink import Basket


@dataclass(frozen=True, slots=True)
class Task:
    """One department-year. options.out is empty: paths come back relative to the output folder.

    wanted: pairs of pack and format that are out of date, None for all; letter: with 退回意见 where there are findings.
    """

    source: Path
    options: Options
    wanted: frozenset[tuple[str, str]] | None = None
    letter: bool = False


class Who(NamedTuple):
    """Whose report: 全称, 年度, 文种."""

    department: str
    year: int
    kind: str


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a task: `built` or `error`. contents: relative path → bytes; inputs: the sources that were read;
    packs: by name."""

    built: Built | None = None
    error: GongkaiError | None = None
    who: Who | None = None
    figures: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    letter: bytes = b""
    inputs: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()


def work(task: Task) -> Done:
    """Build it. A mistake of the user is a result; anything else is raised."""
    from generator.batch.worker.letter import letter  # takes the DOCX writer with it, which a run without work does not need

    basket = Basket(task.wanted)
    try:
        built = build(task.source, task.options, basket)
    except GongkaiError as error:
        page = letter(str(task.source), [], error) if task.letter else b""
        return Done(error=error, letter=page)
    figures = built.figures
    assert figures is not None
    data = figures.data
    who = Who(str(data.names.full), data.year, str(data.kind))
    inputs = tuple(map(str, built.inputs))
    packs = tuple(dict.fromkeys(task.options.packs or map(str, data.reports)))
    page = letter(f"{who.department}{who.year}年度", built.findings) if task.letter else b""
    return Done(replace(built, figures=None, inputs=()), None, who, key_figures(figures), basket.files, page, inputs, packs)
