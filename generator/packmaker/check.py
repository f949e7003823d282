"""All that `packs --check` says of a pack: its settings and templates, its tables, its rules and its style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from generator.build import find_style, rule_settings
from generator.errors import PackError, Problems, UsageError
from generator.figures.view import nearest
from generator.packs.definition.pack import Pack, table_file
from generator.packs.lint.setting_texts import Spoken, layers, unknown_slots
from generator.packs.lint.static import by_years, check_pack
from generator.packs.lint.visible_names import figure_names
from generator.packs.rendering.outline import opened_slots
from generator.runtime.filestate import State, file_state
from generator.settingsfile.reading import SettingsMap, read_settings
from generator.tables import adapted, load_spec
from generator.tables.forms import spec_of
from generator.tables.query import FACTS, figures_in
from generator.tables.spec import Column, Spec

MEMBERS = ("国有资产.车辆.",)
"""Lists whose members a table takes by the name that the data give them."""


def problems_of(pack: Pack) -> list[PackError]:
    """What is wrong with a pack, without data."""
    return [*check_pack(pack, list(_texts(pack))), *_tables(pack), *_marks(pack), *_settings(pack)]


def _settings(pack: Pack) -> Iterator[PackError]:
    """核对 names rules that there are, 版式 a style."""
    try:
        rule_settings([pack])
    except PackError as error:
        yield error
    try:
        find_style(pack)
    except Problems as error:
        yield from (one for one in error.errors if isinstance(one, PackError))
    except PackError as error:
        yield error
    except UsageError as error:
        file, line = pack.places.get("版式", (pack.name, 1))
        yield PackError(error.message, file=file, line=line, remedy=error.remedy)


def _table_files(pack: Pack) -> list[Path]:
    """The specifications of the pack and of those that it inherits from; the nearest of a name."""
    return [file for _, file in sorted(pack.files("tables/*.yaml").items())]


def _label(file: Path) -> str:
    return f"{file.parents[1].name}/tables/{file.name}"


def _raw(file: Path) -> Any:
    """A specification as it stands in its file, read once for each state of the file."""
    return _read(file, file_state(file))


@lru_cache(maxsize=256)
def _read(file: Path, _: State) -> Any:
    return read_settings(file, _label(file))


def _texts(pack: Pack) -> Iterator[Spoken]:
    """The texts of tables with expressions, to be walked as templates are."""
    for file in _table_files(pack):
        try:
            raw = _raw(file)
        except PackError:
            continue
        for text, line in _words(raw, 1):
            if "{" in text:
                yield Spoken("文", opened_slots(text), _label(file), line)


def _words(value: Any, line: int) -> Iterator[tuple[str, int]]:
    if isinstance(value, SettingsMap):
        for key, entry in value.items():
            yield from _words(entry, value.line_of(key))
    elif isinstance(value, list):
        for entry in value:
            yield from _words(entry, entry.line if isinstance(entry, SettingsMap) else line)
    elif isinstance(value, str):
        yield value, line


def _tables(pack: Pack) -> Iterator[PackError]:
    """Mistakes in the table specifications: their form, the figures that they name, slots, the heads that 列题 names."""
    known = figure_names()
    heads: dict[str, set[str]] = {}
    for file in _table_files(pack):
        try:
            spec = load_spec(file, file.stem)
        except PackError as error:
            yield error
            continue
        heads[file.stem] = set(_heads(spec.columns))
        for path, line in figures_in(_raw(file)):
            if path not in known and not path.startswith((FACTS, *MEMBERS)):
                message = f"表样里的“{path}”不是数据里有的金额{nearest(path, known)}"
                yield PackError(message, file=_label(file), line=line, remedy="核对“取: {名: …}”")
        yield from _slots(file)
    yield from _renamed(pack, heads)


def _slots(file: Path) -> Iterator[PackError]:
    """Names in single braces that no text of a table has."""
    for text, line in _words(_raw(file), 1):
        yield from unknown_slots(opened_slots(text), _label(file), line)


def _heads(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        yield column.title
        yield from _heads(column.columns)


def _renamed(pack: Pack, heads: Mapping[str, set[str]]) -> Iterator[PackError]:
    """列题 of 公开表: a head that the table does not have."""
    for entry in pack.tables():
        table = str(entry.get("表样", entry["表"]))
        titles = entry.get("列题", {})
        for title in titles if table in heads else ():
            if title not in heads[table]:
                file, _ = pack.places["公开表"]
                message = f"表样 {table} 没有“{title}”这一列{nearest(title, heads[table])}"
                yield PackError(message, file=file, line=titles.line_of(title), remedy="核对“列题”，左边写表样里的列题")


def _marks(pack: Pack) -> Iterator[PackError]:
    """Two tables of one year with the same 表号. Tables that conditions part may share one."""
    said: set[str] = set()
    for view in by_years(pack):
        layout = view.settings.get("表式", {})
        first: dict[str, str] = {}
        for number, entry in enumerate(view.tables(), 1):
            spec = _spec(view, entry)
            mark = adapted(spec, entry, layout, number).mark if spec and "条件" not in entry else ""
            other = first.setdefault(mark, str(entry["表"]))
            message = f"{entry['表']} 和 {other} 的表号都是“{mark}”"
            if mark and other != str(entry["表"]) and message not in said:
                said.add(message)
                file, line = _place_of(view, entry)
                remedy = "改其中一个的“表号”，或写成 公开{两位}表，由程序按次序数"
                yield PackError(message, file=file, line=line, remedy=remedy)


def _spec(pack: Pack, entry: Mapping[str, Any]) -> Spec | None:
    """The specification of an entry of 公开表; None where it cannot be read, which is reported elsewhere."""
    try:
        return spec_of(entry, partial(table_file, pack))
    except PackError:
        return None


def _place_of(pack: Pack, entry: Mapping[str, Any]) -> tuple[str, int]:
    """Where an entry of 公开表 stands: its own line, or that of the list."""
    for layer in layers(pack):
        if any(entry is one for settings in (layer.settings, *layer.years) for one in settings.get("公开表", ())):
            return layer.label, entry.line if isinstance(entry, SettingsMap) else 1
    file, line = pack.places.get("公开表", (f"{pack.name}/pack.yaml", 1))
    return file, entry.line if isinstance(entry, SettingsMap) else line
