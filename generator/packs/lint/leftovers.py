"""What a form must not print: instructions to the one who fills it in, blanks, alternatives, typed figures, and judgements
of a department that only the department itself can give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import PackError
from generator.packs.definition.pack import Pack
from generator.packs.lint.setting_texts import below, layers
from generator.packs.rendering.marks import LINE_CONTENT, marks, without_marks
from generator.settingsfile.reading import read_settings

MARKUP = re.compile(r"<[^<>]*>")
EXCERPT = 60
BLANK = " \0"
"""What stands for an expression or a tag, and a space."""
UNPRINTED = ("名称", "说明", "文件名", "文种", "常量", "评分", "评分表", "核对")
"""Settings that no report prints as they are."""
SIGNS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "像是给填报人的说明",
        re.compile(
            r"请(?:各|按|据|在|将|根据|参照|参考|对照|填|写|补|核|自行|结合|如实|逐|选|删|说明|列|注明|勿)[^，。；<]{0,12}"
        ),
        "删去；要提示填报人的写在 docs 或数据的注释里",
    ),
    (
        "像是给填报人的说明",
        re.compile(r"[（(](?:此处|填写|说明：|注：填|可根据|如有|如无|没有的|若)[^）)]*[）)]?"),
        "删去，或改成 {% if %}",
    ),
    ("像是给填报人的说明", re.compile(r"【[^【】]*】|〔(?!\d{4}〕)[^〔〕]*〕"), "换成 {{ 字段 }}，或删去"),
    (
        "像是样例",
        re.compile(r"(?:^|[（(：:，。\0])\s*(?:示例|样例|例文|范例|模板)(?:[：:）)\0]|$)|填写说明|填报说明|待补充|待完善|TODO"),
        "换成正式的写法",
    ),
    (
        "像是没有填的空",
        re.compile(r"[XxＸｘ×✕*＊○〇△□]{2,}|[_＿]{2,}|\d{2}[XxＸ×]{2}|(?<![A-Za-z])[XＸ](?=[年月日个人次辆万元%])"),
        "换成 {{ 字段 }}",
    ),
    (
        "像是没有选定的说法",
        re.compile(
            r"(?:增加|增长|上升|提高|大于|高于)\s*[（(/、]\s*(?:或者?)?(?:减少|下降|降低|小于|低于|持平)[）)]?"
            r"|(?:减少|下降|降低)\s*[（(/]\s*(?:或者?)?(?:增加|增长|上升)[）)]?|是/否|有/无|有（无）"
        ),
        "用过滤器“增减”“与预算比”写，由程序定说法",
    ),
    (
        "像是写死的数",
        re.compile(
            r"20[12]\d年(?![修印起版度]|.{0,6}[修印]|.{0,4}》)|(?:(?<![\d,])|(?<=[^\d,],))\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|[%％])"
            r"(?!\s*(?:[（(]不?含[）)])?(?:及?以[上下]|起(?![始草])))"
        ),
        "换成 {{ 字段 }}；属于式样的数字写进“常量”",
    ),
)
"""What it looks like, how it is spelt, what to do."""
TWICE = re.compile(
    r"\|\s{0,9}(?:万元|分项)\s{0,9}\}\}\s{0,9}(?:万元|元)|\|\s{0,9}(?:百分比|百分率)(?:\(\d\))?\s{0,9}\}\}\s{0,9}[%％]"
)
"""A unit behind a filter that prints it."""
UNIT_TWICE = "这个过滤器已经印出单位：删去后面的单位，或改用不带单位的 |金额、|数"
JUDGED = (
    "像是替部门下的判断",
    re.compile(
        r"(?:制度|机制|体系|管理|核算|资料|手续|内控)[^，。；、\0]{0,6}(?:健全|完善|规范|完备|齐全|严格)"
        r"|(?:健全|规范|及时|合规|到位|明显|有效|显著|良好|圆满|顺利|严格|充分|合理|真实|属实|可行|达标|稳步|切实)"
        r"(?=[，。；、）)]|$)"
        r"|(?:得到|得以|有效|切实|严格|认真|全面|圆满|较好|顺利)(?:执行|落实|完成|实现|提升|提高|改善|开展|遵守|履行|控制|保障)"
        r"|专款专用|(?:无|没有|未发现|不存在)[^，。；\0]{0,10}(?:截留|挤占|挪用|虚列|违规|违纪|超标)|与预算相符|相符(?=[，。；])"
        r"|集体(?:讨论|研究)决定|(?:明确|指定)了?(?:主管|分管|专门)|由专门|依规(?:推进|实施|办理)"
    ),
    "这是部门自己才说得出的话：换成 {{ 字段 }}，由部门填；是制度名称、标题或评分标准的，写进“常量”",
)
"""A literal sentence that says how good the department is: not a form's to say."""


