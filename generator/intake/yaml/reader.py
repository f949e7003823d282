"""One YAML file as a tree of dict, list and SourceText, with all the problems that can be found in it at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.intake.collector import Collector
from generator.intake.yaml.nodes import Builder, Tree
from generator.intake.yaml.slips import Mended, mend
from generator.intake.yaml.syntax import Complaint, explain
from generator.intake.yaml.textfile import read_text
from generator.model.place import Place, place_of_mistake


@dataclass
class ParsedFile:
    """One file as read. `sound` is False where the tree is missing or its nesting is a guess: it must not be judged then."""

    path: Path
    tree: Tree = field(default_factory=dict)
    sound: bool = True
    broken: set[str] = field(default_factory=set)


def read(path: Path, problems: Collector, known: Callable[[str], bool] = lambda key: False) -> ParsedFile:
    """Read one file. Problems go to the collector; nothing is raised.

    known: says whether a word is the name of a field, which a full-width colon after it gives away.
    """
    page = ParsedFile(path)
    text = read_text(path, problems)
    if text is None:
        page.sound = False
        return page
    first = Collector()
    reading = Builder(str(path), first).build(text)
    before = len(problems.errors)
    mended = mend(text, str(path), reading, known, problems)
    guessed = reading.failure is None and mended.found > 0
    if mended.found:
        reading = Builder(str(path), problems, mended.shifts).build(mended.text)
    else:
        for error in first.errors:
            problems.add(place_of_mistake(error), error.message, error.remedy)
    page.tree = reading.tree or {}
    page.broken = reading.broken
    page.sound = not (mended.unsound or reading.failure or reading.stopped or reading.tree is None)
    if reading.failure and not mended.unsound and not guessed:
        _explain(explain(reading.failure, reading.last_quote), page, mended, problems)
    elif reading.tree is None and len(problems.errors) == before:
        remedy = "填上数据，或删去这个文件；新文件可用 gongkai new 生成"
        problems.add(Place(str(path), 1, 1, ""), "文件里没有数据", remedy)
    return page


def _explain(complaint: Complaint, page: ParsedFile, mended: Mended, problems: Collector) -> None:
    """Note what YAML could not read, and where; at the end of the file it may have been cut off."""
    place = Place(str(page.path), 1, 1, "")
    if complaint.mark:
        place = Builder(str(page.path), problems, mended.shifts).place(complaint.mark)
    remedy = complaint.remedy
    lines = problems.lines[str(page.path)]
    if not "".join(lines[place.line :]).strip():
        place = _last_line(place, lines)
        remedy += "；文件到这里就断了，也可能是没有传完整"
    problems.add(place, complaint.message, remedy)


def _last_line(place: Place, lines: list[str]) -> Place:
    """A place past the end of the text moves to its last line that is not empty."""
    last = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
    return place if place.line <= last else place._replace(line=last, column=len(lines[last - 1]) + 1)
