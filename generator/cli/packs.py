"""`gongkai packs`: which packs there are, and what one of them holds."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.errors import PackError, Problems, UsageError
from generator.folders.new import check_year
from generator.packmaker.check import problems_of
from generator.packs.definition.pack import Pack, descriptions, load_pack, named

YEAR = 2024
"""The year whose forms are shown where none is named."""


def run(options: argparse.Namespace) -> int:
    """List packs, show one, or check one (or all) without data; the exit status."""
    options.name = named(options.name)
    if options.check:
        names = [options.name] if options.name else [one.name for one in descriptions()]
        return max((_check(name, alone=len(names) == 1) for name in names), default=0)
    if options.name == "new":
        return _new(options)
    if options.outline or options.compare:
        return _outline(options.name, options.year or YEAR, options.compare)
    if options.names:
        _names(options.name or "tongyong-juesuan", options.year or YEAR)
    elif options.fields:
        _fields(options.name, options.year or YEAR)
    elif options.name:
        _show(load_pack(options.name))
    else:
        for one in descriptions():
            print("\t".join((one.name, one.title, one.region or "全国", one.kind, one.seen or "－", str(one.folder))))
    return 0


def _check(name: str, alone: bool) -> int:
    """Print what is wrong with a pack; 1 where anything is. A pack that cannot be read hides no other one."""
    try:
        pack = load_pack(name)
        errors = problems_of(pack)
    except (PackError, Problems) as error:
        if alone:
            raise
        errors = [one for one in getattr(error, "errors", [error]) if isinstance(one, PackError)]
    for found in errors:
        print(found)
    print(f"{name}：{f'{len(errors)}处问题' if errors else '没有问题'}")
    return 1 if errors else 0


def _outline(name: str, year: int, other: Path | None) -> int:
    """Print headings, table numbers and page breaks of a pack without data; beside a contents page, 1 where they differ."""
    from generator.packmaker.contents import read_contents
    from generator.packmaker.form import compared, form_of, shown

    if not name:
        raise UsageError("没有说看哪个模板包的标题", remedy="写成 gongkai packs 名称 --outline")
    check_year(year)
    lines = form_of(load_pack(name), year)
    if other is None:
        print("\n".join(shown(lines)))
        return 0
    printed, different = compared(lines, read_contents(other))
    print("\n".join(printed))
    print(
        f"{name} 和 {other}：{f'{different}处不同（－ 只在目录里，＋ 只在模板包里）' if different else '标题、次序、序号都相同'}"
    )
    return 1 if different else 0


def _new(options: argparse.Namespace) -> int:
    """Make a pack of a contents page, check it, and print what was made of each title; 1 where titles differ from the page."""
    from generator.packmaker.folder import make_folder

    if not options.new_name or options.source is None:
        raise UsageError("做模板包要有名称和目录", remedy="写成 gongkai packs new 本县-juesuan --from 目录.txt")
    made = make_folder(options.new_name, options.source, options.inherit, options.year or 0, options.out, options.force)
    for line in made.said():
        print(line)
    return 1 if made.different or made.problems else 0


def _names(name: str, year: int) -> None:
    """Print every name that the templates and tables of a pack can use, as columns parted by tabs."""
    from generator.packmaker.names import HEAD, names_of_pack

    check_year(year)
    for row in (HEAD, *names_of_pack(load_pack(name), year)):
        print("\t".join(row))


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
    for key in ("地区", "见到", "说明"):
        if key in pack.settings:
            print(f"{key}：{str(pack.settings[key]).strip()}")
    for name, style in pack.settings.get("式样", {}).items():
        print(f"式样：{name}　{style.get('说明', '')}")
    parts = [part["部分"] if isinstance(part, dict) else part for part in pack.settings.get("骨架", [])]
    print(f"部分：{'、'.join(parts)}")
    print(f"公开表：{'、'.join(entry['表'] for entry in pack.tables())}")
