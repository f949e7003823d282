"""Reports which files have changed: data below the folder, files that its years share, templates and styles."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from generator.intake import find_prior
from generator.packs.definition.pack import search_path
from generator.preview.scope import Scope, names_of

STEP = 8
"""Milliseconds without a further change after which changes are reported together."""
LONGEST = 100
"""Milliseconds after which they are reported in any case."""
CHECK = 500
"""Milliseconds between looks at whether to stop."""

Changes = set[tuple[Change, str]]


def watched(scope: Scope) -> tuple[list[Path], list[Path]]:
    """The folders that are watched with all below them, and those of which only their own files are."""
    given = scope.given.resolve()
    deep = [folder for folder in search_path() if folder.is_dir()]
    if given.is_file():
        return deep, [given.parent]
    year = names_of(scope.given)[1] if given != scope.root else ""
    earlier = find_prior(scope.given, int(year)) if year else None
    beside = [earlier.resolve()] if earlier and earlier.is_dir() else []
    return [*deep, given, *beside], [scope.root] if given != scope.root else []


class Watcher:
    """Threads that watch until `close`. on_change: called in their thread with the changes."""

    def __init__(self, scope: Scope, on_change: Callable[[Changes], None]) -> None:
        self._stop = threading.Event()
        deep, flat = watched(scope)
        self._on_change = on_change
        for folders, recursive in ((deep, True), (flat, False)):
            if folders:
                threading.Thread(target=self._watch, args=(folders, recursive), daemon=True).start()

    def _watch(self, folders: Iterable[Path], recursive: bool) -> None:
        for polling in (None, True):  # where the system has no more watches to give, look at the files instead
            try:
                changes = watch(
                    *folders,
                    watch_filter=DefaultFilter(),
                    step=STEP,
                    debounce=LONGEST,
                    stop_event=self._stop,
                    rust_timeout=CHECK,
                    recursive=recursive,
                    force_polling=polling,
                    raise_interrupt=False,
                )
                for found in changes:
                    self._on_change(found)
                return
            except (OSError, RuntimeError):
                continue

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
