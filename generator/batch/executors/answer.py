"""The answer of a worker, examined before anything of it is used: a worker on a cluster may be broken, or lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.batch.worker.work import Done, Who
from generator.build import Built, Written
from generator.checks import Finding
from generator.errors import CrashError, GongkaiError, OutputError
from generator.runtime.door import is_bare
from generator.writers.formats import FORMATS

_REMEDY = "检查集群各台机器上的程序是不是同一版本、有没有被人动过，再做一次"
_DEPTH = 3
"""Parts of a file's path below the output folder: department, year, file."""


def examined(answer: object, source: Path, formats: Iterable[str]) -> Done:
    """The answer itself where it is sound: of the types that it must have, its files just those that were asked for.

    Raises CrashError otherwise, in the name of the source.
    """
    fault = _fault(answer, tuple(formats))
    if fault:
        raise CrashError(f"工作进程交回的结果不对：{fault}", file=str(source), remedy=_REMEDY)
    assert isinstance(answer, Done)
    return answer


def _fault(answer: object, formats: tuple[str, ...]) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if not isinstance(answer, Done):
        return f"不是一份结果，是 {type(answer).__name__}"
    if not isinstance(answer.letter, bytes) or not _is_tuple_of_texts(answer.inputs) or not _is_tuple_of_texts(answer.packs):
        return "各项的类型不对"
    if not isinstance(answer.contents, dict) or not isinstance(answer.figures, dict):
        return "各项的类型不对"
    if answer.built is None:
        return "" if isinstance(answer.error, GongkaiError) and not answer.contents else "既没有文件，也没有说为什么"
    if not isinstance(answer.built, Built) or not isinstance(answer.who, Who):
        return "各项的类型不对"
    if not (isinstance(answer.who.department, str) and isinstance(answer.who.year, int) and isinstance(answer.who.kind, str)):
        return "没有说清是哪个部门、哪个年度"
    return _fault_of_files(answer.built, answer.contents, formats)


def _fault_of_files(built: Built, contents: dict[str, bytes], formats: tuple[str, ...]) -> str:
    parts = (built.files, Written), (built.findings, Finding), (built.refused, OutputError), (built.notes, str)
    if not all(isinstance(found, list) and all(isinstance(one, kind) for one in found) for found, kind in parts):
        return "各项的类型不对"
    if not isinstance(built.reports, dict) or not all(isinstance(stem, str) for stem in built.reports.values()):
        return "各项的类型不对"
    allowed = {f"{stem}{FORMATS[kind].suffix}" for stem in built.reports.values() for kind in formats}
    for name, content in contents.items():
        if not isinstance(name, str) or not isinstance(content, bytes):
            return "各项的类型不对"
        parts_of_name = name.split("/")
        if len(parts_of_name) != _DEPTH or not all(map(is_bare, parts_of_name)):
            return f"文件“{name}”要写到输出文件夹外面"
        if name not in allowed:
            return f"多出了没有要的文件“{name}”"
    for file in built.files:
        if not isinstance(file.path, str) or not isinstance(file.format, str) or Path(file.path).as_posix() not in contents:
            return f"说有文件“{file.path}”，却没有交来"
        form = FORMATS.get(file.format)
        if form is None or not Path(file.path).as_posix().endswith(form.suffix):
            return f"文件“{file.path}”不是所说的格式"
    return ""


def _is_tuple_of_texts(found: object) -> bool:
    return isinstance(found, tuple) and all(isinstance(one, str) for one in found)
