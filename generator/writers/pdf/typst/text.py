"""Texts as Typst code. What a department writes stands in string literals only: it is never read as markup or code."""

from __future__ import annotations

import re

from generator.document.blocks import Runs
from generator.measures import GAP_WIDTH
from generator.writers.arrange.linebreak import BREAK, GAP

DEFINITIONS = f"""#let gap = context h({GAP_WIDTH:g}em + text.tracking)
#let soft = linebreak(justify: true)
#let hard = linebreak()
#let pending(body) = highlight(fill: rgb("#ffe08a"), extent: 0pt, body)"""
"""What the code of texts calls: the space between Chinese and Latin, line ends of `typeset` and of the text, a draft's mark.

Typst leaves out the tracking of a character before a space of its own, so the space takes it over.
"""
_MARKS = re.compile(f"(.{GAP})|({BREAK})|(\n)", re.DOTALL)
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\r": "\\r", "\t": "\\t", "\0": "\\u{0}"})


def quoted(text: str) -> str:
    """A string literal."""
    return f'"{text.translate(_ESCAPED)}"'


def number(value: float) -> str:
    """A number as it stands in the source, without needless digits."""
    return f"{value:.6g}"


def joined(*pieces: str) -> str:
    """Pieces of code one after the other; their contents are joined. Empty ones count for nothing."""
    return ";".join(filter(None, pieces))


def text_code(text: str, ragged: bool = False) -> str:
    """The code of a typeset text, empty for an empty one. ragged: its lines are not spread to both margins."""
    if not text:
        return ""
    if GAP not in text and BREAK not in text and "\n" not in text:
        return quoted(text)
    soft = "hard" if ragged else "soft"
    pieces = []
    for piece in _MARKS.split(text):
        if not piece:
            continue
        if piece in (BREAK, "\n"):
            pieces.append(soft if piece == BREAK else "hard")
        elif piece[-1] == GAP:
            pieces.append(f"{quoted(piece[0])};gap")
        else:
            pieces.append(quoted(piece))
    return ";".join(pieces)


def runs_code(runs: Runs, bold: str, *, ragged: bool = False, draft: bool = False) -> str:
    """The code of runs. bold: the name of the function for bold ones; draft: mark what is still to be filled."""
    pieces = []
    for run in runs:
        if code := text_code(run.text, ragged):
            code = f"pending({{{code}}})" if draft and run.pending else code
            pieces.append(f"{bold}({{{code}}})" if run.bold else code)
    return ";".join(pieces)
