"""Sentence frames: the published text of a section with its figures, names and reasons replaced by names of the data.

A frame is taken only where filling it with the data read from the same report gives the published text again, and where nothing
is left in it that one department alone can say; else the inherited sentences stay.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from markupsafe import Markup, escape

from generator.figures import Figures
from generator.figures.wording import phrases
from generator.model.amount import Amount
from generator.model.text import Text
from generator.packmaker.contents import Entry
from generator.packmaker.lines import quoted
from generator.packs.context.ledger import Ledger, bare
from generator.packs.context.messages import FAULTS
from generator.packs.definition.pack import Pack
from generator.packs.lint.leftovers import found_in
from generator.packs.lint.meanings import leaves, unit_of
from generator.packs.rendering.environment import environment
from generator.packs.rendering.render import names_of
from generator.reports import ReadReport

DIGITS = r"-?\d[\d,]{0,15}(?:\.\d{1,6})?"
MORE, LESS = "增加|增长|上升|提高", "减少|下降|降低"
UNITS = "万元|元|人次|批次|个|人|辆|台（套）|台|套|次|分|平方米"
TOKENS = re.compile(
    rf"(?P<change>(?:{MORE}|{LESS}){DIGITS}万元[，,](?:{MORE}|{LESS}|增幅|降幅){DIGITS}%"
    rf"|(?:{MORE}|{LESS}){DIGITS}%[，,](?:{MORE}|{LESS}){DIGITS}万元|(?:{MORE}|{LESS}){DIGITS}%|持平(?=[。，；])|增加{DIGITS}万元(?=[。；]))"
    rf"|(?P<done>(?:为|完成)?(?:年初|全年|调整)?预算数?的{DIGITS}%|完成(?:年初|全年|调整)?预算数?{DIGITS}%)"
    rf"|(?P<share>占(?P<of>[^，。；占%\d]{{0,20}}?){DIGITS}%)"
    rf"|(?P<level>决算数(?:大于|小于|等于|高于|低于)(?:年初|全年)?预算数?|决算数与预算数持平)"
    rf"|(?P<year>20\d\d)(?=年)|(?P<number>{DIGITS})(?P<unit>{UNITS}|%)"
)
CHANGED = re.compile(rf"({MORE})({DIGITS}万元)[，,]({MORE}|增幅)({DIGITS}%)|({LESS})({DIGITS}万元)[，,]({LESS}|降幅)({DIGITS}%)")
DONE = re.compile(rf"(完成(?:年初|全年|调整)?预算数?的?)({DIGITS}%)")
OWN = re.compile(r"主要(?:原因)?(?:是|为|用于|包括|系|[：:])|原因(?:是|为|[：:])|用于|其中[：:]?$")
DENIED = re.compile(r"没有|未(?:发生|安排|购置|组织|开展|产生)|不(?:存在|涉及|属于)|(?<!有)无(?!线|人|偿)")
TOLD = re.compile(r"\{\{ ([^|{}]{1,60})\|句中 \}\}")
TAG = re.compile(r"<[^<>]*>")
CLAUSE = re.compile(r"[，。；：、]")
SENTENCE = re.compile(r"(?<=[。；])")
PARTNERS = ("决算", "预算", "全年预算", "年初预算", "上年决算", "上年预算", "上年", "金额")
PARTITIONS = ("支出性质", "收入来源", "支出类", "全部支出类", "支出项", "人员经费项", "公用经费项")
"""Lists of names whose members depend on the department."""
MIN_TEXT, LONG_LITERAL, MIN_LIKENESS, PREFERRED, TRIES = 6, 36, 2, 3, 60
HELD = {"万元": "万元", "%": "百分比"}


@dataclass(slots=True)
class Frames:
    """What became of the sections whose published text is known.

    same: those whose inherited sentences print it; proved: section → its template; empty: section → its fixed sentence where
    there is nothing to report; kept: section → the published text of which no frame could be proved.
    """

    same: list[str] = field(default_factory=list)
    proved: dict[str, str] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


def wording_of(texts: Iterable[str]) -> dict[str, str]:
    """用语 as most of the sentences have it: 增加, 减少, 完成预算; those that do not occur are left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for found in CHANGED.finditer(text):
            first, _, second, _ = found.groups()[:4] if found[1] else found.groups()[4:]
            counts["增加" if found[1] else "减少"][f"{first}{{差}}，{second}{{率}}"] += 1
        for found in DONE.finditer(text):
            counts["完成预算"][f"{found[1]}{{率}}"] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}


