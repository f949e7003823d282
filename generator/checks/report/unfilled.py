"""What a report prints and the data do not give: figures and words still to be filled, 项 without a definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.checks.engine.facts import LABELS
from generator.checks.engine.finding import Finding, Severity
from generator.checks.engine.places import first_place
from generator.intake.shape import ROOT, Shape, parents_of
from generator.model.about import about, fields_by_alias
from generator.model.amount import Origin
from generator.model.department import DepartmentYear
from generator.model.place import NOWHERE, Place, place_of
from generator.model.record import Entries, Record, Rows
from generator.model.text import Text

PLACEHOLDER = "【待填"
UNWRITTEN = "Z01"
"""The rule that finds texts in which 待填 stands: what it names is not named again."""


def unfilled(
    data: DepartmentYear, waiting: Iterable[Origin], undefined: Iterable[tuple[str, str]], known: Iterable[Finding]
) -> Iterator[Finding]:
    """The findings of one report that are not among the known ones.

    waiting: the values of the data that it waits for; undefined: name and code of each 项 that its glossary does not explain.
    """
    shown = {(finding.rule, finding.place.path, finding.message) for finding in known}
    unwritten = {finding.place.path for finding in known if finding.rule == UNWRITTEN and finding.place.path}
    blank = (origin for origin in waiting if origin.place.path not in unwritten)
    for finding in (*_words(data), *_figures(data, blank), *_terms(data, undefined)):
        if (finding.rule, finding.place.path, finding.message) not in shown:
            yield finding


def denied_reasons(denied: Iterable[Text], known: Iterable[Finding]) -> Iterator[Finding]:
    """A 警告 for each reason that is said to be 无 where the report gives one, because two figures differ.

    denied: texts that say so and that a report would print; known: findings, some of which may name them with the figures.
    """
    named = {finding.place.path for finding in known}
    for text in denied:
        if text.place.path.endswith("原因") and text.place.path not in named:
            message = f"“{text.place.path}”写的是“{text.state}”，可是两个数不同，报告在这里要说明原因"
            yield Finding("Y03", Severity.WARNING, message, "写明原因；数字有误的先改数字", text.place)


def _words(data: DepartmentYear) -> Iterator[Finding]:
    """Words of a new folder (`gongkai new`) that nobody has replaced. Blanks within texts are found by the rules of texts."""
    for word in leaves(data):
        if isinstance(word, str) and word.startswith(PLACEHOLDER):
            place = place_of(word)
            yield Finding("待填", Severity.ERROR, f"“{place.path}”还是空白数据里的“{word}”", "换成实际的文字", place)


def _figures(data: DepartmentYear, waiting: Iterable[Origin]) -> Iterator[Finding]:
    """What is still to be filled, each thing once; of the entries of a list, each says which it is."""
    origins = list(waiting)
    entries = dict(_entries(data, "")) if any(map(_entry_of, origins)) else {}
    reported: set[tuple[str, Place]] = set()
    for origin in map(_of_the_list, origins):
        label, place = entries.get(_entry_of(origin), ("", origin.place))
        said = origin.name or origin.place.path
        bare = not label or label.startswith(PLACEHOLDER)
        name = qualified(said, origin.place.path) if bare else said if said.startswith(label) else f"{label}{said}"
        means = meaning(said) if said == origin.place.path or "." in said else ""
        place = origin.place if origin.place.file else place._replace(path=origin.place.path)
        place = place if place.file else _list_place(data, place)
        key = (origin.place.path or name, place if not origin.place.path else NOWHERE)
        if key not in reported:
            reported.add(key)
            message = f"“{name}”{f'（{means}）' if means else ''}还没有填，报告要用到"
            yield Finding("待填", Severity.ERROR, message, "在数据里填上；确实没有的填 0、无 或 不涉及", place)


def _of_the_list(origin: Origin) -> Origin:
    """The list itself for a field of an entry of a list that nobody has begun: 项目 for 项目[].主要问题."""
    above, unbegun, _ = origin.place.path.partition("[]")
    return replace(origin, name="", place=origin.place._replace(path=above)) if unbegun else origin


def _list_place(data: DepartmentYear, place: Place) -> Place:
    """The place of a list of which only 待填 is written; the place as it is elsewhere."""
    node: object = data
    for key in place.path.split("."):
        names = {info.alias: name for name, info in type(node).model_fields.items()} if isinstance(node, Record) else {}
        node = getattr(node, names[key]) if key in names else None
    return node.place._replace(path=place.path) if isinstance(node, (Rows, Entries)) and node.place.file else place


def qualified(name: str, path: str) -> str:
    """A name that several groups of the data have, with the group that is meant: 房屋的价值."""
    parts = re.findall(r"[^.\[\]]+", path)
    if len(parts) < 2 or name != parts[-1] or len(parents_of(name)) < 2:
        return name
    above = parts[-2] if not parts[-2].isdigit() else f"{parts[-3]}第{int(parts[-2]) + 1}项"
    return f"{above}的{name}"


def meaning(path: str) -> str:
    """What a field of the data is, in the words of the model; empty for what is no field or is called so itself."""
    shape: Shape | None = ROOT
    description = ""
    for key in re.findall(r"[^.\[\]]+|\[[^\]]*\]", path):
        if key.startswith("["):
            shape = shape.step(0) if shape else None
            continue
        info = fields_by_alias(shape.record).get(key) if shape and shape.record else None
        description = about(info).description if info else ""
        shape = shape.step(key) if shape else None
    return "" if description == path.rpartition(".")[2] else description


def _entry_of(origin: Origin) -> str:
    """The path of the innermost entry of a list in which a field lies; empty where it lies in none."""
    above, mark, _ = origin.place.path.rpartition("].")
    return f"{above}]" if mark else ""


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
