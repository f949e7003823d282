"""The two files of words: each spelling has one meaning for a unit, names refer to names, patterns are written out."""

from __future__ import annotations

from generator.sentences import Entry, national
from generator.sentences.tokens import THRESHOLD
from generator.sentences.vocabulary import MONEY_UNITS, NAME, SELF, spelled, spellings


def entries() -> list[tuple[str, Entry]]:
    return [(spelling, entry) for spelling, word in national().words.items() if word.kind == NAME for entry in word.meaning]


def test_a_pattern_is_written_out() -> None:
    assert list(spellings("收[入|]总[计|额]")) == ["收入总计", "收入总额", "收总计", "收总额"]
    assert spelled("“三公”经费（含 外事）") == "三公经费(含外事)"


def test_a_spelling_has_one_meaning_for_a_unit_where_nothing_stands_before_it() -> None:
    plain: dict[tuple[str, str], set[str]] = {}
    for spelling, entry in entries():
        if not entry.needs:
            for unit in entry.units:
                plain.setdefault((spelling, unit), set()).add(entry.name)
    assert {key: names for key, names in plain.items() if len(names) > 1} == {}


def test_wholes_that_names_refer_to_are_names() -> None:
    known = {entry.name for _, entry in entries()} | {"人员·", "人员类·", THRESHOLD}
    assert {name for _, entry in entries() for name in entry.under | entry.needs} <= known


def test_names_that_are_added_come_first_and_leave_the_shared_words_alone() -> None:
    own = national().extended([("公务接待费", Entry("经济·30217", needs=frozenset(("公用经费",))))], ["青山县水务局"])
    assert [entry.name for entry in own.words["公务接待费"].meaning] == ["经济·30217", "公务接待费"]
    assert own.words["青山县水务局"].kind == SELF
    assert "青山县水务局" not in national().words
    other = national().extended([("离休人数", Entry("数据·离休", frozenset(("人", "名", "位"))))])
    assert [entry.name for entry in other.words["离休人数"].meaning] == ["数据·离休"]
    assert national().words["公务接待费"].meaning[0].units == MONEY_UNITS
