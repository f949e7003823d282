"""Two readings of a report held against each other: figures that differ, texts changed, lines missing or added."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.verify.align import stretches
from generator.verify.reader import ReadLine

NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
ALIKE = 0.4
"""Two lines are one line changed where they have at least so much in common."""
WINDOW = 40
"""Expected lines among which the one is looked for that an edited line was."""
LONGEST = 2000
"""Characters of a line that its likeness is reckoned from."""


@dataclass(frozen=True, slots=True)
class Difference:
    """kind: 数不同, 文字改动, 标题改动, 缺少 or 多出. edited and expected: the lines; figures: (in the file, by the data)."""

    kind: str
    edited: ReadLine | None
    expected: ReadLine | None
    figures: tuple[tuple[str, str], ...] = ()


def compare(edited: Sequence[ReadLine], expected: Sequence[ReadLine]) -> list[Difference]:
    """The differences in the order of the report."""
    found: list[Difference] = []
    for equal, (a, b, c, d) in stretches([_key(item) for item in edited], [_key(item) for item in expected]):
        if equal:
            found += [one for x, y in zip(edited[a:b], expected[c:d], strict=True) if (one := _same_words(x, y))]
        else:
            found += _changed(edited[a:b], expected[c:d])
    return found


def _key(item: ReadLine) -> str:
    """The words of a line without its figures: a changed figure leaves the line in its place."""
    return "|".join(NUMBER.sub("#", cell) for cell in item.cells)


def _same_words(edited: ReadLine, expected: ReadLine) -> Difference | None:
    figures = tuple((x, y) for x, y in zip(_numbers(edited), _numbers(expected), strict=True) if x != y)
    return Difference("数不同", edited, expected, figures) if figures else None


def _numbers(item: ReadLine) -> list[str]:
    return [re.sub("[,，]", "", number) for cell in item.cells for number in NUMBER.findall(cell)]


def _changed(edited: Sequence[ReadLine], expected: Sequence[ReadLine]) -> Iterator[Difference]:
    """Lines of a stretch that does not match: paired by likeness in order, the rest missing or added."""
    pairs = _pairs(edited, expected)
    left = {x for x, _ in pairs}
    right = {y for _, y in pairs}
    for x, y in pairs:
        yield _line(edited[x], expected[y])
    yield from (Difference("多出", item, None) for number, item in enumerate(edited) if number not in left)
    yield from (Difference("缺少", None, item) for number, item in enumerate(expected) if number not in right)


def _pairs(edited: Sequence[ReadLine], expected: Sequence[ReadLine]) -> list[tuple[int, int]]:
    """Pairs of similar lines, in order: each edited line with the most similar of the next WINDOW expected lines."""
    bags = [_bag(item) for item in expected]
    pairs: list[tuple[int, int]] = []
    start = 0
    for x, item in enumerate(edited):
        bag = _bag(item)
        near = range(start, min(start + WINDOW, len(expected)))
        best = max(((_likeness(item, bag, expected[y], bags[y]), -y) for y in near), default=(0.0, 0))
        if best[0] >= ALIKE:
            pairs.append((x, -best[1]))
            start = -best[1] + 1
    return pairs


def _bag(item: ReadLine) -> Counter[str]:
    """The pairs of neighbouring characters of a line."""
    text = item.text[:LONGEST]
    return Counter(text[at : at + 2] for at in range(max(len(text) - 1, 1)))


def _likeness(first: ReadLine, first_bag: Counter[str], second: ReadLine, second_bag: Counter[str]) -> float:
    """From 0 to 1: the share of neighbouring characters that two lines have in common."""
    if bool(first.row) != bool(second.row):
        return 0.0
    whole = first_bag.total() + second_bag.total()
    return 2 * (first_bag & second_bag).total() / whole if whole else 1.0


def _line(edited: ReadLine, expected: ReadLine) -> Difference:
    before, after = _numbers(edited), _numbers(expected)
    figures = tuple(
        ("、".join(before[a:b]), "、".join(after[c:d])) for equal, (a, b, c, d) in stretches(before, after) if not equal
    )
    kind = "标题改动" if expected.heading else "文字改动"
    return Difference(kind, edited, expected, figures)
