"""The forms that can be read, and what the words of their heads and rows mean; the words themselves are in `forms.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from generator.excel.accounts.words import label, plain
from generator.model.classification import Classification, economic, functional

Dims = dict[str, str]
BODIES = "部门|单位|本级|本部|局|委|办|院|厅|会|所|站|队|校|馆|处|中心|政府|公司|机关|科"
OWNER = rf"(?:.*(?:年度?|{BODIES}|[)\]:_\-—]|表\d*|\d))?"
"""What may stand before a title: the department and the year. A title such as 政府购买服务支出决算表 is another table."""
NUMBER = r"(?:\d+(?:-\d+)?[、:.]?|[一二三四五六七八九十]+[、:.])"
PREFIX = re.compile(
    rf"^(?:[A-Za-z]{{1,3}}\d{{1,2}}(?:[_-]\d)?[、:.]?|(?:公开|预算|附)?\d{{0,2}}表{NUMBER}?|附\d+[-\d]*[、:.]?|[\d.]+、?)"
)
CODE = re.compile(r"财决(附)?(\d\d)(?:-(\d))?")
SHEET_CODE = re.compile(r"^([ZF])(\d\d)(?:_(\d))?(?!\d)")


@dataclass(frozen=True)
class Form:
    """A statutory form: how its title reads, how its rows are made (科目, 行目, 单行), what its figures have in common."""

    name: str
    title: re.Pattern[str]
    code: re.Pattern[str] | None
    style: str
    kind: str
    dims: Dims
    projects: bool = False
    positions: str = ""


@dataclass(frozen=True)
class Meaning:
    """The meaning of a word in a head or a row. skip: known, not taken; count: a number, no money; section: it opens one."""

    dims: Dims
    skip: bool = False
    count: bool = False
    section: bool = False


@dataclass(frozen=True)
class FormWords:
    """All of `forms.yaml`, with what a pack adds to it, ready to use. sets: name → the forms that belong together."""

    forms: tuple[Form, ...]
    words: dict[str, tuple[tuple[re.Pattern[str], Meaning], ...]]
    key: re.Pattern[str]
    line: re.Pattern[str]
    contents: re.Pattern[str]
    positions: dict[str, dict[str, Any]] = field(default_factory=dict)
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own_titles: bool = False

    def meaning(self, group: str, text: str) -> Meaning | None:
        """What a text means in a group of words (栏目, 行目 …), None where it is not known."""
        return next((meaning for pattern, meaning in self.words[group] if pattern.fullmatch(text)), None)


GROUPS = ("栏目", "三公栏目", "行目", "三公行目")
"""The groups of words of `forms.yaml`."""


@cache
def vocabulary() -> FormWords:
    """The vocabulary of `forms.yaml`."""
    return extended(())


def extended(rules: Sequence[Mapping[str, Any]]) -> FormWords:
    """The vocabulary of `forms.yaml` below that of some rules of the same shape (see `rules.py`), the first of them on top."""
    layers = [*rules, _base()]
    base = layers[-1]
    forms = tuple(_form(entry) for layer in layers for entry in layer.get("表", ()))
    words = {group: tuple(_word(entry) for layer in layers for entry in layer.get(group, ())) for group in GROUPS}
    sets = {entry["名"]: tuple(entry["表"]) for layer in layers for entry in layer.get("成套", ())}
    key, line, contents = (
        re.compile("|".join(f"(?:{layer[name]})" for layer in layers if name in layer)) for name in ("关键栏", "行号栏", "目录")
    )
    return FormWords(forms, words, key, line, contents, base["位置"], sets, bool(rules))


@cache
def _base() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("forms.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


def _form(entry: Mapping[str, Any]) -> Form:
    return Form(
        entry["名"],
        re.compile(f"{OWNER}(?:{entry['题']})"),
        re.compile(entry["码"]) if "码" in entry else None,
        entry["式"],
        entry.get("文种", "决算"),
        dict(entry.get("得", {})),
        "项目" in entry,
        entry.get("位置", ""),
    )


def _word(entry: Mapping[str, Any]) -> tuple[re.Pattern[str], Meaning]:
    meaning = Meaning(dict(entry.get("得", {})), "略" in entry, "数" in entry, "段" in entry)
    return re.compile(entry["题"]), meaning


def form_of_title(text: str, words: FormWords) -> Form | None:
    """The form whose title a text is, with or without department, year and number before it."""
    title = plain(text)
    if not 4 <= len(title) <= 80 or not ("表" in title or words.own_titles):
        return None
    title = CODE.sub("", title).replace("(表)", "")
    title = re.sub(r"(?<=[算表])(?:信息)?公开(?=(?:明细|总)?表)", "", title)
    title = re.sub(r"\((?:表|公开|预算)?\d*表?\)$|\(续\)$|续表?$", "", title)
    title = PREFIX.sub("", title)
    return next((form for form in words.forms if form.title.fullmatch(title)), None)


def form_of_code(text: str, words: FormWords) -> Form | None:
    """The form of a 财决 number (`财决05-1表`), or of a sheet's name (`Z05_1 …`)."""
    short = plain(text)
    found = CODE.search(short)
    if found and not short.endswith(f"财决{found[2]}-"):
        code = f"财决{found[1] or ''}{found[2]}" + (f"-{found[3]}" if found[3] else "")
    elif found := SHEET_CODE.search(short):
        code = f"财决{'附' if found[1] == 'F' else ''}{found[2]}" + (f"-{found[3]}" if found[3] else "")
    else:
        return None
    return next((form for form in words.forms if form.code and form.code.fullmatch(code)), None)


class CodeNames:
    """Names of 科目 → codes, as they stood in a year; names of other years where the year has none."""

    def __init__(self, year: int) -> None:
        self.functional = functional(year)
        self.economic = economic(year)

    def function(self, name: str, parent: str = "", length: int = 3) -> str:
        """The functional code of a name at a level below a parent; empty where there is none or more than one."""
        return _code(self.functional, name, parent, length)

    def economy(self, name: str, parent: str = "", length: int = 5) -> str:
        """The economic code of a name."""
        return _code(self.economic, name, parent, length)


def _code(table: Classification, name: str, parent: str, length: int) -> str:
    found = _index(table.table, table.year).get((label_name(name), length), ())
    below = {code for code in found if code.startswith(parent)}
    return below.pop() if len(below) == 1 else ""


@cache
def _index(table: str, year: int) -> dict[tuple[str, int], tuple[str, ...]]:
    rows: dict[tuple[str, int], tuple[str, ...]] = {}
    classification = Classification(table, year)
    now = list(classification.in_force())
    known = {row.code for row in now}
    former = [row for row in classification.all_rows() if row.code not in known or row not in now]
    for rank in (now, former):
        added: dict[tuple[str, int], tuple[str, ...]] = {}
        for row in rank:
            key = (label_name(row.name), len(row.code))
            if key not in rows and row.code not in added.get(key, ()):
                added[key] = (*added.get(key, ()), row.code)
        rows |= added
    return rows


def label_name(name: str) -> str:
    """A 科目's name for comparing: without ordinals, brackets, and 费 or 支出 at its end."""
    short = re.sub(r"[()、,和及与\-]", "", label(name))
    return re.sub(r"(费用|费|支出|的)+$", "", short) or short
