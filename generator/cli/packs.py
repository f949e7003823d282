"""`gongkai packs`: which packs there are, and what one of them holds."""

from __future__ import annotations

import argparse

from generator.errors import PackError, Problems, UsageError
from generator.folders.new import check_year
from generator.packmaker.check import problems_of
from generator.packs.definition.pack import Pack, descriptions, load_pack


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
        errors = problems_of(pack)
    except (PackError, Problems) as error:
        if alone:
            raise
        errors = [one for one in getattr(error, "errors", [error]) if isinstance(one, PackError)]
    for found in errors:
        print(found)
    print(f"{name}：{f'{len(errors)}处问题' if errors else '没有问题'}")
    return 1 if errors else 0


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
