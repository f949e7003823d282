"""Lay a document out once with WeasyPrint: page numbers of its headings, number of pages, the PDF's bytes.

The engine is imported only when a layout is asked for: the import takes half a second, and native libraries may be absent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from hashlib import sha256
from typing import Any
from warnings import catch_warnings, simplefilter

from generator.document.blocks import Document, Heading
from generator.errors import UsageError
from generator.runtime.garbage import collector_off
from generator.writers.fonts.find import Fonts
from generator.writers.html import page_html
from generator.writers.html.css import contents_css, paper_css
from generator.writers.pdf.attach import Attached, for_engine
from generator.writers.pdf.fontfile import face_bytes
from generator.writers.pdf.job import Job, Printed
from generator.writers.pdf.weasyprint.engine import engine, untested_note
from generator.writers.pdf.weasyprint.justify import justify
from generator.writers.pdf.weasyprint.pdftags import finish_streams, keep_own_links, list_files_once, name_scopes, print_links
from generator.writers.pdf.weasyprint.streamends import plain_ends
from generator.writers.style import Style

__all__ = ["Layout", "engine_version", "layout", "print_job", "untested_note"]

_NO_GLYPH = "glyph rendered for Unicode string unsupported"
"""What the engine says of a character that no font has."""
VARIANTS = (
    *("pdf/a-1a", "pdf/a-1b", "pdf/a-2a", "pdf/a-2b", "pdf/a-2u", "pdf/a-3a", "pdf/a-3b", "pdf/a-3u"),
    *("pdf/a-4e", "pdf/a-4f", "pdf/a-4u", "pdf/ua-1"),
)
"""The variants of PDF that the engine writes."""


class Layout:
    """One finished layout. pages: heading id → page (1 is the first of the file); count: number of pages.

    warnings: what the engine complained of, in its words, but for characters without a glyph (`fonts.coverage` says them).
    """

    def __init__(self, rendered: Any, targets: frozenset[str], identifier: bytes, warnings: list[str]) -> None:
        self._rendered = rendered
        self._identifier = identifier
        self.warnings = warnings
        self.count: int = len(rendered.pages)
        self.pages: dict[str, int] = {}
        for number, page in enumerate(rendered.pages, start=1):
            for anchor in page.anchors:
                if anchor in targets:
                    self.pages.setdefault(anchor, number)

    def pdf(self, variant: str | None = None, attached: Iterable[Attached] = ()) -> bytes:
        """The PDF file. variant: such as `pdf/a-3a` or `pdf/ua-1`, which are tagged.

        attached: files to put inside.

        Equal layouts give equal bytes.
        """
        with collector_off(), _listening(self.warnings), catch_warnings(), plain_ends() if variant else nullcontext():
            simplefilter("ignore", ResourceWarning)  # the engine leaves the file of its colour profile open
            data: bytes = self._rendered.write_pdf(
                finisher=_finish if variant else None,
                pdf_variant=variant,
                pdf_identifier=self._identifier,
                pdf_tags=bool(variant),
                attachments=for_engine(attached) or None,
            )
            self._rendered.color_profiles.clear()  # one variant's profile is not the next one's
            self._rendered.fonts.clear()
        return data


def layout(typeset: Document, style: Style, fonts: Fonts, *, draft: bool = False) -> Layout:
    """Lay a typeset document out. Raises MissingEngine without native libraries. draft: mark what is still to be filled."""
    weasyprint = engine()
    css = paper_css(style, fonts)
    configuration, fetch = _loaded(fonts)
    family = fonts.family("宋体").replace('"', "")
    markup = page_html(typeset, style, css=contents_css(style), draft=draft, chart_family=family)
    warnings: list[str] = []
    with collector_off(), _listening(warnings):
        page = weasyprint.HTML(string=markup, url_fetcher=fetch)
        rendered = page.render(stylesheets=[_sheet(css, fonts)], font_config=configuration)
        roles = [name for name, role in style.roles.items() if role.align == "justify"]
        justify(rendered, weasyprint.__version__, roles)
        keep_own_links(rendered)
    targets = frozenset(block.id for block in typeset.blocks() if isinstance(block, Heading))
    return Layout(rendered, targets, sha256("\n".join((fonts.css(), css + markup)).encode()).digest()[:16], warnings)


def print_job(job: Job) -> Printed:
    """The PDF of a report. Raises MissingEngine without native libraries, UsageError for a variant that the engine lacks."""
    if job.variant and job.variant not in VARIANTS:
        raise UsageError(f"WeasyPrint 不能做“{job.variant}”", remedy=f"可用：{'、'.join(VARIANTS)}")
    made = layout(job.paged.typeset, job.arranged.style, job.fonts, draft=job.draft)
    data = made.pdf(job.variant or None, job.attached)
    return Printed(data, made.count, tuple(made.warnings))


def engine_version() -> str:
    """The engine's version. Raises MissingEngine where it cannot be loaded."""
    return str(engine().__version__)


@lru_cache(maxsize=4)
def _sheet(css: str, fonts: Fonts) -> Any:
    """The parsed style sheet of a style."""
    configuration, fetch = _loaded(fonts)
    return engine().CSS(string=css, font_config=configuration, url_fetcher=fetch)


@lru_cache(maxsize=2)
def _loaded(fonts: Fonts) -> tuple[Any, Callable[[str], Any]]:
    """The engine's fonts, and what it may open. Once per process for all styles that name the same: they take 45 MB."""
    weasyprint = engine()
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    fetch = _fetcher(fonts)
    weasyprint.CSS(string=fonts.css(), font_config=configuration, url_fetcher=fetch)
    return configuration, fetch


def _fetcher(fonts: Fonts) -> Callable[[str], Any]:
    """What the engine may open: our own font files and data: URIs, nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    allowed = fonts.files()
    inline = URLFetcher(allowed_protocols=["data"])

    def fetch(url: str) -> Any:
        if url.startswith("data:"):
            return inline.fetch(url)
        if url in allowed:
            return URLFetcherResponse(url, face_bytes(*allowed[url]))
        raise ValueError(f"不取外部文件：{url}")

    return fetch


def _finish(rendered: Any, pdf: Any) -> None:
    name_scopes(rendered)
    print_links(pdf)
    list_files_once(pdf)
    finish_streams(pdf)


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if _NO_GLYPH not in message and message not in self._heard:
            self._heard.append(message)


@contextmanager
def _listening(heard: list[str]) -> Iterator[None]:
    """Collect the engine's warnings meanwhile."""
    logger, listener = logging.getLogger("weasyprint"), _Listener(heard)
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
