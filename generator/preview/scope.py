"""The folder that a preview may read, and the department-years in it under names that say nothing of the disk."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import DataError
from generator.intake import find_prior, find_sources, is_source
from generator.intake.sources import data_files, is_shared, shared_files
from generator.runtime.reading import open_regular

FULL = re.compile(r"(?:^[ \t]*|[{,]\s*)全称[ \t]*[:：][ \t]*[\"']?([^\"'#,}\r\n]+)", re.MULTILINE)
YEAR = re.compile(r"^[ \t]*年度[ \t]*[:：][ \t]*[\"']?(\d{4})", re.MULTILINE)
PEEK = 1_000_000
"""Bytes of a file that are searched for its department's name."""


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """One department-year. id: a short name for addresses; label: the path below the folder, for people."""

    id: str
    source: Path
    label: str


@dataclass(frozen=True, slots=True)
class Scope:
    """given: what the user named; root: the folder that nothing read may lie outside of."""

    given: Path
    root: Path

    def entries(self) -> list[ScopeEntry]:
        """All department-years. Raises UsageError where there is none."""
        return [ScopeEntry(_id(source), source, self.label(str(source))) for source in find_sources(self.given)]

    def label(self, file: str) -> str:
        """A path as it is shown: below the root where it is there."""
        if not file:
            return ""
        path = os.path.abspath(file)  # noqa: PTH100 - resolve() would show where a link points
        for root in (str(self.root), os.path.dirname(os.path.abspath(self.given))):  # noqa: PTH100, PTH120 - one for each of thousands
            if path == root:
                return os.path.basename(path)  # noqa: PTH119
            if path.startswith(root.rstrip(os.sep) + os.sep):
                return path[len(root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
        return file.replace("\\", "/")

    def guard(self, source: Path, year: int | None = None) -> None:
        """Raises DataError for a file of a source, or with a year of the one before, that a link takes out of the folder."""
        earlier = find_prior(source, year) if year else None
        for file in (*files_of(source), *(files_of(earlier) if earlier else ())):
            if not file.resolve().is_relative_to(self.root):
                raise DataError("这个文件是通到别处的链接，预览不读", file=str(file), remedy="把文件本身放进文件夹，不用链接")


def scope_of(given: Path) -> Scope:
    """The scope of a preview: the folder, or for one department-year the folder above it, where its other years are."""
    whole = given.resolve()
    return Scope(given, whole.parent if is_source(given) else whole)


def files_of(source: Path) -> list[Path]:
    """The files that make up a source, those that its years share among them."""
    return [*data_files(source), *shared_files(source)]


def names_of(source: Path) -> tuple[str, str]:
    """Department and year as the files say at first sight, before they are read in earnest; empty where they do not."""
    full = year = ""
    for file in sorted(files_of(source), key=is_shared):
        text = _peek(file)
        full = full or _first(FULL, text)
        year = year or _first(YEAR, text)
    return full, year


def _peek(file: Path) -> str:
    try:
        with open_regular(file) as stream:
            return stream.read(PEEK).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1].strip()[:60] if found else ""


def _id(source: Path) -> str:
    path = os.path.abspath(source)  # noqa: PTH100 - the same name for the same place, links not followed
    return hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()


def shown(errors: Iterable[object], scope: Scope) -> list[dict[str, object]]:
    """Errors as the page shows them."""
    keys = ("message", "remedy", "line", "column", "path", "excerpt")
    return [
        {"file": scope.label(str(getattr(one, "file", ""))), **{key: getattr(one, key, "") for key in keys}} for one in errors
    ]
