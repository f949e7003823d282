"""Runs of text as HTML: escaped, with line breaks, bold and, in a draft, ledger keys and marks."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from generator.document.blocks import Run, Runs, TemplateLine
from generator.writers.arrange.linebreak import BREAK, GAP


def runs_html(runs: Runs, draft: bool) -> str:
    """The markup of runs. Only a draft carries keys (`<data value>`) and highlights what is still to be filled."""
    return "".join(_run(run, draft) for run in runs)


def template_html(template: TemplateLine, draft: bool) -> str:
    """The attribute that says in a draft where a block is written; nothing in a final file, nor where no template has it."""
    return f' data-template="{escape(str(template))}"' if draft and template.line else ""


def line_html(text: str, markup: str) -> str:
    """The markup of a whole paragraph or cell, ready for lines of exact height.

    Where Chinese and Latin type meet on a line, the engine's line grows beyond its exact height (by 0.06 em). Inside an
    inline box without height of its own the text leaves the height to the paragraph. Text of one kind needs no box.
    """
    return f"<span>{markup}</span>" if mixed(text) else markup


_SPACED = re.compile(f"(.){GAP}")
_MIXED = re.compile(r"[!-~][^!-~]|[^!-~][!-~]")


@lru_cache(maxsize=8192)
def mixed(text: str) -> bool:
    """Whether two kinds of type meet; most cells of a report hold one of few texts."""
    return _MIXED.search(text) is not None


@lru_cache(maxsize=8192)
def text_html(text: str) -> str:
    """Plain text, escaped; a line break where it has one, and what the marks of `typeset` stand for."""
    markup = escape(text, quote=False).replace("\n", "<br>").replace(BREAK, '<br class="soft">')
    return _SPACED.sub(r'<span class="gap">\1</span>', markup)


def _run(run: Run, draft: bool) -> str:
    markup = text_html(run.text)
    if draft and run.key:
        markup = f'<data value="{escape(run.key)}">{markup}</data>'
    if draft and run.pending:
        markup = f"<mark>{markup}</mark>"
    return f"<b>{markup}</b>" if run.bold else markup
