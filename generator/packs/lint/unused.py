"""What stands in a pack and is never used: templates, tables, parts, sections, words that nothing asks for any more.

Only a pack that inherits is asked: one without 继承 is a stock from which others choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.errors import PackError
from generator.figures.view import nearest
from generator.packs.definition.folder import template_text
from generator.packs.definition.pack import Pack
from generator.packs.lint.setting_texts import Layer, layers
from generator.packs.lint.visible_names import FullOutline
from generator.packs.lint.walk import Walker
from generator.packs.rendering.glossary import ITEMS, TERMS, entries_of
from generator.settingsfile.reading import SettingsMap

FORM = re.compile(r'<statutory-table\s[^<>]*id="([^"{]+)"')
DROP = "核对名称，或删去"


class Walked(NamedTuple):
    """What a walk of the pack with the settings of one year met."""

    pack: Pack
    walker: Walker
    outline: FullOutline


def unused(views: list[Walked]) -> Iterator[PackError]:
    """All that is never used in any year. views: one for each set of settings that a year can have."""
    pack = views[0].pack
    own = layers(pack)[0]
    if len(pack.chain) > 1:
        yield from _templates(pack, views)
        yield from _tables(pack, views)
        yield from _sections(own, views)
        yield from _words(own, views)
    yield from _terms(pack, own)


def _templates(pack: Pack, views: list[Walked]) -> Iterator[PackError]:
    folder = pack.chain[0]
    reached = {name.removeprefix(f"{folder.name}/") for view in views for name in view.walker.reached}
    reached |= {f"说明/{name}.html" for view in views for name in view.outline.used}
    inherited = {path.relative_to(f).as_posix() for f in pack.chain[1:] for path in f.rglob("*.html")}
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        if name not in reached:
            near = "" if name in inherited else nearest(name, inherited)
            remedy = "核对文件名；新的节要列在“部分”的“节”里，新的部分要列在“骨架”里；不用的删去"
            yield PackError(f"没有地方用到模板“{name}”{near}", file=f"{folder.name}/{name}", line=1, remedy=remedy)


def forms_in(views: Iterable[Walked]) -> set[str]:
    """The tables that the templates name themselves."""
    reached = {(view.pack.chain, name): view.pack for view in views for name in view.walker.reached}
    files = (pack.find(name) for (_, name), pack in reached.items())
    return {name for file in files if file for name in FORM.findall(template_text(file))}


def _tables(pack: Pack, views: list[Walked]) -> Iterator[PackError]:
    listed = {str(entry.get("表样", entry["表"])) for view in views for entry in view.pack.tables()}
    listed |= forms_in(views)
    listed |= {name.rpartition("/")[2] for name in listed if name.startswith(f"{pack.name}/")}
    for file in sorted(pack.chain[0].glob("tables/*.yaml")):
        if file.stem not in listed:
            remedy = "在“公开表”里列上，或删去这张表样"
            label = f"{pack.chain[0].name}/tables/{file.name}"
            yield PackError(
                f"“公开表”里没有“{file.stem}”，这张表样用不上{nearest(file.stem, listed)}", file=label, line=1, remedy=remedy
            )


def _sections(own: Layer, views: list[Walked]) -> Iterator[PackError]:
    parts = {name for view in views for name in view.walker.root["骨架"].item.values or ()}  # type: ignore[union-attr]
    units = {name for view in views for name in view.outline.used}
    for settings in (own.settings, *own.years):
        yield from _keys(settings, "部分", parts, "骨架里没有部分“{}”，这里写的用不上", own)
        yield from _keys(settings, "节", units, "没有一个部分列出“{}”这一节，这里写的用不上", own)


def _words(own: Layer, views: list[Walked]) -> Iterator[PackError]:
    used = set().union(*(view.walker.used for view in views))

    def asked(group: str) -> set[str]:
        return {name for path, name in used if path == group}

    chosen = {name for view in views for name in view.outline.used if not view.pack.find(f"说明/{name}.html")}
    for settings in (own.settings, *own.years):
        for key, known in (("词语", asked("词")), ("常量", asked("常量")), ("内容", asked("内容") | chosen)):
            yield from _keys(settings, key, known, f"没有模板用到“{key}”里的“{{}}”", own)
        yield from _keys(settings, "列零项", asked("|分项") | {"默认"}, "没有模板按“{}”列项，这里写的用不上", own)


def _keys(settings: SettingsMap, key: str, known: set[str], said: str, own: Layer) -> Iterator[PackError]:
    group = settings.get(key, {})
    for name in group if isinstance(group, SettingsMap) else ():
        if name not in known:
            message = said.format(name) + nearest(name, known - set(group))
            yield PackError(message, file=own.label, line=group.line_of(name), remedy=DROP)


def _terms(pack: Pack, own: Layer) -> Iterator[PackError]:
    """名词: words that 名词.yaml does not explain."""
    chosen = own.settings.get("名词")
    file = pack.find(TERMS)
    if not isinstance(chosen, SettingsMap) or file is None:
        return
    try:
        known = {str(entry["词"]) for entry in entries_of(pack)} | {ITEMS}
    except PackError:
        return
    for name in chosen.get("顺序", ()):
        if name not in known:
            line = own.line_of(str(name), chosen.line_of("顺序"))
            message = f"名词“{name}”没有解释{nearest(str(name), known)}"
            yield PackError(message, file=own.label, line=line, remedy="在 名词.yaml 里补上，或从顺序里删去")
    renamed = chosen.get("改写", SettingsMap())
    listed = set(pack.settings.get("名词", {}).get("顺序", known))
    for name in renamed:
        if name not in listed:
            message = f"报告的名词里没有“{name}”，这里改写的用不上{nearest(name, listed)}"
            yield PackError(message, file=own.label, line=renamed.line_of(name), remedy=DROP)
