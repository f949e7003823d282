"""没有, 持平 and 有所增加 that contradict the data are told with what the data give."""

from __future__ import annotations

import pytest

from tests.checks.text.held import found

TOLD = {
    "本年度没有公务接待费支出。": "文字里写没有公务接待费支出，数据里的公务接待费决算是7798.00元",
    "2023年度无政府性基金预算财政拨款支出。": "文字里写无政府性基金预算财政拨款支出，数据里的支出是1062850.51元",
    "公务用车运行维护费与上年持平。": "文字里写持平，数据里的公务用车运行维护费决算增减额是11372.84元",
    "公务接待费比上年有所增加。": "文字里写公务接待费比上年有所增加，数据里的公务接待费决算增减额是-815.00元",
    "全年未购置公务用车。": "文字里写未购置公务用车，数据里的公务用车购置数是1",
}


@pytest.mark.parametrize("sentence", TOLD)
def test_what_words_say_is_held_against_the_data(sentence: str) -> None:
    assert [message for _, message in found(sentence, "")] == [TOLD[sentence]]


RIGHT = [
    "本年度没有对外投资支出，未发生公务接待费超支。",
    "公务接待费与上年基本持平。",
    "公务接待费比上年有所下降，机关运行经费比上年略有增加。",
    "“三公”经费决算数小于预算数。",
    "全年未发生因公出国（境）违规问题。",
]


@pytest.mark.parametrize("sentence", RIGHT)
def test_words_that_the_data_bear_out_are_left_alone(sentence: str) -> None:
    assert found(sentence, "") == []