def thousands_in(texts: Iterable[str]) -> bool:
    """Whether the sentences part thousands by commas."""
    return any(re.search(r"\d,\d{3}(?:\.\d+)?万元", text) for text in texts)


def wording_lines(report: ReadReport, base: Pack) -> list[str]:
    """Settings of pack.yaml that make numbers and changes read as the report's sentences have them."""
    texts = [paragraph.text for _, paragraph in report.paragraphs()]
    own = {key: said for key, said in wording_of(texts).items() if said != usual(base).get(key)}
    lines = [f"用语: {{{', '.join(f'{key}: {quoted(said)}' for key, said in own.items())}}}"] if own else []
    return [*lines, "数字格式: {正文: {千分位: 是}}"] if thousands_in(texts) else lines


def usual(base: Pack) -> Mapping[str, str]:
    """用语 of a pack, those that it does not set included."""
    return {**phrases.DEFAULT, **base.settings.get("用语", {})}


def sections_of(report: ReadReport, bound: Iterable[tuple[Entry, str]]) -> dict[str, list[str]]:
    """The published paragraphs of each section that a title was bound to."""
    texts = {
        re.sub(r"\s", "", f"{section.ordinal}{section.title}"): [paragraph.text for paragraph in section.paragraphs()]
        for section in report.sections()
        if section.paragraphs()
    }
    return {name: texts[entry.printed] for entry, name in bound if entry.printed in texts}


def frames_of(pack: Pack, figures: Figures, sections: Mapping[str, Sequence[str]]) -> Frames:
    """The frames of a form. pack: of the year, with the form's wording; figures: of the data read from the report;
    sections: name of a section → its published paragraphs."""
    framer = _Framer(pack, figures)
    found = Frames()
    for name, paragraphs in sections.items():
        if framer.inherited(name) == re.sub(r"\s", "", "".join(paragraphs)):
            found.same.append(name)
            continue
        if said := framer.empty(name, paragraphs):
            found.empty[name] = said
            continue
        made = framer.section(name, paragraphs)
        if made and all(made):
            found.proved[name] = "".join(f"<p>{one}</p>\n" for one in made)
        elif paragraphs and any(re.search(r"\d", text) for text in paragraphs):
            found.kept[name] = "".join(paragraphs)
    return found


