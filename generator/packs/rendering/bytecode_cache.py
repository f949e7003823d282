"""Compiled templates kept between runs: compiling a pack takes longer than printing a small report.

They lie where Jinja keeps them, in a folder of the system's temporary one that only the user can enter. A template that
has changed, another Jinja or another state of our own compiler is compiled anew. Where there is no such folder, nothing
is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from generator.runtime.filestate import file_state

PACKS = Path(__file__).parents[1]
FILTERS = sorted((PACKS / "filters").glob("*.py"))
COMPILER = (Path(__file__).with_name("environment.py"), PACKS / "context" / "limits.py", *FILTERS)
"""Modules that change what is compiled: a call of a filter or a test depends on whether it takes the context."""


class Kept(FileSystemBytecodeCache):
    """Jinja's own cache, for one state of the compiler; a folder that cannot be written is no error."""

    def __init__(self) -> None:
        super().__init__(pattern="__gongkai_%s.cache")
        states = [file_state(module) for module in COMPILER]
        self._compiler = f"{jinja2.__version__} {states}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The key of a template by name, place and compiler."""
        return hashlib.sha256(f"{self._compiler}\0{name}\0{filename}".encode(errors="surrogatepass")).hexdigest()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, if that can be done."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def kept() -> Kept | None:
    """The cache of this process; None where the system has no safe place for it."""
    try:
        return Kept()
    except (OSError, RuntimeError):
        return None


def code_of(env: Environment, source: str) -> CodeType:
    """A text without a name, compiled."""
    store = env.bytecode_cache
    if store is None:
        return env.compile(source)
    bucket = store.get_bucket(env, source, None, source)
    if bucket.code is None:
        bucket.code = env.compile(source)
        store.set_bucket(bucket)
    return bucket.code
