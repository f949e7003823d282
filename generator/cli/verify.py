"""`gongkai verify`: what was edited in a report, so that the data can be brought up to date or the edit undone."""

from __future__ import annotations

import argparse
import json

from generator.verify import Difference, verify


def run(options: argparse.Namespace) -> int:
    """Compare and print; status 1 where there are differences."""
    result = verify(options.edited, options.source, tuple(options.packs))
    if options.json:
        rows = [_row(difference, [str(p) for p in places]) for difference, places in result.differences]
        print(json.dumps({"report": result.pack, "differences": rows}, ensure_ascii=False, indent=1))
    else:
        for number, (difference, places) in enumerate(result.differences, 1):
            _report(number, difference, [str(p) for p in places])
        count = len(result.differences)
        print(f"与“{result.pack}”比：{f'{count}处不同' if count else '没有不同'}。")
    return 1 if result.differences else 0


def _row(difference: Difference, places: list[str]) -> dict[str, object]:
    edited, expected = difference.edited, difference.expected
    return {
        "kind": difference.kind,
        "edited": edited.text if edited else None,
        "expected": expected.text if expected else None,
        "where": (edited or expected).where if edited or expected else "",  # type: ignore[union-attr]
        "figures": [{"edited": a, "expected": b} for a, b in difference.figures],
        "data": places,
    }


def _report(number: int, difference: Difference, places: list[str]) -> None:
    item = difference.edited or difference.expected
    print(f"{number}. {difference.kind}：{item.where if item else ''}")
    if difference.edited:
        print(f"    文件里：{difference.edited.text}")
    if difference.expected:
        print(f"    数据里：{difference.expected.text}")
    for edited, expected in difference.figures:
        print(f"    数：{edited or '（无）'} ← 数据是 {expected or '（无）'}")
    if places:
        print(f"    出处：{'；'.join(places)}")
