"""The problems of one run: gathered with their place and the line of the file, raised together at the end."""

from __future__ import annotations

from generator.errors import DataError, Problems
from generator.model.place import Place, mistake_at

MAX_PROBLEMS = 200
"""More than this in one run helps nobody; the rest shows up in the next run."""
MAX_EXCERPT = 100
"""Characters of a source line that a message shows."""


class Collector:
    """Takes problems as they are found. `lines` holds the text of every file that was read, for the excerpts."""

    def __init__(self) -> None:
        self.errors: list[DataError] = []
        self.lines: dict[str, list[str]] = {}
        self._seen: set[tuple[str, int, int, str]] = set()

    def add(self, place: Place, message: str, remedy: str) -> None:
        """Note one problem. The same message at the same place counts once."""
        key = (place.file, place.line, place.column, message)
        if key in self._seen or len(self.errors) >= MAX_PROBLEMS:
            return
        self._seen.add(key)
        self.errors.append(mistake_at(place, message, remedy, self.excerpt(place)))

    def excerpt(self, place: Place) -> str:
        """The line of the file at a place, without its indentation, cut where it is very long."""
        lines = self.lines.get(place.file, [])
        if not 1 <= place.line <= len(lines):
            return ""
        line = lines[place.line - 1].strip()
        return line if len(line) <= MAX_EXCERPT else f"{line[:MAX_EXCERPT]}…"

    def raise_if_any(self) -> None:
        """Raises Problems when anything was noted."""
        if self.errors:
            raise Problems(self.errors)
