"""What distinguishes a file from an earlier state of it: the key under which something read from it may be kept in a process."""

from __future__ import annotations

from pathlib import Path

State = tuple[int, int]
"""Time of the last change in ns, and size in bytes."""


def file_state(path: Path) -> State:
    """The state of a file. Raises OSError where it cannot be read."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size
