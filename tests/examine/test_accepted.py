"""不是问题: what a reviewer lets stand counts no longer, until the words change."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks import Severity
from generator.cli import main
from generator.errors import GongkaiError, UsageError
from generator.examine.accepted import accept, accepted_file, without_accepted
from generator.examine.places import ReportFinding, finding
from generator.reports.report import ReportPlace

PLACE = ReportPlace(file="报告.html", paragraph=7)
WIDE = "办公用品:文具、纸张"


def found(message: str = "中文之间用了半角标点：“:”", words: str = WIDE, rule: str = "Z05") -> ReportFinding:
    return finding(rule, Severity.HINT, message, "改用全角标点", PLACE, words)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "报告.html"


def test_a_finding_that_is_let_stand_counts_no_longer(report: Path) -> None:
    other = found("一节的末尾是“；”", "占0.21%；")
    assert accept(report, [found(), other], "文具", "品名照采购目录") == [found()]
    kept = without_accepted(report, [found(), other])
    assert (kept.left, kept.number) == ([other], 1)
    assert "品名照采购目录" in accepted_file(report).read_text(encoding="utf-8")


def test_it_lapses_when_the_words_change_and_is_named(report: Path) -> None:
    accept(report, [found()], "半角", "原件如此")
    changed = found(words="办公用品:文具、纸张、硒鼓")
    kept = without_accepted(report, [changed])
    assert kept.number == 0
    assert kept.left[0] == changed
    assert (kept.left[1].rule, kept.left[1].severity) == ("不是问题", Severity.HINT)
    assert "第2行的一条不再对得上" in kept.left[1].message


def test_the_number_of_places_does_not_count(report: Path) -> None:
    accept(report, [found("少了句号（共3处）")], "句号", "表里不用")
    assert without_accepted(report, [found("少了句号（共4处）")]).left == []


def test_entries_are_added_and_what_people_wrote_stays(report: Path) -> None:
    accept(report, [found()], "文具", "甲")
    file = accepted_file(report)
    file.write_text(file.read_text(encoding="utf-8") + "# 张科员复核过\n", encoding="utf-8")
    assert accept(report, [found(), found("末尾是“；”", "占1%；")], "末尾", "乙") == [found("末尾是“；”", "占1%；")]
    assert accept(report, [found()], "文具", "再标一次") == []
    text = file.read_text(encoding="utf-8")
    assert "# 张科员复核过" in text
    assert text.count("规则:") == 2


@pytest.mark.parametrize(("piece", "reason"), [("文具", " "), ("没有的字", "甲"), ("", "甲")])
def test_a_reason_and_a_finding_are_needed(report: Path, piece: str, reason: str) -> None:
    with pytest.raises(UsageError):
        accept(report, [found()], piece, reason)
    assert not accepted_file(report).exists()


@pytest.mark.parametrize("text", ["甲", "- 甲", "- {规则: Z05, 别的: 1}", "- {规则: [", "规则: Z05"])
def test_a_file_that_is_not_as_it_should_be_is_said(report: Path, text: str) -> None:
    accepted_file(report).write_text(text, encoding="utf-8")
    with pytest.raises(GongkaiError) as caught:
        without_accepted(report, [found()])
    assert caught.value.remedy


def test_the_command_writes_it_and_the_next_run_heeds_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "某局2023年部门决算.html"
    text = "<h1>第一部分 某局概况</h1><h2>一、主要职责</h2><p>管理:文具、纸张。</p><h1>第二部分 名词解释</h1>"
    page.write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    main(["check", str(page)])
    before = capsys.readouterr().out
    assert "半角标点" in before
    main(["check", str(page), "--not-a-problem", "半角标点", "--why", "原件如此"])
    capsys.readouterr()
    main(["check", str(page)])
    after = capsys.readouterr().out
    assert "半角标点" not in after
    assert "另有1处标为不是问题" in after
