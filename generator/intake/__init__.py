"""Intake: YAML files with the line and column of every value, checked and turned into the model; where sources are."""

from generator.intake.load import Loaded, load
from generator.intake.schema import json_schema
from generator.intake.sources import find_prior, find_sources

__all__ = ["Loaded", "find_prior", "find_sources", "json_schema", "load"]
