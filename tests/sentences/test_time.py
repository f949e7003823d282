"""Reading takes time in proportion to the length of the text, whatever it holds."""

from __future__ import annotations

import time

import pytest

from generator.sentences import Context, national, read_sentences

PIECES = {
    "数": "1,",
    "空格隔开的数": "1 ",
    "句": "公务接待费支出0.78万元，比上年减少0.08万元，下降9.46%。",
    "括号": "（",
    "括号里的数": "（1",
    "并列": "货物、",
    "比": "比上年",
    "占": "占",
    "年": "2023年",
    "月": "1至",
    "表达式": "\ue000",
    "引号": "“",
    "生字": "瓩",
    "其中": "其中：",
    "个数在前": "对3个项目开展绩效自评，",
    "由": "由",
    "共用单位的数": "1.1、",
    "汉字数": "两辆",
    "没有": "没有公务接待费，",
    "分别": "分别为1万元、",
}
LENGTH = 6000
SLOWEST = 3.2
"""Twice the length takes at most so many times as long; a quadratic part takes four."""


def seconds(text: str) -> float:
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        read_sentences(text, national(), Context(2023))
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    once, twice = (piece * (LENGTH * n // len(piece)) for n in (1, 2))
    slow = [seconds(f"{text}支出1万元") for text in (once, twice)]
    assert slow[1] <= SLOWEST * slow[0] + 0.02, slow
