"""A pack checked without data: what would go wrong in a build, what is never used, and what was left in from a form.

Each template by itself (it compiles; tags, attributes, filters, files are known), then all of them as a build walks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateAssertionError, TemplateSyntaxError, nodes

from generator.errors import PackError
from generator.figures.specimen import YEAR
from generator.figures.view import nearest
from generator.packs.context.messages import explained
from generator.packs.definition.folder import check_file, template_text
from generator.packs.definition.pack import FILE, FOUND, Pack, available, table_file
from generator.packs.lint.expressions import parsed
from generator.packs.lint.leftovers import in_settings, in_template
from generator.packs.lint.outlines import braces, outline_slips
from generator.packs.lint.setting_texts import Spoken, layers, spoken, unknown_slots
from generator.packs.lint.tags import tags
from generator.packs.lint.unused import FORM, Walked, forms_in, unused
from generator.packs.lint.visible_names import figure_names, seen
from generator.packs.lint.walk import Walker
from generator.packs.rendering.environment import Sandbox, environment
from generator.packs.rendering.glossary import entries_of, library_of, terms_label
from generator.packs.rendering.render import located
from generator.runtime.reading import open_regular, why_unreadable

CALLED = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)


def check_pack(pack: Pack, texts: Sequence[Spoken] = ()) -> list[PackError]:
    """What is wrong with the pack and its ancestors, with file and line, in the order of the files.

    texts: of its tables, which are read elsewhere.
    """
    token = FOUND.set({})
    try:
        return _checked(pack, texts)
    finally:
        FOUND.reset(token)


def _checked(pack: Pack, texts: Sequence[Spoken]) -> list[PackError]:
    errors = list(_unreadable(pack))
    if errors:
        return errors
    for folder in pack.chain:
        for file in sorted(folder.rglob("*.html")):
            errors += _check_file(pack, folder, file)
    if pack.find(str(pack.settings["正文"])) is None:
        label, line = pack.places["正文"]
        message = f"找不到模板“{pack.settings['正文']}”"
        return [*errors, PackError(message, file=label, line=line, remedy="核对“正文”")]
    views = [_view(case, texts) for one in by_years(pack) for case in _cases(one)]
    for view in views:
        errors += [*outline_slips(view.pack, layers(view.pack)[0])]
        errors += [*_terms(view), *view.outline.errors, *view.walker.errors.values(), *_absent(view)]
    errors += [*_settings(pack, views), *unused(views), *in_settings(pack), *braces(pack), *_slots(pack)]
    for file in sorted(pack.chain[0].rglob("*.html")):
        errors += in_template(_read(file), f"{pack.chain[0].name}/{file.relative_to(pack.chain[0]).as_posix()}")
    order = [folder.name for folder in pack.chain]
    distinct = {(error.file, error.line, error.message): error for error in reversed(errors)}
    return sorted(distinct.values(), key=lambda e: (order.index(e.file.split("/")[0]), e.file, e.line, e.column))


def by_years(pack: Pack) -> list[Pack]:
    """The pack once with each set of settings that 年度表样 makes."""
    named = [int(found) for layer in pack.layers for key in layer.get("年度表样", {}) for found in re.findall(r"\d{4}", str(key))]
    found: list[Pack] = []
    for year in sorted({YEAR, *named, *(year + 1 for year in named)}):
        one = pack.for_year(year)
        if all(one.settings != other.settings for other in found):
            found.append(one)
    return found


def _cases(pack: Pack) -> Iterator[Pack]:
    """The pack of a year as it is, with each of its 式样, and with the settings of each case of 按条件."""
    yield pack
    yield from (pack.in_styles([str(name)]) for name in pack.settings.get("式样", {}))
    for case in pack.settings.get("按条件", ()):
        yield pack.in_case(lambda condition, mine=str(case["条件"]): condition == mine)  # type: ignore[misc]


def _view(pack: Pack, texts: Sequence[Spoken]) -> Walked:
    root, outline = seen(pack)
    walker = Walker(pack, root)
    walker.template(str(pack.settings["正文"]), walker.root)
    walker.rest()
    for found in (*(spoken(layer) for layer in layers(pack)), texts):
        for one in found:
            if one.kind != "名":
                walker.text(one.source if one.kind == "文" else f"{{% if {one.source} %}}{{% endif %}}", one.file, one.line)
    return Walked(pack, walker, outline)


def _terms(view: Walked) -> list[PackError]:
    """名词.yaml and 名词-科目.yaml: their form, conditions, and terms that can never be printed."""
    always: dict[str, int] = {}
    cases: dict[tuple[str, str, str], int] = {}
    hidden: list[PackError] = []
    try:
        library_of(view.pack)
        for entry in entries_of(view.pack):
            name, line = str(entry["词"]), entry.line_of("词")
            case = (name, str(entry.get("条件", "")), str(entry.get("文中", "")))
            if name not in always and case in cases:
                message = f"名词“{name}”第{cases[case]}行已有，条件也一样，这一条印不出来"
                remedy = "删去一条，或换一个条件"
                hidden.append(PackError(message, file=terms_label(view.pack), line=line, remedy=remedy))
            cases.setdefault(case, line)
            if "{{" in str(entry.get("解释", "")):
                view.walker.text(str(entry["解释"]), terms_label(view.pack), entry.line_of("解释"))
            if name in always:
                message = f"名词“{name}”在第{always[name]}行已经总是列出，这一条印不出来"
                remedy = "两条都写上“条件”（先成立的一条印出），或删去一条"
                hidden.append(PackError(message, file=terms_label(view.pack), line=line, remedy=remedy))
            elif str(entry.get("条件", "总是")) == "总是" and "文中" not in entry:
                always[name] = line
            if "条件" in entry and entry["条件"] != "总是":
                source = f"{{% if {entry['条件']} %}}{{% endif %}}"
                view.walker.text(source, terms_label(view.pack), entry.line_of("条件"))
    except PackError as error:
        return [*hidden, error]
    return hidden


def _absent(view: Walked) -> Iterator[PackError]:
    """Templates that 内容 names, tables that 公开表 lists, and that are not there."""
    for name in sorted(view.walker.missing):
        stem = name.rsplit("/", 1)[-1].removesuffix(".html")
        file, line = _where(view.pack, "内容", stem)
        yield PackError(f"找不到模板“{name}”{nearest(name, view.walker.names)}", file=file, line=line, remedy="核对“内容”一节")
    known = {path.stem for folder in view.pack.chain for path in folder.glob("tables/*.yaml")}
    for entry in view.pack.tables():
        name = str(entry.get("表样", entry["表"]))
        if "/" in name:
            try:
                table_file(view.pack, entry)
            except PackError as error:
                file, line = _where(view.pack, "公开表", name)
                yield error.elsewhere(file=file, line=line)
        elif name not in known and "占位" not in entry and "模板" not in entry:
            file, line = _where(view.pack, "公开表", name)
            message = f"没有公开表“{name}”的表样{nearest(name, known)}"
            yield PackError(message, file=file, line=line, remedy=_borrowed(name) or f"补上 tables/{name}.yaml")
    listed = {str(entry["表"]) for entry in view.pack.tables()}
    for name in sorted(forms_in([view]) - listed):
        for template in sorted(view.walker.reached):
            found = view.pack.find(template)
            for number, text in enumerate(_read(found).splitlines() if found else (), 1):
                if name in FORM.findall(text) and found:
                    label = f"{found.parents[template.count('/')].name}/{template}"
                    yield PackError(f"没有编号为“{name}”的公开表", file=label, line=number, remedy="核对模板包 tables/ 里的表号")


def _borrowed(name: str) -> str:
    """How to take a table from another pack; empty where none has it."""
    owners = [other for other, folder in available().items() if (folder / "tables" / f"{name}.yaml").is_file()]
    own = "，或补上自己的 tables/" + f"{name}.yaml"
    return f"{owners[0]} 有这张表，写成 {{表: {name}, 表样: {owners[0]}/{name}}}{own}" if owners else ""


def _where(pack: Pack, key: str, word: str) -> tuple[str, int]:
    """Where a word stands below a setting; the setting where it is not found."""
    for layer in layers(pack):
        for part in (layer.settings, *layer.years):
            if key in part and word in str(part[key]):
                return layer.label, layer.line_of(word, part.line_of(key))
    return pack.places.get(key, (f"{pack.name}/{FILE}", 1))


def _settings(pack: Pack, views: list[Walked]) -> Iterator[PackError]:
    """Settings that do not compile or name unknown filters, and names of 评分表 that are no figures."""
    env = environment(pack)
    known = figure_names()
    for layer in layers(pack):
        for one in spoken(layer):
            source = one.source if one.kind == "文" else f"{{% if {one.source} %}}{{% endif %}}"
            if one.kind == "名" and one.source not in known:
                message = f"“{one.source}”不是数据里有的金额{nearest(one.source, known)}"
                yield PackError(message, file=one.file, line=one.line, remedy="核对“取值”")
            elif one.kind != "名":
                try:
                    tree = env.parse(source)
                except TemplateSyntaxError as error:
                    message, remedy = explained(error, env.filters, env.tests)
                    yield PackError(message, file=one.file, line=one.line, remedy=remedy, excerpt=one.source[:60])
                else:
                    for found in _unknown(tree, env, one.file):
                        yield PackError(found.message, file=one.file, line=one.line, remedy=found.remedy)


def _slots(pack: Pack) -> Iterator[PackError]:
    """Names in single braces that print as they stand."""
    for one in spoken(layers(pack)[0]):
        if one.kind == "文":
            yield from unknown_slots(one.source, one.file, one.line)


def _unreadable(pack: Pack) -> Iterator[PackError]:
    """Templates that are no regular files, are too large, or lie outside of the pack's folders: none of them is read."""
    for folder in pack.chain:
        for file in sorted(folder.rglob("*.html")):
            label = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            try:
                check_file(file, label, pack.chain)
                with open_regular(file):
                    pass
            except PackError as error:
                yield error
            except OSError as error:
                said, remedy = why_unreadable(file, error)
                yield PackError(said, file=label, remedy=remedy)


