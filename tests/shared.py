"""Work that the processes of one test run share: done by the first that wants it, kept on disk until the run ends."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
_folder: list[Path] = []


def share_in(basetemp: Path) -> None:
    """Keep what is shared beside the temporary folders of the run. basetemp: that of this process."""
    folder = (basetemp.parent if "PYTEST_XDIST_WORKER" in os.environ else basetemp) / "shared"
    folder.mkdir(exist_ok=True)
    _folder[:] = [folder]


def once(name: str, make: Callable[[], Made]) -> Made:
    """The result of `make`, which depends on nothing but what the name says; taken from disk where another process has it."""
    path = _folder[0] / hashlib.sha256(name.encode()).hexdigest()[:16]
    if path.exists():
        found: Made = pickle.loads(path.read_bytes())
        return found
    made = make()
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(made))
    part.replace(path)
    return made
