"""How wide a character is set: read from the font files that PDF uses, so that lines can be broken before the layout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from unicodedata import east_asian_width

from generator.measures import is_latin
from generator.writers.fonts.find import Fonts
from generator.writers.fonts.fontwidths import face_start, narrow_widths


class Advances:
    """Widths in em for the fonts of one style."""

    def __init__(self, fonts: Fonts) -> None:
        self._latin = fonts.latin
        self._main = {font.role: faces[0] for font, faces in fonts.chains}
        self._known: dict[tuple[str, str, bool], float] = {}

    def __call__(self, char: str, role: str, bold: bool) -> float:
        """The width of a character in a font role (仿宋 …), in em."""
        key = (char, "" if is_latin(char) else role, bold)
        if key not in self._known:
            self._known[key] = self._measured(char, role, bold)
        return self._known[key]

    def _measured(self, char: str, role: str, bold: bool) -> float:
        if east_asian_width(char) in "WF":
            return 1.0
        face = self._latin if is_latin(char) and self._latin else self._main[role]
        file, member = (face.bold, face.bold_member) if bold and face.bold else (face.file, face.member)
        return _widths(file, member).get(ord(char), 1.0)


@lru_cache(maxsize=16)
def _widths(file: Path, member: str) -> dict[int, float]:
    """Character code → width in em, of the narrow characters that a font has."""
    with file.open("rb") as font:
        return narrow_widths(font, face_start(file, member))
