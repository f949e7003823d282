"""Words of a sheet brought to one form, so that `合  计`, `合计` and `（合计）` read as the same: widths, blanks, ordinals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\)|\d{1,2}[、.](?!\d)|\(\d{1,2}\)|[①-⑳]|其中[:,]?|[*#※]|加:|减:)+"
)
MARKS = str.maketrans("", "", "“”\"'‘’「」《》　")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Half-width, without blanks and quotation marks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(MARKS).replace("〔", "(").replace("〕", ")")


@lru_cache(maxsize=65536)
def label(text: str) -> str:
    """The same without the ordinal before it, 其中 and a colon at its end: `一、基本支出` → `基本支出`."""
    short = plain(text)
    return (ORDINAL.sub("", short) or short).rstrip(":")
