"""科目 of one year in the next: the same code under a new name, another code under the same name, or none at all."""

from __future__ import annotations

import re

from generator.model.classification import Classification, economic, functional

CODE = re.compile(r"[23]\d{2}(?:\d{2}){0,2}")


def renamed(code: str, year: int, reported: list[str]) -> str:
    """The code in the classification of `year`; what is not a 科目 stays. `reported` receives a sentence for every change.

    A code that is no longer in force goes to the one code of the same level that has its name; where there is none, it stays,
    and the reader will ask for another.
    """
    if not CODE.fullmatch(code):
        return code
    table: Classification = economic(year) if code.startswith("3") else functional(year)
    before = (economic(year - 1) if code.startswith("3") else functional(year - 1)).find(code)
    now = table.find(code)
    if before is None:
        return code
    if now is None:
        same = [row for row in table.in_force() if row.name == before.name and len(row.code) == len(code)]
        if len(same) == 1:
            _report(reported, f"科目{code}（{before.name}）{year}年度改为{same[0].code}")
            return same[0].code
        _report(reported, f"科目{code}（{before.name}）{year}年度没有了，没有同名的科目：请改成新的科目")
    elif now.name != before.name:
        _report(reported, f"科目{code}改名：{before.name} → {now.name}")
    return code


def _report(reported: list[str], sentence: str) -> None:
    if sentence not in reported:
        reported.append(sentence)
