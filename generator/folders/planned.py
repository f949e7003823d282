"""The data files that a command is going to write: listed first, then written, all below one folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.intake.collector import Collector
from generator.intake.load import read_page
from generator.intake.shape import ROOT
from generator.intake.sources import SUFFIXES
from generator.intake.yaml.textfile import read_bytes
from generator.runtime.door import is_bare, place, put
from generator.runtime.reading import exists, why_unreadable

NEW, UPDATED, UNCHANGED = "新建", "更新", "未变"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file as it is going to be. name: its path below the folder; state: 新建, 更新 or 未变."""

    folder: Path
    name: str
    text: str
    state: str

    @property
    def path(self) -> Path:
        """Where it stands."""
        return self.folder / self.name


def is_data_name(name: str) -> bool:
    """True for the bare name of a file that is read as data in its folder."""
    return is_bare(name) and name.lower().endswith(SUFFIXES) and not name.startswith(("_", "."))


def planned(folder: Path, texts: Mapping[str, str], *, force: bool = False) -> list[PlannedFile]:
    """What is going to be written. texts: path below the folder → text.

    Raises UsageError for a file that another program made, unless forced; OutputError for a name that leaves the folder.
    """
    files = []
    for name, text in texts.items():
        path = place(folder, name)
        present = _present(path)
        state = NEW if present is None else UNCHANGED if present.removeprefix(b"\xef\xbb\xbf") == text.encode() else UPDATED
        if state == UPDATED and not force:
            _refuse_foreign(path)
        files.append(PlannedFile(folder, name, text, state))
    return files


def write(files: Iterable[PlannedFile]) -> None:
    """Write those that are not there yet or differ. Raises OutputError."""
    for file in files:
        if file.state != UNCHANGED:
            put(file.folder, file.name, file.text.encode())


def _present(path: Path) -> bytes | None:
    """What stands at a path; None where nothing does. Raises UsageError for a file that cannot be read."""
    if not exists(path):
        return None
    try:
        return read_bytes(path)
    except OSError as error:
        message, remedy = why_unreadable(path, error)
        raise UsageError(f"这里已有的文件读不了，没有改动：{message}", file=str(path), remedy=remedy) from error


def _refuse_foreign(path: Path) -> None:
    """Raises UsageError where a file is not made of fields of a department-year, or cannot be read."""
    problems = Collector()
    page = read_page(path, problems)
    if not page.sound:
        first = problems.errors[0]
        remedy = "先改好它，或写到另一个地方；确实要替换的加 --force"
        raise UsageError(f"这里已有的文件读不懂，没有改动：{first.message}", file=str(path), line=first.line, remedy=remedy)
    unknown = next((key for key in page.tree if ROOT.step(str(key)) is None), None)
    if unknown is not None:
        raise UsageError(
            f"这里已有的文件里有“{unknown}”，不是部门数据的字段，可能是别的程序的文件，没有改动",
            file=str(path),
            line=unknown.place.line,
            remedy="写错了字段名的先改正；否则换一个文件夹；确实要替换的加 --force",
        )
