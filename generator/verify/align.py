"""Two sequences laid side by side: which entries are equal, which stretches differ; in time close to their length.

Equal ends first, then entries that each side has once, in their order (the patience way); only short stretches between are
compared entry by entry. difflib alone takes time in proportion to the product of the lengths where many entries are equal.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

SHORT = 40_000
"""Pairs of entries up to which a stretch is compared entry by entry."""
Stretch = tuple[int, int, int, int]
"""From and to on the left, from and to on the right."""


def stretches(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[bool, Stretch]]:
    """The stretches in order, each with whether it is equal."""
    found: list[tuple[bool, Stretch]] = []
    todo: list[tuple[bool, Stretch]] = [(False, (0, len(left), 0, len(right)))]
    while todo:
        equal, (a, b, c, d) = todo.pop()
        if equal:
            found.append((True, (a, b, c, d)))
        elif a < b or c < d:
            parts = list(_parts(left, right, (a, b, c, d)))
            if len(parts) == 1:
                found += _short(left, right, parts[0][1]) if not parts[0][0] else parts
            else:
                todo += reversed(parts)
    return _joined(found)


def _parts(left: Sequence[Hashable], right: Sequence[Hashable], whole: Stretch) -> Iterator[tuple[bool, Stretch]]:
    """A stretch cut at its equal ends, or where none are, at entries that each side has once."""
    a, b, c, d = whole
    head = 0
    while a + head < b and c + head < d and left[a + head] == right[c + head]:
        head += 1
    tail = 0
    while a + head < b - tail and c + head < d - tail and left[b - tail - 1] == right[d - tail - 1]:
        tail += 1
    if head or tail:
        cuts = [(True, (a, a + head, c, c + head)), (False, (a + head, b - tail, c + head, d - tail))]
        yield from (one for one in [*cuts, (True, (b - tail, b, d - tail, d))] if one[1][0] < one[1][1] or one[1][2] < one[1][3])
        return
    x, y = a, c
    for one, other in _anchors(left, right, whole):
        if x < one or y < other:
            yield False, (x, one, y, other)
        yield True, (one, one + 1, other, other + 1)
        x, y = one + 1, other + 1
    if x < b or y < d:
        yield False, (x, b, y, d)


def _anchors(left: Sequence[Hashable], right: Sequence[Hashable], whole: Stretch) -> list[tuple[int, int]]:
    """Entries that both sides have just once, as many as stand in the same order (the longest rising sequence)."""
    a, b, c, d = whole
    once = Counter(left[a:b])
    places = {entry: number for number, entry in enumerate(right[c:d], c)}
    there = Counter(right[c:d])
    pairs = [(x, places[left[x]]) for x in range(a, b) if once[left[x]] == 1 and there[left[x]] == 1]
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, y) in enumerate(pairs):
        at = bisect_left(ends, y)
        ends[at : at + 1] = [y]
        last[at : at + 1] = [number]
        before.append(last[at - 1] if at else -1)
    chosen = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _short(left: Sequence[Hashable], right: Sequence[Hashable], whole: Stretch) -> list[tuple[bool, Stretch]]:
    """A stretch without entries of its own on both sides: compared entry by entry where it is short, else as a whole."""
    a, b, c, d = whole
    if (b - a) * (d - c) > SHORT:
        return [(False, whole)]
    matcher = difflib.SequenceMatcher(None, left[a:b], right[c:d], autojunk=False)
    return [(tag == "equal", (a + i, a + j, c + k, c + m)) for tag, i, j, k, m in matcher.get_opcodes()]


def _joined(found: list[tuple[bool, Stretch]]) -> list[tuple[bool, Stretch]]:
    """Neighbours of one kind made one stretch."""
    joined: list[tuple[bool, Stretch]] = []
    for equal, (a, b, c, d) in found:
        if joined and joined[-1][0] == equal:
            start = joined[-1][1]
            joined[-1] = equal, (start[0], b, start[2], d)
        else:
            joined.append((equal, (a, b, c, d)))
    return joined
