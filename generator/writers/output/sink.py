"""Where the files of a build go: to their places at once, or into memory, to be carried elsewhere and written there."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from generator.writers.output.files import write_file


class Sink(Protocol):
    """Takes the files of a build."""

    def wants(self, pack: str, kind: str) -> bool:
        """Whether the report of a pack is to be made in a format."""

    def put(self, name: str, data: bytes) -> str:
        """Take a file by its path below the output folder; its status: 新建, 更新 or 未变.

        Raises OutputError where it cannot be written.
        """


@dataclass(frozen=True, slots=True)
class Disk:
    """Writes each file in its place below a folder. force: also over one that a person has changed."""

    folder: Path
    force: bool = False

    def wants(self, pack: str, kind: str) -> bool:
        """Everything."""
        return True

    def put(self, name: str, data: bytes) -> str:
        """Write it."""
        return write_file(self.folder, name, data, force=self.force)


@dataclass(frozen=True, slots=True)
class Basket:
    """Keeps the files, by path. wanted: pairs of pack and format, None for all."""

    wanted: Container[tuple[str, str]] | None = None
    files: dict[str, bytes] = field(default_factory=dict)

    def wants(self, pack: str, kind: str) -> bool:
        """What was asked for."""
        return self.wanted is None or (pack, kind) in self.wanted

    def put(self, name: str, data: bytes) -> str:
        """Keep it; the status is known when it is written."""
        self.files[name] = data
        return ""
