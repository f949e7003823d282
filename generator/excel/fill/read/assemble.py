"""From the rows of the workbook back to the tree of a data file: the inverse of `extract`, every value with its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from generator.excel.fill.extract import EMPTY, labelled, value_at
from generator.excel.fill.kinds import CellKind
from generator.excel.fill.memory import Memory, Parts, default_ends
from generator.excel.fill.plan import ENTRY, ITEM, Block, BlockLayout, Pattern, PlannedField
from generator.intake.collector import Collector
from generator.intake.yaml.tree import path_text
from generator.model.fields import untyped
from generator.model.place import NOWHERE, Place, SourceText, place_of
from generator.model.record import said

Row = dict[str, SourceText]
CODE = re.compile(r"([0-9]{3,7})(?:\s.*)?", re.DOTALL)
BLANK = "待填"
BOTH = "同一项既填了总数，又填了明细"
NOT_BOTH = "总数由明细加出：有明细的，删去总数那一行"


class Assembler:
    """Puts the blocks of a workbook into one tree. Problems go to the collector, with the place of the cell."""

    def __init__(self, problems: Collector) -> None:
        self.tree: dict[Any, Any] = {}
        self.problems = problems

    def form(self, entry: PlannedField, value: SourceText) -> None:
        """A single field."""
        assert entry.field is not None
        self._put(self.tree, entry.path, content(value, entry.field.kind), value.place)

    def table(self, block: Block, rows: Iterable[Row]) -> None:
        """All rows of a table, from the top."""
        take: Callable[[Block, Row], None] = {
            BlockLayout.DETAIL: self._detail,
            BlockLayout.MATRIX: self._matrix,
            BlockLayout.MAP: self._map,
        }.get(block.layout, self._member)
        for row in rows:
            take(block, row)

    def _put(self, node: dict[Any, Any], path: Sequence[str], value: Any, place: Place) -> None:
        """A value at a path of keys; groups are made on the way."""
        for part in path[:-1]:
            key = next((k for k in node if k == part), None)
            if key is None:
                key = SourceText(part, place)
                node[key] = {}
            node = node[key]
        node[SourceText(path[-1], place)] = value

    def _member(self, block: Block, row: Row) -> None:
        first = next(iter(row.values()))
        if len(row) == 1 and said(first) and not block.parents and value_at(self.tree, block.pattern[:-1]) is None:
            self._put(self.tree, block.pattern[:-1], first, first.place)
            return
        if len(row) == 1 and first == EMPTY[ITEM] and not block.parents:
            self._list(self.tree, block.pattern[:-1], first.place)
            return
        home = self._home(block, row)
        if home is None:
            return
        item: dict[Any, Any] = {}
        for column in columns(block):
            if not column.tag.startswith(PARENT) and column.tag in row:
                value = row[column.tag]
                text = code_of(value) if column.codes else value
                self._put(item, column.tag.split("."), content(text, column.kind), value.place)
        if item:
            home.append(item)

    def _home(self, block: Block, row: Row) -> list[Any] | None:
        """The list that a row belongs to: of the members that its first columns name."""
        node: Any = self.tree
        done: Pattern = ()
        place = next(iter(row.values())).place
        for number, parent in enumerate(block.parents):
            items = value_at(node, parent[len(done) : -1]) or []
            wanted = row.get(f"{PARENT}{number}")
            head = columns(block)[number].head[0]
            if wanted is None:
                self.problems.add(place, f"这一行没有写是哪个“{head}”的", f"填上“{head}”一栏，或把整行清空")
                return None
            names = labelled(items, head_of(parent))
            at = _position(names, wanted)
            if at is None:
                known = "、".join(names[:5]) or "还没有填"
                self.problems.add(wanted.place, f"“{head}”表里没有“{wanted}”", f"与“{head}”表一字不差；那里有：{known}")
                return None
            node, done = items[at], parent
        return self._list(node, block.pattern[len(done) : -1], place)

    def _list(self, node: dict[Any, Any], path: Sequence[str], place: Place) -> list[Any]:
        found = value_at(node, path)
        if found is None:
            found = []
            self._put(node, path, found, place)
        return found  # type: ignore[no-any-return]

    def _map(self, block: Block, row: Row) -> None:
        key = row.get(KEY)
        column = columns(block)[0]
        path = block.pattern[:-1]
        if key is None:
            place = next(iter(row.values())).place
            self.problems.add(place, f"这一行没有填“{column.head[0]}”", f"填上“{column.head[0]}”，或把整行清空")
            return
        if key == EMPTY[ENTRY] or (said(key) and len(row) == 1):
            self._put(self.tree, path, {} if key == EMPTY[ENTRY] else key, key.place)
            return
        key = code_of(key) if column.codes else key
        node = value_at(self.tree, path) or {}
        if key in node:
            self.problems.add(key.place, f"“{key}”写了两次", "两行合成一行")
            return
        if columns(block)[1].tag == VALUE:
            value = content(row.get(VALUE, SourceText(BLANK, key.place)), columns(block)[1].kind)
            self._put(self.tree, (*path, key), value, key.place)
            return
        inside: dict[Any, Any] = {}
        for one in columns(block)[1:]:
            if one.tag in row:
                self._put(inside, one.tag.split("."), content(row[one.tag], one.kind), row[one.tag].place)
        self._put(self.tree, (*path, key), inside, key.place)

    def _matrix(self, block: Block, row: Row) -> None:
        key = row.get(KEY)
        if key is not None and said(key):
            self._put(self.tree, block.pattern, key, key.place)
            return
        for column in columns(block)[1:]:
            if (value := row.get(column.tag)) is None:
                continue
            path = (*block.pattern, column.tag)
            if key is None:
                self.problems.add(value.place, "这一行没有填“科目”", f"填上科目；不能分到科目的，填在“{WHOLE}”一行")
                return
            if key == WHOLE:
                self._put(self.tree, path, value, value.place)
            else:
                self._amount(self.tree, path, code_of(key), value)

    def _amount(self, node: dict[Any, Any], path: Sequence[str], code: SourceText, value: SourceText) -> None:
        """An amount under a code; a problem where the whole or the same code is there already."""
        split = value_at(node, path)
        if isinstance(split, str | list):
            self.problems.add(value.place, BOTH, NOT_BOTH)
        elif split is not None and code in split:
            self.problems.add(code.place, f"“{code}”写了两次", "两行合成一行")
        else:
            self._put(node, (*path, code), value, code.place)

    def _detail(self, block: Block, row: Row) -> None:
        place = next(iter(row.values())).place
        lacking = [name[1:] for name in (LINE, FUND) if name not in row]
        if lacking:
            self.problems.add(place, f"这一行没有填“{lacking[0]}”", f"填上“{lacking[0]}”，或把整行清空")
            return
        code, fund = code_of(row[LINE]), row[FUND]
        head = columns(block)[0].head[0]
        lines = value_at(self.tree, block.pattern[:-1]) or []
        line = next((one for one in lines if one.get(head) == code), None)
        if line is None:
            self.problems.add(code.place, f"“{block.root}”表里没有科目“{code}”", f"先在“{block.root}”表加这个科目，或改正这里")
            return
        amount = row.get(AMOUNT, SourceText(BLANK, place))
        if PROJECT in row:
            self._project(line, row, amount)
        elif ECONOMIC in row:
            nature = self._nature(row, ECONOMIC)
            if nature is not None:
                self._amount(line, (fund, nature), code_of(row[ECONOMIC]), amount)
        elif NATURE in row:
            if isinstance(value_at(line, (fund,)), str) or value_at(line, (fund, row[NATURE])) is not None:
                self.problems.add(amount.place, BOTH, NOT_BOTH)
            else:
                self._put(line, (fund, row[NATURE]), amount, row[NATURE].place)
        elif fund in line:
            self.problems.add(amount.place, BOTH, NOT_BOTH)
        else:
            self._put(line, (fund,), amount, fund.place)

    def _nature(self, row: Row, because: str) -> SourceText | None:
        if NATURE not in row:
            self.problems.add(row[because].place, f"填了“{because[1:]}”，没有填“性质”", "填上“支出性质”一栏")
        return row.get(NATURE)

    def _project(self, line: dict[Any, Any], row: Row, amount: SourceText) -> None:
        nature, name = self._nature(row, PROJECT), row[PROJECT]
        if nature is None:
            return
        split = value_at(line, (row[FUND], nature))
        if isinstance(value_at(line, (row[FUND],)), str) or isinstance(split, str | dict):
            self.problems.add(amount.place, BOTH, NOT_BOTH)
            return
        projects = self._list(line, (row[FUND], nature), name.place)
        at = _position(labelled(projects, "项目"), name)
        if at is None:
            projects.append({SourceText("项目", name.place): SourceText(re.sub(r"〔\d+〕$", "", name), name.place)})
            at = -1
        if ECONOMIC in row:
            self._amount(projects[at], ("经济分类",), code_of(row[ECONOMIC]), amount)
        elif AMOUNT in row and "金额" in projects[at]:
            self.problems.add(amount.place, f"“{name}”的金额写了两次", "两行合成一行")
        elif AMOUNT in row:
            projects[at][SourceText("金额", amount.place)] = amount


def content(value: SourceText, kind: CellKind | None) -> Any:
    """A cell's text as it stands in the tree: words as a list, 无 and 待填 for the whole of one."""
    if kind is not CellKind.WORDS or said(value) or untyped(value):
        return value
    lines = [line.strip() for line in value.split("\n") if line.strip()]
    return [] if lines == ["[]"] else [SourceText(line, value.place) for line in lines]


