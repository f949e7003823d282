"""Z: whole passages: typed ordinals, ends of paragraphs, spellings, references, statements that contradict another place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_of_amount
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule
from generator.checks.engine.text_index import BREAK
from generator.model.numerals import number_of
from generator.model.place import Place
from generator.model.text import Text, TextPart

ORDINAL = re.compile(
    r"(?:[（(](?P<paren>[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|(?P<bare>[一二三四五六七八九十]{1,3})、"
    r"|(?P<digit>[0-9]{1,2})(?P<mark>[、.．]))(?![0-9])"
)
NUMBERED_LINE = re.compile(rf"{BREAK}\s*(?:-\s+)?{ORDINAL.pattern}")
TERMINAL = tuple("。！？…；：”）》")
BROKEN = tuple("，、；,;.")
CLAUSES = ("原因", "开支内容", "主要用于")
"""Fields that hold clauses without a full stop."""
LATIN = re.compile(r"[A-Za-z](?<![A-Za-z0-9].)[A-Za-z]{2,}(?![A-Za-z0-9])")
TELLS_PROBLEMS = re.compile("存在[^。；]{0,12}(?:不够|不足|薄弱|问题|欠缺|滞后)")
DIRECTION = re.compile('三公[”"]?经费[^。；，]{0,8}?(增加|增长|上升|减少|下降|压减)')
NAMED = re.compile("[下附上后左右][表图]")
REFERENCE = re.compile("(?:详?见|如|参见)(?:下|附|上|后|左|右)[表图](?![0-9一二三四五六七八九十])")


def _at(text: Text, piece: TextPart) -> Place:
    return text.place._replace(line=piece.line)


Run = list[tuple[int, TextPart]]
"""Ordinals of one style, with their pieces."""


def ordinals(facts: Facts) -> Iterator[Found]:
    """Ordinals that were typed: a gap, a single one, two styles in one text (Z04)."""
    for text in facts.texts if NUMBERED_LINE.search(facts.page.text) else ():
        runs = _runs(text)
        if len({style for style, _ in runs if style in ("数字、", "数字.", "数字．")}) > 1:
            first = min((run[0][1] for _, run in runs), key=lambda piece: piece.line)
            yield Breach("同一段文字里的序号有的用“1、”，有的用“1.”", _at(text, first), "不写序号，用“- ”列出，由程序编号")
        for _, run in runs:
            numbers = [number for number, _ in run]
            if len(run) == 1 and len(ORDINAL.findall(run[0][1].text)) > 1:
                continue
            if numbers != list(range(1, len(numbers) + 1)) or len(numbers) == 1:
                said = "、".join(map(str, numbers))
                message = f"序号只有一个（{said}）" if len(numbers) == 1 else f"序号不连续：{said}"
                yield Breach(message, _at(text, run[0][1]), "不写序号，用“- ”列出，由程序编号")


def _runs(text: Text) -> list[tuple[str, Run]]:
    """The ordinals of a text by style. One that begins again with 1 under a heading of another style is a run of its own."""
    runs: list[tuple[str, Run]] = []
    open_: dict[str, Run] = {}
    last = ""
    for piece in text.pieces:
        if found := ORDINAL.match(piece.text):
            mark = "（）" if found["paren"] else found["mark"] or "、"
            kind = "数字" if (found["paren"] or found["digit"] or "一")[0].isdigit() else "汉字"
            style, number = kind + mark, number_of(found["paren"] or found["bare"] or found["digit"])
            if not number:
                continue
            if style not in open_ or (number == 1 and last != style):
                open_[style] = []
                runs.append((style, open_[style]))
            open_[style].append((number, piece))
            last = style
    return runs


def ends(facts: Facts) -> Iterator[Found]:
    """Paragraphs that end with a comma or with nothing, lists whose items end in different ways (Z05)."""
    for text in facts.texts:
        last = text.pieces[-1]
        sound = len(text.pieces) == 1 and (last.text.endswith(TERMINAL) or not ("。" in last.text or last.text.endswith(BROKEN)))
        if sound or text.place.path.endswith(CLAUSES):
            continue
        if last.text.endswith(BROKEN):
            yield Breach(f"段落以“{last.text[-1]}”结尾：…{last.text[-10:]}", _at(text, last), "句末用句号")
        items = [piece for piece in text.pieces if piece.item]
        kinds = {piece.text[-1] if piece.text.endswith(TERMINAL) else "" for piece in items[:-1]}
        if len(kinds) > 1:
            odd = next(piece for piece in items if not piece.text.endswith(TERMINAL)) if "" in kinds else items[1]
            yield Breach("并列各条的末尾标点不一致", _at(text, odd), "各条都用分号、末条用句号，或都用句号")
        for piece in text.pieces[:-1] if not items else ():
            if not piece.text.endswith(TERMINAL) and not ORDINAL.match(piece.text) and "。" in piece.text:
                yield Breach(f"段落末尾没有标点：…{piece.text[-10:]}", _at(text, piece), "补上句号")
        if "。" in last.text and not last.text.endswith((*TERMINAL, *BROKEN)):
            yield Breach(f"段落末尾没有标点：…{last.text[-10:]}", _at(text, last), "补上句号")


def spellings(facts: Facts) -> Iterator[Found]:
    """One foreign word in several spellings: DRGs, DRGS, DRG (Z03)."""
    seen: dict[str, dict[str, int]] = defaultdict(dict)
    for found in LATIN.finditer(facts.page.text):
        seen[found[0].lower().removesuffix("s")].setdefault(found[0], found.start())
    for forms in seen.values():
        if len(forms) > 1:
            first, second, *_ = (facts.page.place(position) for position in forms.values())
            message = f"同一个词有{len(forms)}种写法：{'、'.join(forms)}"
            yield Breach(message, second, "全文统一一种写法", first)


def problems(facts: Facts) -> Iterator[Found]:
    """存在问题: 无, while another text names some (H22)."""
    texts = facts.data.texts
    if texts.problems.state == "无":
        for text in facts.texts:
            if text.place.path.startswith("文字.") and (found := TELLS_PROBLEMS.search(str(text))):
                message = f"“存在问题”写的是无，别处却写着“{found[0]}”"
                yield Breach(message, texts.problems.place, "两处写一致", text.place)
                return


def saving(facts: Facts) -> Iterator[Found]:
    """A text that lets 三公 rise or fall where the figures do not (Y04)."""
    now, then = (facts.amount(f"三公.{name}") for name in ("决算", "上年决算"))
    if not (now and then and now.known and then.known) or "三公" not in facts.page.text:
        return
    gap = now.number - then.number
    for text in facts.texts:
        found = DIRECTION.search(str(text))
        if found and not text.place.path.startswith("三公") and (gap == 0 or (gap > 0) != (found[1] in ("增加", "增长", "上升"))):
            real = "与上年持平" if gap == 0 else ("比上年增加" if gap > 0 else "比上年减少")
            message = f"文字说“三公”经费{found[1]}，决算数{facts.money(now.number)}却{real}"
            yield Breach(message, text.place, "核对文字和数字", place_of_amount(now), then.number, now.number)


def references(facts: Facts) -> Iterator[Found]:
    """详见下表: a text has no table of its own (H27)."""
    for found in REFERENCE.finditer(facts.page.text) if NAMED.search(facts.page.text) else ():
        line, offset = facts.page.locate(found.start())
        if line.prose:
            yield Breach(f"“{found[0]}”没有指到哪一张表", line.at(offset), "写明公开表的表号，或把内容写进文字")


NUMBERED = "不写序号，用“- ”列出，由程序编号"
RULES: tuple[Rule, ...] = (
    Check("Z04", "自己写的序号从1起，连续，一种写法", WARNING, ordinals, NUMBERED),
    Check("Z05", "段落以句号结尾，并列各条的末尾标点一致", WARNING, ends, "补上或统一标点"),
    Check("Z03", "外文词一种写法", WARNING, spellings, "全文统一一种写法"),
    Check("H22", "“存在问题”写无时，别处也没有问题", WARNING, problems, "两处写一致"),
    Check("Y04", "文字说的“三公”经费增减与数字一致", WARNING, saving, "核对文字和数字"),
    Check("H27", "文字里说的表、图都在", WARNING, references, "写明公开表的表号，或把内容写进文字"),
)
