"""The answer of a worker is examined: one that lies about its files, or is no answer, costs its own department only."""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.batch.executors.answer import examined
from generator.batch.index import opened
from generator.batch.run import Batch, Outcome
from generator.batch.worker.work import Done, Task, Who, work
from generator.build import Options
from generator.errors import CrashError
from tests.batch.county import county
from tests.examples import GONGJING

FIRST, SECOND = "甲县医疗保障局", "乙县医疗保障局"


def honest() -> Done:
    return work(Task(GONGJING, Options(formats=("txt",), out=Path())))


def moved(done: Done, name: str) -> Done:
    """The answer with its first file under another name, told consistently."""
    assert done.built is not None
    first, *rest = done.built.files
    stem = name.removesuffix(".txt")
    pack = next(iter(done.built.reports))
    built = replace(done.built, files=[replace(first, path=name), *rest], reports={**done.built.reports, pack: stem})
    contents = {name: b"evil", **{path: data for path, data in done.contents.items() if path != first.path}}
    return replace(done, built=built, contents=contents)


LIES = [
    "../../../被写.txt",
    "/etc/被写.txt",
    "局/2020/../../被写.txt",
    "局/../被写.txt",
    "局\\2020/x/被写.txt",
    "局/2020/nul.txt",
    "局/2020/深/被写.txt",
    "被写.txt",
]


class Lying(Executor):
    """Does the work here, and gives back something else for one of the departments."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        done = function(*args)
        lied = FIRST in str(args[0].source)
        future.set_result(self.answer(done) if lied else done)
        return future


def built_by(answer: Any, folder: Path, out: Path) -> dict[str, Outcome]:
    sources = county(folder, (FIRST, SECOND))
    with opened(out) as index:
        batch = Batch(index, Options(formats=("txt",), out=out), lambda: Lying(answer), letters=True)
        return {FIRST if FIRST in str(one.source) else SECOND: one for one in batch.run(sources.values())}


@pytest.mark.parametrize("name", LIES)
def test_a_file_elsewhere_is_not_written_and_the_others_are_made(tmp_path: Path, name: str) -> None:
    found = built_by(lambda done: moved(done, name), tmp_path / "data", tmp_path / "甲" / "乙" / "out")
    assert "结果不对" in str(found[FIRST].error)
    assert found[SECOND].error is None
    assert not list(tmp_path.rglob("被写*"))
    assert not Path("/etc/被写.txt").exists()


@pytest.mark.parametrize(
    "answer",
    [
        lambda done: None,
        lambda done: {"built": 1},
        lambda done: Done(),
        lambda done: replace(done, built=1),
        lambda done: replace(done, who=("局", 2020)),
        lambda done: replace(done, contents={}),
        lambda done: replace(done, contents=dict.fromkeys(done.contents, "text")),
        lambda done: replace(done, contents=[1]),
        lambda done: replace(done, letter="text"),
        lambda done: replace(done, packs=[1]),
        lambda done: replace(done, inputs=(1,)),
        lambda done: replace(done, built=replace(done.built, findings=[{"rule": "A"}])),
        lambda done: replace(done, built=replace(done.built, files=[1])),
        lambda done: replace(done, built=replace(done.built, reports={"x": 1})),
        lambda done: replace(done, contents={**done.contents, "局/2020/多.docx": b"1"}),
        lambda done: replace(done, built=replace(done.built, files=[replace(f, format="pdf") for f in done.built.files])),
    ],
)
def test_an_answer_that_is_none_fails_its_own_department(tmp_path: Path, answer: Any) -> None:
    found = built_by(answer, tmp_path / "data", tmp_path / "out")
    assert isinstance(found[FIRST].error, CrashError)
    assert found[FIRST].error.remedy
    assert found[SECOND].error is None


def test_a_lying_name_of_a_department_or_form_stays_within_the_folder(tmp_path: Path) -> None:
    def lie(done: Done) -> Done:
        assert done.who is not None
        return replace(done, letter=b"letter", who=Who("../../被写", done.who.year, "x/../../../被写"))

    built_by(lie, tmp_path / "data", tmp_path / "甲" / "out")
    assert not [path for path in tmp_path.rglob("*被写*") if not path.is_relative_to(tmp_path / "甲" / "out")]


def test_an_honest_answer_passes() -> None:
    done = honest()
    assert examined(done, GONGJING, ("txt",)) is done
