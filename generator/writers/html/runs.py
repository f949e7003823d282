"""Runs of text as HTML: escaped, with line breaks, bold and, in a draft, ledger keys and marks."""

from __future__ import annotations

from html import escape

from generator.document.blocks import Run, Runs


def runs_html(runs: Runs, draft: bool) -> str:
    """The markup of runs. Only a draft carries keys (`<data value>`) and highlights what is still to be filled."""
    return "".join(_run(run, draft) for run in runs)


def text_html(text: str) -> str:
    """Plain text, escaped; a line break where it has one."""
    return escape(text, quote=False).replace("\n", "<br>")


def _run(run: Run, draft: bool) -> str:
    markup = text_html(run.text)
    if draft and run.key:
        markup = f'<data value="{escape(run.key)}">{markup}</data>'
    if draft and run.pending:
        markup = f"<mark>{markup}</mark>"
    return f"<b>{markup}</b>" if run.bold else markup
