"""The PDF engine (WeasyPrint), loaded late and spared what our pages never need: equal bytes in less time.

What is spared: parsing HTML by the rules for broken pages (ours is well-formed), and the engine's own rules for
pseudo-elements and page margins that no style uses, which make it compute a style for each of them on every element and
page. Both lean on parts of the engine that are no public interface: on a version that this was not tested with, the plain
way is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from generator.errors import MissingEngine

TESTED = ("69", "70")
"""Major versions of WeasyPrint with which the shortened ways give the bytes of the plain one."""
_REMEDY = (
    "Debian/Ubuntu：apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0；"
    "Windows：装 MSYS2 后运行 pacman -S mingw-w64-x86_64-pango；macOS：brew install pango。其他格式不受影响"
)
_VOID = re.compile(r"<(br|col|img|meta)((?: [^<>]*)?)>")
_UNIVERSAL = re.compile(r"(?m)^::[^{]*\{[^}]*\}")
_MARGINS = re.compile(r"(?m)^ *@(?:top|left|right|bottom)-(?!(?:left|center|right) )[a-z-]+ +\{[^}]*\}|^ *@top-[a-z]+ +\{[^}]*\}")


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
        f"PDF 引擎 WeasyPrint {version} 没有试过（试过 {known}）：改用它原样的排法，行尾不齐，时间约多六成。"
        f'要排得一样，装试过的版本：pip install "weasyprint>={TESTED[0]},<{int(TESTED[-1]) + 1}"'
    )


def opened(markup: str, fetch: Callable[[str], Any]) -> Any:
    """A page of ours (`html.page_html`) as the engine's HTML object. fetch: what the engine may open."""
    weasyprint = engine()
    if not tested(weasyprint.__version__):
        return weasyprint.HTML(string=markup, url_fetcher=fetch)
    return _page_class()(markup, fetch)


@lru_cache(maxsize=1)
def _page_class() -> Any:
    weasyprint = engine()
    from cssselect2 import ElementWrapper

    folder = Path(weasyprint.__file__).parent / "css"
    sheet = weasyprint.CSS(string=slim((folder / "html5_ua.css").read_text(encoding="utf-8")))

    plain: Any = weasyprint.HTML

    class Page(plain):  # type: ignore[misc]  # the engine has no types
        def __init__(self, markup: str, fetch: Callable[[str], Any]) -> None:
            tree = ElementTree.fromstring(_VOID.sub(r"<\1\2/>", markup.removeprefix("<!DOCTYPE html>\n")))
            self.base_url, self.url_fetcher, self.media_type = None, fetch, "print"
            self.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return super()._ua_stylesheets(forms) if forms else [sheet]

    return Page


def slim(sheet: str) -> str:
    """The engine's own sheet without rules for every element's pseudo-elements and for margins that no style prints in."""
    return _MARGINS.sub("", _UNIVERSAL.sub("", sheet))
