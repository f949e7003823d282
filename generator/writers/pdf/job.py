"""What a PDF engine is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from generator.writers.arrange import Arranged, Paged
from generator.writers.fonts.find import Fonts
from generator.writers.pdf.attach import Attached


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be printed. draft: mark what is still to be filled; variant: such as pdf/a-3a, pdf/ua-1, empty for none.

    attached: files to put inside.
    """

    arranged: Arranged
    paged: Paged
    fonts: Fonts
    draft: bool = False
    variant: str = ""
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF. count: its pages; warnings: what the engine complained of, and each character that no font has."""

    data: bytes
    count: int
    warnings: tuple[str, ...] = ()
