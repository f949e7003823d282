"""The folders outside of which data files are not read while a folder that somebody opened is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_ROOTS: ContextVar[tuple[Path, ...]] = ContextVar("folders that data are read from; none: any", default=())


class Outside(OSError):
    """A file that lies outside of the opened folder."""


@contextmanager
def fenced(*roots: Path) -> Iterator[None]:
    """Data files are read from these folders alone, wherever their paths and links come from."""
    token = _ROOTS.set(tuple(root.resolve() for root in roots))
    try:
        yield
    finally:
        _ROOTS.reset(token)


def check_fence(path: Path) -> None:
    """Raises Outside for a file that, links followed, lies outside of the folders."""
    roots = _ROOTS.get()
    if roots and not any(path.resolve().is_relative_to(root) for root in roots):
        raise Outside(str(path))
