"""Typst, loaded late: compiles a source that can reach no file, no package and no network; forgets what it compiled."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from tempfile import TemporaryDirectory
from typing import Any

from generator.errors import MissingEngine
from generator.runtime.memory import give_back

TESTED = ("0.15",)
"""Minor versions with which pages, tags and standards were tested."""
REMEDY = "pip install typst（0.15）；没有适合本机的安装包时用 --engine weasyprint。其他格式不受影响"
_AGES = 11
"""The compiler forgets what has not been used in the last ten compiles."""


def engine() -> Any:
    """Typst. Raises MissingEngine where it is not installed or cannot be loaded."""
    try:
        import typst
    except (OSError, ImportError) as error:
        raise MissingEngine(f"PDF 引擎 Typst 用不了：{error}", remedy=REMEDY) from error
    return typst


def engine_version() -> str:
    """The engine's version. Raises MissingEngine where it cannot be loaded."""
    engine()
    return version("typst")


def untested_note() -> str:
    """What a person should know where the engine is of a version that was not tested; empty where all is as it should be.

    Raises MissingEngine as `engine` does.
    """
    number = engine_version()
    if number.rpartition(".")[0] in TESTED:
        return ""
    return (
        f"PDF 引擎 Typst {number} 没有试过（试过 {'、'.join(TESTED)}）：分页可能和 Word 目录的页码不一致。"
        f'要排得一样，装试过的版本：pip install "typst~={TESTED[-1]}.0"'
    )


def compiled(source: str, fonts: Any, standards: Sequence[str]) -> tuple[bytes, list[str]]:
    """The PDF of a source, and what the compiler complained of, in its words. Raises its own error for a wrong source.

    fonts: as Typst has loaded them.
    """
    typst = engine()
    with TemporaryDirectory(prefix="gongkai-") as empty:
        data, warnings = typst.compile_with_warnings(
            source.encode(),
            root=empty,
            font_paths=fonts,
            format="pdf",
            pdf_standards=list(standards),
            package_path=empty,
            package_cache_path=empty,
            timestamp=0,
        )
    return data, [warning.message for warning in warnings]


def forget(fonts: Any) -> None:
    """Let the compiler drop what it remembers of documents: up to 100 MB each."""
    typst = engine()
    for number in range(_AGES):
        typst.compile(f"#metadata({number})".encode(), font_paths=fonts, format="pdf", timestamp=0)
    give_back()
