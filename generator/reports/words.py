"""Texts of reports as they are compared: blanks that mean nothing left out."""

from __future__ import annotations

import re

BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
LATIN_BLANK = re.compile(r"(?<=[A-Za-z]) (?=[A-Za-z])")


def tidy(text: str) -> str:
    """A text without white space, but one blank between Latin words, and one tab where there is one."""
    if text.isalnum():
        return text
    parts = [_tidied(part) for part in text.split("\t")] if "\t" in text else [_tidied(text)]
    return "\t".join(part for part in parts if part)


def _tidied(text: str) -> str:
    words = BLANKS.sub(" ", text).strip()
    if " " not in words:
        return words
    keep = {found.start() for found in LATIN_BLANK.finditer(words)}
    return "".join(char for at, char in enumerate(words) if char != " " or at in keep)


def flat(text: str) -> str:
    """A text of one line as `tidy`, its tabs left out too."""
    return text.replace("\t", "")