def _read(file: Path) -> str:
    """The text of a template; nothing where it is not UTF-8, which `_check_file` reports."""
    try:
        return template_text(file)
    except UnicodeDecodeError:
        return ""


def _check_file(pack: Pack, folder: Path, file: Path) -> list[PackError]:
    name = file.relative_to(folder).as_posix()
    label = f"{folder.name}/{name}"
    try:
        source = template_text(file)
    except UnicodeDecodeError:
        return [PackError("文件不是 UTF-8 编码", file=label, remedy="另存为 UTF-8")]
    env = environment(pack)
    try:
        tree = parsed(env, source, name, str(file))
    except TemplateSyntaxError as error:
        return [located(error, pack)]
    errors = [*_includes(tree, pack, label), *_unknown(tree, env, label), *tags(source, label)]
    return sorted(errors, key=lambda error: error.line)


def _includes(tree: nodes.Template, pack: Pack, label: str) -> Iterator[PackError]:
    for node in tree.find_all(CALLED):
        wanted = getattr(node, "template", None)
        if isinstance(wanted, nodes.Const) and pack.find(str(wanted.value)) is None:
            outside = ".." in str(wanted.value)
            remedy = (
                "只读模板包里的文件：写从包的文件夹起的名称，如 说明/甲.html"
                if outside
                else "核对 include、import、extends 里的文件名"
            )
            yield PackError(f"找不到模板“{wanted.value}”", file=label, line=node.lineno, remedy=remedy)


def _unknown(tree: nodes.Template, env: Sandbox, label: str) -> Iterator[PackError]:
    """Filters and tests that do not exist."""
    for kind, known, word in ((nodes.Filter, env.filters, "filter"), (nodes.Test, env.tests, "test")):
        for node in tree.find_all(kind):
            if node.name not in known:
                error = TemplateAssertionError(f"No {word} named '{node.name}'.", node.lineno)
                message, remedy = explained(error, env.filters, env.tests)
                yield PackError(message, file=label, line=node.lineno, remedy=remedy)
