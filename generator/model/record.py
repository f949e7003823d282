"""The base of all parts of a department-year: frozen, Chinese aliases, no unknown keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Python attributes in English, keys of the data file (aliases) in Chinese; each name is written once, here."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False, defer_build=True)
