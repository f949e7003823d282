"""The PDF of a typeset document by Typst."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.runtime.garbage import collector_off
from generator.writers.arrange import Paged
from generator.writers.fonts.find import Fonts
from generator.writers.pdf.attach import Attached
from generator.writers.pdf.typst.blocks import source
from generator.writers.pdf.typst.engine import compiled, engine, forget
from generator.writers.pdf.typst.fontfiles import families
from generator.writers.pdf.typst.look import Look
from generator.writers.pdf.typst.text import quoted
from generator.writers.style import Style

STANDARDS = {"pdf/a-": "a-", "pdf/ua-": "ua-"}
_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
_DATE = "datetime(year: 2000, month: 1, day: 1)"
"""A file with others inside must have a date, and the clock is no part of the input."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF. count: its pages; warnings: what the engine complained of, in its words."""

    data: bytes
    count: int
    warnings: tuple[str, ...] = ()


@collector_off()
def write_typst(
    paged: Paged,
    style: Style,
    fonts: Fonts,
    *,
    draft: bool = False,
    variant: str = "",
    attached: Iterable[Attached] = (),
) -> Printed:
    """The PDF of a document. Raises MissingEngine without Typst.

    draft: mark what is still to be filled; variant: such as pdf/a-3a or pdf/ua-1; attached: files to put inside. Equal input
    gives equal bytes.
    """
    engine()
    known = families(fonts)
    files = "\n".join(_attachment(file) for file in attached)
    code = source(paged, Look(style, fonts, known), draft=draft, date=_DATE if files else "none", attached=files)
    data, warnings = compiled(code, known.loaded, standards(variant), tagged=True)
    forget(known.loaded)
    found = _COUNT.search(data)
    return Printed(data, int(found[1]) if found else 0, tuple(warnings))


def standards(variant: str) -> list[str]:
    """A variant as Typst calls it: several may be joined by `+`."""
    return [part.replace("pdf/", "") for part in variant.lower().split("+") if part]


def _attachment(file: Attached) -> str:
    """The code that puts a file inside; its bytes stand in the source."""
    content = f"bytes(({', '.join(map(str, file.data))},))" if not _is_text(file.data) else f"bytes({quoted(file.data.decode())})"
    return (
        f"#pdf.attach({quoted(file.name)}, {content}, relationship: {quoted(file.relationship.lower())}, "
        f"mime-type: {quoted(file.media_type)}, description: {quoted(file.description)})"
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
