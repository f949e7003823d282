"""The PDF engines: which of them are here, and which one prints.

Typst, where it is installed: fast, without system libraries. WeasyPrint, where Typst is missing or where it is chosen: it
prints the HTML. Both give the same pages. Each is loaded only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from generator.errors import MissingEngine, UsageError
from generator.writers.pdf.job import Job, Printed


@dataclass(frozen=True, slots=True)
class Engine:
    """One engine. name: as `--engine` calls it; title: its own; module: where its writer is.

    A module has `engine_version()`, which raises MissingEngine where the engine cannot be loaded, `untested_note()`, what a
    person should know where its version was not tested, and `print_job(job)`.
    """

    name: str
    title: str
    module: str

    def version(self) -> str:
        """The installed version. Raises MissingEngine where it cannot be loaded."""
        return str(import_module(self.module).engine_version())

    def note(self) -> str:
        """What a person should know of the installed version; empty where all is as it should be."""
        return str(import_module(self.module).untested_note())

    def print(self, job: Job) -> Printed:
        """The PDF. Raises MissingEngine as `version` does, UsageError for a variant that the engine does not have."""
        write: Callable[[Job], Printed] = import_module(self.module).print_job
        return write(job)


ENGINES = {
    one.name: one
    for one in (
        Engine("typst", "Typst", "generator.writers.pdf.typst.writer"),
        Engine("weasyprint", "WeasyPrint", "generator.writers.pdf.weasyprint.writer"),
    )
}
"""By name, in the order of preference."""


def chosen(name: str = "") -> Engine:
    """The engine of a name; without one the first that is here.

    Raises UsageError for another name, MissingEngine where none is here.
    """
    if name:
        if name not in ENGINES:
            raise UsageError(f"没有名为“{name}”的 PDF 引擎", remedy=f"可用：{'、'.join(ENGINES)}")
        return ENGINES[name]
    missing: list[MissingEngine] = []
    for engine in ENGINES.values():
        try:
            engine.version()
        except MissingEngine as error:
            missing.append(error)
        else:
            return engine
    raise MissingEngine("；".join(error.message for error in missing), remedy=missing[0].remedy)


def instead_note(engine: Engine) -> str:
    """What a person should know where an engine prints that nobody chose, in place of the preferred one; else empty."""
    preferred = next(iter(ENGINES.values()))
    if engine is preferred:
        return ""
    return f"没有 {preferred.title}，PDF 由 {engine.title} 做：慢几倍，页数和页码不变。要快，装上：pip install {preferred.name}"
