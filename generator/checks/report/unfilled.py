"""What a report prints and the data do not give: figures and words still to be filled, 项 without a definition."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from generator.checks.engine.facts import LABELS
from generator.checks.engine.finding import Finding, Severity
from generator.checks.engine.places import first_place
from generator.model.amount import Amount, Origin, State
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE, Place, place_of
from generator.model.record import Record

PLACEHOLDER = "【待填"
UNFINISHED = "Z01"
"""The rule of texts that are not finished; it finds 【待填】 as well."""


def unfilled(
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
    origins = {id(leaf): leaf for origin in pending for leaf in _unfilled(origin)}
    entries = _entries(data) if origins else {}
    reported: set[tuple[str, Place]] = set()
    for key, origin in origins.items():
        label, place = entries.get(key, ("", origin.place))
        name = f"{label}{origin.name or origin.place.path}"
        if (name, place) not in reported:
            reported.add((name, place))
            message = f"“{name}”还没有填，报告要用到"
            yield Finding("待填", Severity.ERROR, message, "在数据里填上；确实没有的填 0、无 或 不涉及", place)


def _entries(data: DepartmentYear) -> dict[int, tuple[str, Place]]:
    """Each absent figure of an entry of a list (by the id of its origin) → what the entry is called, and where it stands."""
    found: dict[int, tuple[str, Place]] = {}

    def look(part: object, label: str, place: Place) -> None:
        if isinstance(part, Amount):
            if label and part.state is State.PENDING and not part.origin.place.line:
                found[id(part.origin)] = label, place
        elif isinstance(part, list):
            for entry in part:
                own = _label(entry) if isinstance(entry, Record) else ""
                look(entry, own or label, first_place(entry) if own else place)
        elif isinstance(part, Record):
            for name in type(part).model_fields:
                look(getattr(part, name), label, place)

    look(data, "", NOWHERE)
    return found


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