class _Framer:
    """Figures and texts by what they print."""

    def __init__(self, pack: Pack, figures: Figures) -> None:
        self.env = environment(pack)
        self.names = names_of(pack, figures, Ledger(), ())
        self.year = figures.data.year
        self.amounts: dict[str, Amount] = {}
        self.pack = pack
        self.source = ""
        self.recent: list[str] = []
        texts: dict[str, list[str]] = defaultdict(list)
        for name, value in self.names.items():
            for path, leaf in leaves(name, value):
                if "[]" in path:
                    continue
                if isinstance(leaf, Amount) and leaf.value is not None:
                    self.amounts[path] = leaf
                elif isinstance(leaf, Text) and len(said := str(leaf).rstrip("。；")) >= MIN_TEXT and "\n" not in said:
                    texts[said].append(path)
        view = figures.names["部门"]
        fixed = {str(view[key]): f"部门.{key}" for key in ("全称", "简称")} if isinstance(view, Mapping) else {}
        self.known = {**texts, **{word: [path] for word, path in fixed.items() if len(word) > 1}}
        self.base = _sentences(pack)
        rows = (figures.names.get(name) for name in PARTITIONS)
        self.partitions = [
            [str(row["名称"]) for row in listed if "名称" in row] for listed in rows if isinstance(listed, (list, tuple))
        ]

    def inherited(self, name: str) -> str:
        """What the inherited template of a section prints with the data; nothing where it has none, or fails."""
        if self.pack.find(f"说明/{name}.html") is None:
            return ""
        try:
            printed = self.env.get_template(f"说明/{name}.html").render(self.names)
        except FAULTS:
            return ""
        return re.sub(r"\s", "", bare(Markup(TAG.sub("", printed))))

    def section(self, name: str, paragraphs: Sequence[str]) -> list[str | None]:
        """The frames of a section's paragraphs; names that the inherited template of the section uses are preferred."""
        file = self.pack.find(f"说明/{name}.html")
        self.source = file.read_text(encoding="utf-8-sig") if file else ""
        return [self.frame(text) for text in paragraphs]

    def empty(self, name: str, paragraphs: Sequence[str]) -> str:
        """The fixed sentence of a section whose 空条件 holds of the data: its text with names instead of department and year."""
        condition = str(self.pack.settings.get("节", {}).get(name, {}).get("空条件", ""))
        whole = re.sub(r"\s", "", "".join(paragraphs))
        if not condition or len(paragraphs) != 1 or len(whole) > LONG_LITERAL * 2 or not self._true(condition):
            return ""
        pieces = [f"{{{{ {path} }}}}" if path else self._years(said) for path, said in self._parted(whole)]
        template = "".join(pieces)
        return template if self._said(template) == whole and not re.search(r"\d", re.sub(r"\{\{.*?\}\}", "", template)) else ""

    def _true(self, condition: str) -> bool:
        try:
            return bool(self.env.compile_expression(condition, undefined_to_none=False)(**self.names))
        except FAULTS:
            return False

    def _years(self, said: str) -> str:
        names = {str(self.year): "{{ 年度 }}", str(self.year - 1): "{{ 上年度 }}"}
        return re.sub(r"20\d\d(?=年)", lambda found: names.get(found[0], found[0]), str(escape(said)))

    def frame(self, text: str) -> str | None:
        """The frame of one paragraph; None where none is proved."""
        whole = re.sub(r"\s", "", text)
        self.recent = []
        made, literals = [], []
        for path, said in self._parted(whole):
            if path:
                made.append(f"{{{{ {path} }}}}")
                literals.append("\0")
                continue
            for piece, literal in self._pieces(said, whole):
                made.append(piece)
                literals.append(literal)
        template = _conditional("".join(made))
        if not re.search(r"\|(?!句中)", template) or not self._general("".join(literals)) or self._lists("".join(literals)):
            return None
        return template if self._said(template) == whole else None

    def _parted(self, text: str) -> Iterator[tuple[str, str]]:
        """The text cut at the names and texts of the department: path and words; no path for what stands between."""
        words = sorted(self.known, key=len, reverse=True)
        if not words:
            yield "", text
            return
        pattern = re.compile("|".join(map(re.escape, words)))
        position = 0
        for found in pattern.finditer(text):
            yield "", text[position : found.start()]
            paths = self.known[found[0]]
            path = next((one for one in paths if one in self.source), paths[0])
            yield path if path.startswith("部门.") else f"{path}|句中", found[0]
            position = found.end()
        yield "", text[position:]

    def _pieces(self, said: str, whole: str) -> Iterator[tuple[str, str]]:
        """Parts of the template with what of each is literal."""
        position = 0
        for found in TOKENS.finditer(said):
            literal = said[position : found.start()]
            yield str(escape(literal)), literal
            before = whole[: whole.index(said) + found.start()]
            expression = self._expression(found, before)
            yield (f"{{{{ {expression} }}}}", "\0") if expression else (str(escape(found[0])), found[0])
            position = found.end()
        yield str(escape(said[position:])), said[position:]

    def _expression(self, found: re.Match[str], before: str) -> str:
        """What prints a token; empty for none."""
        if found["year"]:
            names = {self.year: "年度", self.year - 1: "上年度"}
            return names.get(int(found["year"]), "")
        if found["number"]:
            return self._number(found["number"], found["unit"], before)
        if found["change"]:
            return self._related("增减", found[0])
        if found["done"]:
            return self._related("完成预算", found[0])
        if found["level"]:
            return self._related("与预算比", found[0])
        return self._related("占比", found[0], f', "{found["of"]}"' if found["of"] else "")

    def _number(self, digits: str, unit: str, before: str) -> str:
        """A figure of the data that prints as these digits and whose name stands before them."""
        if unit == "元":
            return ""
        held = HELD.get(unit, "数")
        wanted = Decimal(digits.replace(",", ""))
        clause = _clauses(before)
        last = bool(re.search(rf"{self.year - 1}年|上年", CLAUSE.split(before)[-1]))
        best: tuple[int, int, str] | None = None
        for path, amount in self.amounts.items():
            assert amount.value is not None
            places = -int(wanted.as_tuple().exponent)
            if round(amount.value, max(places, 0)) != wanted or ("上年" in path) != last or not _fits(path, unit):
                continue
            likeness = max(_common(clause, amount.origin.name), _common(clause, path.replace(".", "")))
            rank = (likeness + PREFERRED * (path in self.source), -len(path), path)
            best = max(best, rank) if best else rank
        if best is None or best[0] < MIN_LIKENESS:
            return ""
        self.recent.insert(0, best[-1])
        expression = f"{best[-1]}|{held}"
        return expression if held != "数" else f"{expression} }}}}{unit}{{{{ ''"

    def _related(self, name: str, phrase: str, more: str = "") -> str:
        """Two figures of which a filter prints the phrase: the nearest figure first, with its like of another year or budget."""
        for path in self.recent[:6]:
            others = [*_partners(path, self.amounts), *(one for one in self.recent if one != path)]
            if name == "占比":
                others += [one for one in self.amounts if one.endswith(("合计", "总计", "财政拨款支出")) and one not in others]
            for other in others[:TRIES]:
                expression = f"{path}|{name}({other}{more})"
                if self._said(f"{{{{ {expression} }}}}") == phrase:
                    return expression
        return ""

    def _general(self, literals: str) -> bool:
        """Whether what stands between the expressions can be said by any department."""
        for sentence in SENTENCE.split(literals):
            plain = sentence.replace("\0", "")
            if not plain or sentence in self.base:
                continue
            if "\0" not in sentence or re.search(r"\d", plain) or DENIED.search(plain) or any(found_in(sentence)):
                return False
            for run in sentence.split("\0"):
                own = OWN.search(run)
                if len(run) > LONG_LITERAL or (own and len(run) - own.end() > 1):
                    return False
        return True

    def _lists(self, text: str) -> bool:
        """Whether a paragraph lists those parts of a whole that have figures: others have other parts, and a loop lists them."""
        return any(sum(name in text for name in names) > 1 for names in self.partitions)

    def _said(self, template: str) -> str:
        """What a template prints with the data; nothing where it fails."""
        try:
            return re.sub(r"\s", "", bare(Markup(self.env.from_string(template).render(self.names))))
        except FAULTS:
            return ""


