"""The measurement of the rules runs and tells its numbers; how fast they are is not a matter of tests."""

from __future__ import annotations

import pytest

from benchmarks.checks import EXAMPLE, main, measure, memory

pytestmark = pytest.mark.benchmark


def test_the_benchmark_of_the_rules_runs_and_prints_a_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    main([str(EXAMPLE), "1"])
    assert "比 " in capsys.readouterr().out


def test_the_benchmark_asks_all_rules_of_the_clean_example() -> None:
    got = measure(EXAMPLE, 2)
    assert got.findings == 0
    assert min(got.reading, got.rules, got.ratio) > 0


def test_the_memory_of_a_county_is_reported_after_its_first_and_its_last_department() -> None:
    told = list(memory(2))
    assert [number for number, _ in told] == [1, 2]
    assert 20 < told[0][1] <= told[1][1] < 400
