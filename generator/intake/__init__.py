"""Intake: YAML files with the line and column of every value, checked and turned into the model; where sources are."""

from typing import Any

from generator.intake.load import Loaded, load
from generator.intake.sources import find_prior, find_sources, is_source

__all__ = ["Loaded", "find_prior", "find_sources", "is_source", "json_schema", "load"]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a data file. What makes it is loaded here: nothing else needs it, and it takes its time."""
    from generator.intake.judged.schema import json_schema as make

    return make()
