"""From the tree of a data file to the rows of the workbook: for each row, column tag → typed text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.excel.fill.columns import (
    AMOUNT,
    ECONOMIC,
    FUND,
    KEY,
    LINE,
    NATURE,
    PARENT,
    PROJECT,
    VALUE,
    WHOLE,
    columns,
    head_of,
)
from generator.excel.fill.plan import ENTRY, ITEM, Block, BlockLayout, Pattern
from generator.model.record import said

Row = dict[str, str]
EMPTY = {ITEM: "[]", ENTRY: "{}"}


def value_at(tree: Any, path: Sequence[str]) -> Any:
    """What stands at a path of keys, None where there is nothing."""
    for part in path:
        tree = tree.get(part) if isinstance(tree, Mapping) else None
    return tree


def many(value: Any) -> Sequence[Any]:
    """The members of a list; none for one that is absent, or for the whole of which a word stands."""
    return value if isinstance(value, list) else ()


def text_of(value: Any) -> str | None:
    """A scalar as typed, a list of words as lines; None where there is nothing."""
    if isinstance(value, list):
        return "\n".join(map(str, value)) if value else "[]"
    return None if value is None else str(value)


def rows(block: Block, tree: Mapping[Any, Any]) -> list[Row]:
    """The rows of a table of the workbook."""
    if block.layout is BlockLayout.DETAIL:
        return [row for item in many(value_at(tree, block.pattern[:-1])) for row in _detail(block, item)]
    if block.layout is BlockLayout.MATRIX:
        whole = value_at(tree, block.pattern)
        return [{KEY: whole}] if said(whole) else list(_matrix(block, whole if isinstance(whole, Mapping) else {}))
    if block.layout is BlockLayout.MAP:
        return list(_map(block, value_at(tree, block.pattern[:-1])))
    return list(_members(block, tree))


def _members(block: Block, tree: Mapping[Any, Any]) -> Iterator[Row]:
    found = list(members(tree, block.pattern))
    whole = value_at(tree, block.pattern[:-1])
    if not found and not block.parents and (whole == [] or said(whole)):
        yield {columns(block)[0].tag: EMPTY[ITEM] if whole == [] else str(whole)}
    for labels, item in found:
        row = {f"{PARENT}{number}": label for number, label in enumerate(labels)}
        yield row | _single(block, item)


def _single(block: Block, item: Any) -> Row:
    """The fields of one member; a member in its short form stands for its first field."""
    if not isinstance(item, Mapping):
        return {block.entries[0].path[0]: str(item)}
    found = {".".join(e.path): text_of(value_at(item, e.path)) for e in block.entries if e.field}
    return {tag: text for tag, text in found.items() if text is not None}


def members(
    node: Any, pattern: Pattern, labels: tuple[str, ...] = (), above: Pattern = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The members of a list, which other lists may contain, each with the labels of the members that contain it."""
    at = pattern.index(ITEM)
    items = many(value_at(node, pattern[:at]))
    rest = pattern[at + 1 :]
    for label, item in zip(labelled(items, head_of((*above, *pattern[: at + 1]))), items, strict=True):
        if rest:
            yield from members(item, rest, (*labels, label), (*above, *pattern[: at + 1]))
        else:
            yield labels, item


def labelled(items: Sequence[Any], head: str) -> list[str]:
    """What distinguishes the members of a list: the field `head` of each, with a number where it is not the first of its name."""
    seen: dict[str, int] = {}
    found = []
    for number, item in enumerate(items, 1):
        first = item.get(head, "") if isinstance(item, Mapping) else item
        name = " ".join(str(first).split()) if isinstance(first, str) else ""
        name = name or f"第{number}项"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}〔{seen[name]}〕")
    return found


def _map(block: Block, node: Any) -> Iterator[Row]:
    if node == {}:
        yield {KEY: EMPTY[ENTRY]}
    if said(node):
        yield {KEY: str(node)}
    for key, value in node.items() if isinstance(node, Mapping) else ():
        row = {KEY: str(key)}
        for entry in block.entries:
            text = text_of(value_at(value, entry.path) if entry.path else value)
            if text is not None:
                row[".".join(entry.path) or VALUE] = text
        yield row


def _matrix(block: Block, node: Mapping[Any, Any]) -> Iterator[Row]:
    """One row for each 科目, a column for each kind; first the row of what is not split."""
    kinds = {str(key): value for key, value in node.items()}
    yield {KEY: WHOLE} | {name: str(value) for name, value in kinds.items() if isinstance(value, str)}
    split = {name: value for name, value in kinds.items() if isinstance(value, Mapping)}
    codes = sorted({str(code) for value in split.values() for code in value})
    for code in codes:
        yield {KEY: code} | {name: str(value[code]) for name, value in split.items() if code in value}


def _detail(block: Block, item: Any) -> Iterator[Row]:
    code = str(item.get(columns(block)[0].head[0], "")) if isinstance(item, Mapping) else ""
    for entry in block.entries:
        node = item.get(entry.label)
        lead = {LINE: code, FUND: entry.label}
        if isinstance(node, Mapping):
            for nature, split in node.items():
                yield from _split(split, lead | {NATURE: str(nature)})
        elif node is not None:
            yield lead | {AMOUNT: str(node)}


def _split(split: Any, lead: Row) -> Iterator[Row]:
    if isinstance(split, Mapping):
        for code, amount in split.items():
            yield lead | {ECONOMIC: str(code), AMOUNT: str(amount)}
    elif isinstance(split, list):
        for name, project in zip(labelled(split, "项目"), split, strict=True):
            yield from _project(project, lead | {PROJECT: name})
    else:
        yield lead | {AMOUNT: str(split)}


def _project(project: Mapping[Any, Any], lead: Row) -> Iterator[Row]:
    amount, items = project.get("金额"), project.get("经济分类") or {}
    if amount is not None or not items:
        yield lead if amount is None else lead | {AMOUNT: str(amount)}
    for code, value in items.items():
        yield lead | {ECONOMIC: str(code), AMOUNT: str(value)}
