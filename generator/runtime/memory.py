"""What a process holds of memory, and how it gives back what it no longer needs.

A report leaves behind freed blocks between those that live on; the C library keeps them for itself, and the next report
needs some again, not all. Told to hand them back after each report, a worker of PDFs holds a quarter less.
"""

from __future__ import annotations

import ctypes
import gc
import mmap
import sys
from functools import cache
from pathlib import Path
from typing import Any

_MMAP_THRESHOLD = -3
"""The number of the setting in glibc's `mallopt`."""
_LARGE = 512 * 1024
"""Bytes from which on a block is one of its own, which goes back as soon as it is freed. Left alone, glibc raises this to
32 MB after the first font file, and then such blocks stay."""
_MIB = 1024 * 1024


def keep_large_blocks_apart() -> None:
    """Once at the start of a process; does nothing where the C library is not glibc."""
    if library := _glibc():
        library.mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Hand freed memory back to the system; does nothing where the C library is not glibc."""
    if library := _glibc():
        library.malloc_trim(0)


def drop_layouts() -> None:
    """After a report whose pages were laid out: the engine's boxes point at one another, so that only the collector frees them.

    Otherwise they are still there while the next report is laid out.
    """
    gc.collect()
    give_back()


def held(process: int = 0) -> float:
    """Resident memory of this process now, or of another by its number, in MiB; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{process or 'self'}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * mmap.PAGESIZE / _MIB


def peak() -> float:
    """The most resident memory that this process has held, in MiB; 0 on systems that do not say.

    Linux's `getrusage` is asked only where /proc is missing: its maximum begins with that of the process which started this one.
    """
    if sys.platform == "win32":
        return 0.0
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError, ValueError):
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / 1024 if sys.platform != "darwin" else most / 1024**2


@cache
def _glibc() -> Any:
    """The C library where it is glibc, else None."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") and hasattr(library, "malloc_trim") else None
