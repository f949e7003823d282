"""What a report prints and the data do not give: figures and words still to be filled, 项 without a definition."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from generator.checks.engine.facts import LABELS
from generator.checks.engine.finding import Finding, Severity
from generator.checks.engine.places import first_place
from generator.model.amount import Origin, State
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE, Place, place_of
from generator.model.record import Record

ENTRY = re.compile(r"(.*\])\.")
"""The path of the entry of a list that a field lies in."""
PLACEHOLDER = "【待填"
UNFINISHED = "Z01"
"""The rule of texts that are not finished; it finds 【待填】 as well."""


def open_ends(
    data: DepartmentYear, pending: Iterable[Origin], undefined: Iterable[tuple[str, str]], known: Iterable[Finding]
) -> Iterator[Finding]:
    """The findings of one report that are not among the known ones.

    pending: what it printed as 【待填】; undefined: name and code of each 项 that its glossary does not explain.
    """
    before = list(known)
    shown = {(finding.rule, finding.place.path, finding.message) for finding in before}
    unfinished = {finding.place for finding in before if finding.rule == UNFINISHED}
    for finding in (*_words(data, unfinished), *_figures(data, pending), *_terms(data, undefined)):
        if (finding.rule, finding.place.path, finding.message) not in shown:
            yield finding


def _words(data: DepartmentYear, unfinished: Container[Place]) -> Iterator[Finding]:
    """Words of a new folder (`gongkai new`) that nobody has replaced; those that a rule of texts has found are left out."""
    for word in leaves(data):
        if isinstance(word, str) and word.startswith(PLACEHOLDER) and (place := place_of(word)) not in unfinished:
            yield Finding("待填", Severity.ERROR, f"“{place.path}”还是空白数据里的“{word}”", "换成实际的文字", place)


def _figures(data: DepartmentYear, pending: Iterable[Origin]) -> Iterator[Finding]:
    """What is still to be filled, each thing once; of the entries of a list, each says which it is."""
    origins = [leaf for origin in pending for leaf in _unfilled(origin)]
    entries = dict(_entries(data, "")) if any(ENTRY.match(origin.place.path) for origin in origins) else {}
    told: set[tuple[str, Place]] = set()
    for origin in origins:
        path = ENTRY.match(origin.place.path)
        label, place = entries.get(path[1] if path else "", ("", origin.place))
        name = f"{label}{origin.name or origin.place.path}"
        key = (origin.place.path or name, place if not origin.place.path else NOWHERE)
        if key not in told:
            told.add(key)
            message = f"“{name}”还没有填，报告要用到"
            yield Finding("待填", Severity.ERROR, message, "在数据里填上；确实没有的填 0、无 或 不涉及", place)


def _entries(part: object, path: str) -> Iterator[tuple[str, tuple[str, Place]]]:
    """Path of each entry of a list that has a name → what it is called, and where it stands."""
    if isinstance(part, list):
        for number, entry in enumerate(part):
            below = f"{path}[{number}]"
            if isinstance(entry, Record) and (label := _label(entry)):
                yield below, (label, first_place(entry))
            yield from _entries(entry, below)
    elif isinstance(part, Record):
        for name, info in type(part).model_fields.items():
            if info.alias:
                yield from _entries(getattr(part, name), f"{path}.{info.alias}" if path else info.alias)


def _label(entry: Record) -> str:
    """What an entry of a list is called: its name, its kind."""
    for name, info in type(entry).model_fields.items():
        if info.alias in LABELS and isinstance(said := getattr(entry, name), str):
            return str(said)
    return ""


def _terms(data: DepartmentYear, undefined: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    lines = {str(line.code): line.code for line in data.expenditure}
    for name, code in undefined:
        message = f"名词解释里没有“{name}”（{code}）的解释"
        remedy = f"在数据里写一条“文字: {{名词: {{{code}: 反映……的支出。}}}}”；都用得着的写进模板包的 名词-科目.yaml"
        yield Finding("名词", Severity.WARNING, message, remedy, place_of(lines.get(code, "")))


def leaves(part: object) -> Iterator[object]:
    """The values of the data that are no group of others."""
    if isinstance(part, Record):
        part = [getattr(part, name) for name in type(part).model_fields]
    if isinstance(part, (list, dict)):
        for child in part.values() if isinstance(part, dict) else part:
            yield from leaves(child)
    else:
        yield part


def _unfilled(origin: Origin) -> Iterator[Origin]:
    """What has to be filled for a value: the value itself, or the operands that it waits for."""
    waiting = [operand.origin for operand in origin.operands if operand.state is State.PENDING]
    if not waiting:
        yield origin
    for operand in waiting:
        yield from _unfilled(operand)
