"""Contents that run over their page by a few rows are set closer, so that no page holds just the last of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from generator.document.blocks import Contents, Document
from generator.measures import PT_PER_MM, text_width
from generator.writers.style import CONTENTS_ROLES, Role, Style

CLOSEST = 1.4
"""The least line pitch of the rows, as a multiple of their size."""
CLOSING = 2.0
"""pt below the rows: in Word a paragraph of 1 pt ends their section."""


def fitted(document: Document, style: Style) -> Style:
    """The style with the pitch of the contents rows that brings the contents onto one page; the same where none would."""
    found = next((s.blocks[0] for s in document.sections if s.blocks and isinstance(s.blocks[0], Contents)), None)
    if found is None:
        return style
    page = style.page
    room = (page.height - page.top - page.bottom) * PT_PER_MM - CLOSING - sum(_above(found, style))
    lines = sum(_lines(found, style))
    roles = [style.roles[name] for name in CONTENTS_ROLES]
    pitch = math.floor(room / max(lines, 1) * 20) / 20
    if pitch >= max(role.line for role in roles) or any(pitch < role.size * CLOSEST for role in roles):
        return style
    return replace(style, contents_pitch=pitch)


def _above(contents: Contents, style: Style) -> Iterator[float]:
    """The heights of the title and the notes above the rows, in pt."""
    for role in (style.roles["目录题"], *(style.role_of(note) for note in contents.notes)):
        yield role.before + role.line + role.after


def _lines(contents: Contents, style: Style) -> Iterator[int]:
    """The lines of each row."""
    wide = (style.page.width - style.page.left - style.page.right) * PT_PER_MM
    for row in contents.rows:
        role = style.roles[CONTENTS_ROLES[min(row.level, len(CONTENTS_ROLES)) - 1]]
        yield math.ceil(text_width(row.text, role.size) / (wide - _inset(role)))


def _inset(role: Role) -> float:
    return (role.left + role.right) * role.size
