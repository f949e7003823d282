"""WeasyPrint, loaded late: its import takes half a second, and its native libraries may be absent."""

from __future__ import annotations

from typing import Any

from generator.errors import MissingEngine

TESTED = ("69", "70")
"""Major versions of WeasyPrint with which the corrections of its layout and its tags were tested."""
_REMEDY = (
    "Debian/Ubuntu：apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0；"
    "Windows：装 MSYS2 后运行 pacman -S mingw-w64-x86_64-pango；macOS：brew install pango。其他格式不受影响"
)


def engine() -> Any:
    """WeasyPrint. Raises MissingEngine where its native libraries are absent."""
    try:
        import weasyprint
    except (OSError, ImportError) as error:
        raise MissingEngine(f"PDF 引擎缺少系统库：{error}", remedy=_REMEDY) from error
    return weasyprint


def tested(version: str) -> bool:
    """Whether the engine's boxes and sheets have the shape expected here."""
    return version.partition(".")[0] in TESTED


def untested_note() -> str:
    """What a person should know where the engine is of a version that was not tested; empty where all is as it should be.

    Raises MissingEngine as `engine` does.
    """
    version = str(engine().__version__)
    if tested(version):
        return ""
    known = "、".join(TESTED)
    return (
        f"PDF 引擎 WeasyPrint {version} 没有试过（试过 {known}）：行尾不齐，分到两页的合并单元格不补线。"
        f'要排得一样，装试过的版本：pip install "weasyprint>={TESTED[0]},<{int(TESTED[-1]) + 1}"'
    )
