"""What a report prints and the data do not give: figures and words still to be filled, 项 without a definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.engine.finding import Finding, Severity
from generator.model.amount import Origin, State
from generator.model.department import DepartmentYear
from generator.model.place import Place, place_of
from generator.model.record import Record

PLACEHOLDER = "【待填"


def open_ends(
    data: DepartmentYear, pending: Iterable[Origin], undefined: Iterable[tuple[str, str]], known: Iterable[Finding]
) -> Iterator[Finding]:
    """The findings of one report that are not among the known ones.

    pending: what it printed as 【待填】; undefined: name and code of each 项 that its glossary does not explain.
    """
    told = {(finding.rule, finding.place.path, finding.message) for finding in known}
    for finding in (*_words(data), *_figures(pending), *_terms(data, undefined)):
        if (finding.rule, finding.place.path, finding.message) not in told:
            yield finding


def _words(data: DepartmentYear) -> Iterator[Finding]:
    for word in _placeholders(data):
        place = place_of(word)
        yield Finding("待填", Severity.ERROR, f"“{place.path}”还是空白数据里的“{word}”", "换成实际的文字", place)


def _figures(pending: Iterable[Origin]) -> Iterator[Finding]:
    for origin in _distinct(pending):
        message = f"“{origin.name or origin.place.path}”还没有填，报告要用到"
        yield Finding("待填", Severity.ERROR, message, "在数据里填上；确实没有的填 0、无 或 不涉及", origin.place)


def _terms(data: DepartmentYear, undefined: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    lines = {str(line.code): line.code for line in data.expenditure}
    for name, code in undefined:
        message = f"名词解释里没有“{name}”（{code}）的解释"
        remedy = f"在数据里写一条“文字: {{名词: {{{code}: 反映……的支出。}}}}”；都用得着的写进模板包的 名词-科目.yaml"
        yield Finding("名词", Severity.WARNING, message, remedy, place_of(lines.get(code, "")))


def _placeholders(data: DepartmentYear) -> Iterator[str]:
    """Words of a new folder (`gongkai new`) that nobody has replaced."""
    return (word for word in leaves(data) if isinstance(word, str) and word.startswith(PLACEHOLDER))


def leaves(part: object) -> Iterator[object]:
    """The values of the data that are no group of others."""
    if isinstance(part, Record):
        part = [getattr(part, name) for name in type(part).model_fields]
    if isinstance(part, (list, dict)):
        for child in part.values() if isinstance(part, dict) else part:
            yield from leaves(child)
    else:
        yield part


def _distinct(origins: Iterable[Origin]) -> list[Origin]:
    unique: dict[tuple[str, Place], Origin] = {}
    for origin in origins:
        for leaf in _unfilled(origin):
            unique.setdefault((leaf.name, leaf.place), leaf)
    return list(unique.values())


def _unfilled(origin: Origin) -> Iterator[Origin]:
    """What has to be filled for a value: the value itself, or the operands that it waits for."""
    waiting = [operand.origin for operand in origin.operands if operand.state is State.PENDING]
    if not waiting:
        yield origin
    for operand in waiting:
        yield from _unfilled(operand)
