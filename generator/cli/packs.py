"""`gongkai packs`: which packs there are, and what one of them holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping

from generator.build import find_style, rule_settings
from generator.errors import PackError, Problems, UsageError
from generator.figures.view import nearest
from generator.folders.new import check_year
from generator.packs.definition.pack import Pack, descriptions, load_pack
from generator.packs.lint.static import check_pack
from generator.packs.lint.visible_names import figure_names
from generator.tables import load_spec
from generator.tables.query import figures_in
from generator.tables.spec import Column


def run(options: argparse.Namespace) -> int:
    """List packs, show one, or check one (or all) without data; the exit status."""
    if options.check:
        names = [options.name] if options.name else [name for name, _, _ in descriptions()]
        return max((_check(name, alone=len(names) == 1) for name in names), default=0)
    if options.fields:
        _fields(options.name, options.year)
    elif options.name:
        _show(load_pack(options.name))
    else:
        for name, title, folder in descriptions():
            print(f"{name}\t{title}\t{folder}")
    return 0


def _check(name: str, alone: bool) -> int:
    """Print what is wrong with a pack; 1 where anything is. A pack that cannot be read hides no other one."""
    try:
        pack = load_pack(name)
        errors = [*check_pack(pack), *_tables(pack), *_settings(pack)]
    except PackError as error:
        if alone:
            raise
        errors = [error]
    for found in errors:
        print(found)
    print(f"{name}：{f'{len(errors)}处问题' if errors else '没有问题'}")
    return 1 if errors else 0


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


def _tables(pack: Pack) -> Iterator[PackError]:
    """Mistakes in the table specifications: their form, the figures that they name, the heads that 列题 names."""
    known = figure_names()
    heads: dict[str, set[str]] = {}
    for name, file in sorted(pack.files("tables/*.yaml").items()):
        id_ = name.removesuffix(".yaml")
        try:
            spec = load_spec(file, id_)
        except PackError as error:
            yield error
            continue
        heads[id_] = set(_heads(spec.columns))
        for path, line in figures_in(file):
            if path not in known:
                message = f"表样里的“{path}”不是数据里有的金额{nearest(path, known)}"
                label = f"{file.parents[1].name}/tables/{name}"
                yield PackError(message, file=label, line=line, remedy="核对“取: {名: …}”")
    yield from _renamed(pack, heads)


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


def _fields(name: str, year: int) -> None:
    """Print the fields that a pack asks for, as columns parted by tabs. Raises UsageError without the name of a pack."""
    from generator.folders.blank import blank_fields

    if not name:
        raise UsageError("没有说看哪个模板包的字段", remedy="写成 gongkai packs 名称 --fields")
    check_year(year)
    print("\t".join(("字段", "说明", "单位", "必填", "由谁填")))
    for one in blank_fields(load_pack(name), year):
        print("\t".join((one.path.replace("[0]", "[]"), one.description, one.unit, one.need, one.filler)))


def _show(pack: Pack) -> None:
    print(f"{pack.name}：{pack.title}")
    print(f"继承：{' → '.join(folder.name for folder in pack.chain)}")
    print(f"文件名：{pack.settings['文件名']}")
    parts = [part["部分"] if isinstance(part, dict) else part for part in pack.settings.get("骨架", [])]
    print(f"部分：{'、'.join(parts)}")
    print(f"公开表：{'、'.join(entry['表'] for entry in pack.tables())}")
