"""The base of all parts of a department-year: frozen, Chinese aliases, no unknown keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

Made = TypeVar("Made")


class Record(BaseModel):
    """Python attributes in English, keys of the data file (aliases) in Chinese; each name is written once, here."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False, defer_build=True)


def made(kind: Callable[[], Made]) -> Callable[[], Made]:
    """A default_factory: an empty one of a kind, each time anew.

    pydantic reads the signature of every factory: of a plain function that is quick, of a model or of `list` it takes a
    quarter of the building of the schema.
    """

    def make() -> Made:
        return kind()

    return make
