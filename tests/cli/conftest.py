"""What the tests of the command line share: a way to run it, and small copies of the examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.cli import main
from tests.examples import GONGJING, SHILI, copy_of


class Ran(NamedTuple):
    """Exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process; no run may end in a traceback."""

    def run_(*arguments: object) -> Ran:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(status, out, err)

    return run_


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A department-year without 错误, on a path with Chinese and spaces."""
    return copy_of(GONGJING, tmp_path / "贡井 区")


@pytest.fixture
def short(tmp_path: Path) -> tuple[object, ...]:
    """The arguments of `build` for a report of a few pages, which every engine prints in a moment."""
    return "build", copy_of(SHILI, tmp_path / "示例"), "-t", "tongyong-xiangmu-ziping"


@pytest.fixture
def unfilled(tmp_path: Path) -> Path:
    """The same with one amount still to be filled."""
    return copy_of(GONGJING, tmp_path / "未填", "三公与资产.yaml", "  授予小微企业: 0", "  授予小微企业: 待填")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The same with a full-width figure."""
    return copy_of(GONGJING, tmp_path / "写错", "三公与资产.yaml", "  授予小微企业: 0", "  授予小微企业: ０")
