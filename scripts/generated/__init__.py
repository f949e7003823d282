"""The pages of docs/ that are made from the program: one function each, written by `scripts/pages`.

A page that is added is a module with a function `page`, which gives the whole text, and a line of PAGES.
"""

from __future__ import annotations

from collections.abc import Callable

from scripts.generated import catalogue, fields, filters, rules, smallest_changes

PAGES: dict[str, Callable[[], str]] = {
    "核对规则.md": rules.page,
    "勾稽目录.md": catalogue.page,
    "规则变动对照.md": smallest_changes.page,
    "模板过滤器.md": filters.page,
    "字段.md": fields.page,
}
"""File in docs/ → the function that gives its text."""