def code_of(value: SourceText) -> SourceText:
    """The code of `2080505 机关事业单位基本养老保险缴费支出`; anything else as it is."""
    found = CODE.fullmatch(value)
    return SourceText(found[1], value.place) if found else value


def _position(names: Sequence[str], label: str) -> int | None:
    plain = " ".join(label.split())
    return names.index(plain) if plain in names else None


def recalled(tree: Mapping[Any, Any], memory: Memory) -> Any:
    """The tree with the order of keys, the ends of texts and the short forms that the workbook remembers."""
    whole = _recall(tree, (), memory)
    for path, form in memory.empty.items():
        parts: list[str | int] = [int(p[1:-1]) if p.startswith("[") else p for p in re.findall(r"\[\d+\]|[^.\[]+", path)]
        node = _node(whole, parts[:-1])
        word = form not in (EMPTY[ITEM], EMPTY[ENTRY])
        if node is None and word and "[" not in path:
            node = _made(whole, [str(part) for part in parts[:-1]])
        if isinstance(node, dict) and parts[-1] not in node and ("[" in path or form == "{}" or word):
            place = NOWHERE._replace(path=path)
            node[SourceText(str(parts[-1]), place)] = SourceText(form, place) if word else {} if form == "{}" else []
            before = memory.keys.get(path_text(parts[:-1]), [])
            kept = {name: node[name] for name in ordered([*node], before)}
            node.clear()
            node.update(kept)
    return whole