def _conditional(template: str) -> str:
    """Sentences that give a reason or a use stand only where the data have it."""
    parts = []
    for sentence in SENTENCE.split(template):
        found = TOLD.search(sentence)
        parts.append(f"{{% if {found[1]} is 有 %}}{sentence}{{% endif %}}" if found else sentence)
    return "".join(parts)


def _sentences(pack: Pack) -> frozenset[str]:
    """The sentences without figures that the inherited templates have."""
    found = set()
    for folder in pack.chain:
        for file in folder.rglob("*.html"):
            plain = re.sub(r"<[^<>]*>|\s", "", file.read_text(encoding="utf-8-sig"))
            found.update(SENTENCE.split(plain))
    return frozenset(found)


def _fits(path: str, unit: str) -> bool:
    """Whether a figure has the unit that is printed behind it."""
    own = unit_of(path)
    return own == unit or (bool(own) and own[0] == unit[0] == "台")


def _clauses(before: str) -> str:
    """The clause in which a figure stands, with the one before it."""
    parts = CLAUSE.split(before[-80:])
    return "".join(parts[-2:])


def _common(text: str, name: str) -> int:
    """The length of the longest end or piece of a name that stands in a text."""
    sizes = range(len(name), 1, -1)
    return next((size for size in sizes if any(name[at : at + size] in text for at in range(len(name) - size + 1))), 0)


def _partners(path: str, amounts: Mapping[str, Amount]) -> list[str]:
    """The same figure of last year or of a budget."""
    head, _, last = path.rpartition(".")
    names = [f"上年.{path}", *(f"{head}.{one}" if head else one for one in PARTNERS if one != last)]
    names += [path.replace("支出", "年初预算", 1), f"{path}年初预算"]
    return [name for name in names if name in amounts]
