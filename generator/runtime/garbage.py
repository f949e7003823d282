"""The garbage collector out of the way of work that makes many objects and keeps nearly all of them to its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 1_000_000
"""Objects made meanwhile from which on they are looked through once the collector is back."""


@contextmanager
def collector_off() -> Iterator[None]:
    """No garbage collection meanwhile: what is made lives until the work is done, looking for dead parts costs a third of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            if gc.get_count()[0] > _MANY:
                gc.collect()
