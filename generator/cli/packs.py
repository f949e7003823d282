"""`gongkai packs`: which packs there are, and what one of them holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from generator.errors import PackError
from generator.packs.pack import Pack, descriptions, load_pack
from generator.packs.static import check_pack
from generator.tables import load_spec


def run(options: argparse.Namespace) -> int:
    """List packs, show one, or check one (or all) without data; the exit status."""
    if options.check:
        names = [options.name] if options.name else [name for name, _, _ in descriptions()]
        return max((_check(load_pack(name)) for name in names), default=0)
    if options.name:
        _show(load_pack(options.name))
    else:
        for name, title, folder in descriptions():
            print(f"{name}\t{title}\t{folder}")
    return 0


def _check(pack: Pack) -> int:
    errors = [*check_pack(pack), *_tables(pack)]
    for error in errors:
        print(error)
    print(f"{pack.name}：{f'{len(errors)}处问题' if errors else '没有问题'}")
    return 1 if errors else 0


def _tables(pack: Pack) -> Iterator[PackError]:
    """Mistakes in the table specifications."""
    for name, file in sorted(pack.files("tables/*.yaml").items()):
        try:
            load_spec(file, name.removesuffix(".yaml"))
        except PackError as error:
            yield error


def _show(pack: Pack) -> None:
    print(f"{pack.name}：{pack.title}")
    print(f"继承：{' → '.join(folder.name for folder in pack.chain)}")
    print(f"文件名：{pack.settings['文件名']}")
    parts = [part["部分"] if isinstance(part, dict) else part for part in pack.settings.get("骨架", [])]
    print(f"部分：{'、'.join(parts)}")
    print(f"公开表：{'、'.join(entry['表'] for entry in pack.tables())}")
