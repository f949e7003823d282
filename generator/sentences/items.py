"""Names of 科目 for the reader: of the functional classification by all the codes that a name can mean, and of economic items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.sentences.vocabulary import ITEM_MARK, Entry

ITEM, ECONOMIC = "科目·", "经济·"
"""Heads of their names."""
MARKED = frozenset((ITEM_MARK,))
CLEAR = 6
"""Characters from which on the name of a 款 or 项 means it without its mark （款）, （项）."""
STAFF = frozenset(("基本支出", "人员经费", "公用经费", "工资福利支出", "商品和服务支出", "对个人和家庭的补助"))
"""What an economic item is named below."""


def item_entries(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, Entry]]:
    """Spellings of functional 科目. names: each name with its codes of 3, 5 or 7 digits.

    The name of a 类, and a long name, means the 科目 by itself; a short one such as 行政运行 needs its mark, its code, or the
    title of a section that is about receipts or expenditure. 教育支出（类） is also written 教育（类）支出.
    """
    for name, codes in names.items():
        listed = tuple(sorted(codes))
        whole = any(len(code) == 3 for code in listed)
        yield name, Entry(f"{ITEM}{name}", codes=listed, needs=frozenset() if whole or len(name) >= CLEAR else MARKED)
        if whole and name.endswith("支出"):
            yield name.removesuffix("支出"), Entry(f"{ITEM}{name}", codes=listed, needs=MARKED)


def economic_entries(names: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Entry]]:
    """Spellings of economic items, given as code and name; they are read below 人员经费 and the like only."""
    for code, name in names:
        yield name, Entry(f"{ECONOMIC}{code}", codes=(code,), needs=STAFF)
