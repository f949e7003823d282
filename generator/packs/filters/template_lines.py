"""The place in its template of what an expression prints as blocks: paragraphs of a text, a chart.

Tags that a template writes get their place when it is compiled (`rendering.environment.Located`); those that a filter
makes get that of the expression, which the frame of the running template knows.
"""

from __future__ import annotations

import re
import sys
from types import FrameType

from jinja2 import Template
from markupsafe import Markup, escape

from generator.document.vocabulary import AT

BEGINNINGS = ("<p>", "<ol>", "<chart ")
"""What markup of blocks begins with when a filter has made it."""
TAGS = re.compile(r"<(?:p|ol|li|chart)(?=[ >/])")


def placed(value: object) -> object:
    """A value as it is, or the blocks that a filter has made with the place of the expression that prints them."""
    if not (isinstance(value, Markup) and value.startswith(BEGINNINGS)):
        return value
    template, line = _running(sys._getframe(1))
    if template is None:
        return value
    place = f'{AT}="{escape(template_label(str(template.filename), str(template.name)))}:{line}"'
    return Markup(TAGS.sub(lambda tag: f"{tag[0]} {place}", value))


def _running(frame: FrameType | None) -> tuple[Template | None, int]:
    """The innermost template file that is being printed, and its line."""
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name and template.filename:
            return template, template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return None, 0


def template_label(filename: str, name: str) -> str:
    """`包/文件`: the template's name behind its pack's folder."""
    plain = filename.replace("\\", "/")
    short = name.split("/", 1)[-1] if not plain.endswith(f"/{name}") else name
    folder = plain.removesuffix(f"/{short}").rsplit("/", 1)[-1]
    return f"{folder}/{short}"