def found_in(text: str, *, glossary: bool = False) -> Iterator[tuple[str, str, str, int]]:
    """What, the words, the remedy and their position for everything in a plain text that looks left over or judges.

    glossary: a definition, which says what a term means and judges nobody.
    """
    for what, pattern, remedy in SIGNS if glossary else (*SIGNS, JUDGED):
        for found in pattern.finditer(text):
            words = found[0].strip(BLANK)
            yield what, words, remedy, found.start() + found[0].index(words)


def twice(text: str) -> Iterator[tuple[str, int]]:
    """The words at which a unit stands twice: behind a filter that prints it already."""
    for found in TWICE.finditer(text):
        yield found[0], found.start()


def in_template(source: str, label: str) -> Iterator[PackError]:
    """Leftovers in the text of a template; expressions, comments and tags do not count."""
    plain = MARKUP.sub(lambda found: LINE_CONTENT.sub("\0", found[0]), without_marks(source, "\0"))
    lines = source.splitlines()
    for number, line in enumerate(plain.splitlines(), 1):
        for what, words, remedy, at in found_in(line):
            column, excerpt = at + 1, lines[number - 1].strip()[:EXCERPT]
            yield PackError(f"“{words}”{what}", file=label, line=number, column=column, remedy=remedy, excerpt=excerpt)
    for number, line in enumerate(lines, 1):
        for words, at in twice(line):
            said, excerpt = f"“{words}”的单位会印两遍", line.strip()[:EXCERPT]
            yield PackError(said, file=label, line=number, column=at + 1, remedy=UNIT_TWICE, excerpt=excerpt)


def in_settings(pack: Pack) -> Iterator[PackError]:
    """Leftovers in the settings and tables of a pack's own folder, and in its terms."""
    own = layers(pack)[0]
    printed = {key: value for key, value in own.settings.items() if key not in UNPRINTED}
    for key, value in printed.items():
        for text, line in [(value, own.settings.line_of(key))] if isinstance(value, str) else below(value, bool):
            yield from _plain(text, own.label, own.line_of(text, line))
    for file in (*sorted(own.folder.glob("tables/*.yaml")), *own.folder.glob("名词*.yaml")):
        label = f"{own.folder.name}/{file.relative_to(own.folder).as_posix()}"
        try:
            raw = read_settings(file, label)
        except PackError:
            continue
        for text, line in below(raw, bool):
            yield from _plain(text, label, line, glossary=file.name.startswith("名词"))


def _plain(text: str, label: str, line: int, *, glossary: bool = False) -> Iterator[PackError]:
    parts: list[str] = []
    position = 0
    for start, end in marks(text):
        parts += [text[position:start], "\0"]
        position = end
    blank = MARKUP.sub("", "".join([*parts, text[position:]]))
    for words, _ in twice(text):
        yield PackError(f"“{words}”的单位会印两遍", file=label, line=line, remedy=UNIT_TWICE, excerpt=text.strip()[:EXCERPT])
    for what, words, remedy, _ in found_in(blank, glossary=glossary):
        yield PackError(f"“{words}”{what}", file=label, line=line, remedy=remedy, excerpt=text.strip()[:EXCERPT])