def _made(node: Any, names: Sequence[str]) -> Any:
    """The group at a path of keys, made where it is not there: nothing else of it stands on the sheets."""
    for name in names:
        if isinstance(node, dict) and name not in node:
            node[SourceText(name)] = {}
        node = node[name] if isinstance(node, dict) else None
    return node


def _node(node: Any, parts: Sequence[str | int]) -> Any:
    for part in parts:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            return None
    return node


def _recall(value: Any, path: Parts, memory: Memory) -> Any:
    name = path_text(path)
    if isinstance(value, Mapping):
        if name in memory.short and len(value) == 1:
            return next(iter(value.values()))
        keys = ordered([*value], memory.keys.get(name, []))
        return {_key(key, (*path, str(key))): _recall(value[key], (*path, str(key)), memory) for key in keys}
    if isinstance(value, list):
        return [_recall(child, (*path, number), memory) for number, child in enumerate(value)]
    count = memory.ends.get(name, default_ends(value))
    return SourceText(f"{value}{chr(10) * count}", place_of(value)._replace(path=name), "|" if count else "")


def _key(key: str, path: Parts) -> SourceText:
    return SourceText(str(key), place_of(key)._replace(path=path_text(path)))


def ordered(keys: Sequence[str], before: Sequence[str]) -> list[str]:
    """The keys in the order that they had before; a new one stands behind the one that it follows on the sheet."""
    own = {str(key): key for key in keys}
    result = [own[name] for name in before if name in own]
    for number, key in enumerate(keys):
        if key not in before:
            at = result.index(keys[number - 1]) + 1 if number and keys[number - 1] in result else 0
            result.insert(at, key)
    return result
