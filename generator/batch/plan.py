"""What has to be made of a source, and what stands from the last build: nothing unchanged is built again."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.batch.fingerprints import Fingerprints
from generator.batch.index import Index
from generator.batch.stored import Stored, stored
from generator.batch.worker.work import Done, Task
from generator.build import Options, Written
from generator.errors import GongkaiError
from generator.intake import find_prior
from generator.intake.sources import data_files, shared_files
from generator.writers.formats import FORMATS

Pair = tuple[str, str]
"""Pack and format."""


@dataclass(frozen=True, slots=True)
class Step:
    """A source with what has to be done; task is None where nothing has.

    kept: what the index holds of it; files: those that stand; state: of its own files before the work.
    """

    source: Path
    task: Task | None
    kept: Stored | None = None
    files: dict[Pair, Written] = field(default_factory=dict)
    state: tuple[object, ...] = ()


class Plan:
    """Decides, source by source, what to do; and notes what was done. letters: 退回意见 are wanted."""

    def __init__(self, index: Index, options: Options, letters: bool) -> None:
        self.index = index
        self.options = options
        self._letters = letters
        self._fingerprints = Fingerprints(index, options)
        self._carried = replace(options, out=Path())

    def step(self, source: Path) -> Step:
        """What to do for a source."""
        kept = None if self.options.force else self._kept(source)
        if kept is None:
            return Step(source, self._task(source, None), state=_state(source))
        fresh = kept.rules == self._fingerprints.rules(kept.packs)
        stopped = kept.stopped and not self.options.draft
        if stopped and not fresh:
            return Step(source, self._task(source, None), state=_state(source))
        pairs = [] if stopped else [(pack, kind) for pack in kept.packs for kind in self.options.formats]
        files = {pair: written for pair in pairs if (written := self._standing(kept, *pair))}
        wanted = frozenset(pair for pair in pairs if pair not in files)
        task = self._task(source, wanted) if wanted or not fresh else None
        return Step(source, task, kept, files, _state(source) if task else ())

    def note(self, step: Step, done: Done, written: dict[Pair, tuple[Written, bytes]]) -> None:
        """Put what was made into the index; not what was made from files that have changed meanwhile."""
        if done.built is None or _state(step.source) != step.state:
            return
        data = self._fingerprints.inputs(map(Path, done.inputs))
        for (pack, kind), (file, content) in written.items():
            fingerprint = self._fingerprints.output(data, pack, kind, done.packs)
            fonts = json.dumps(file.fonts, ensure_ascii=False)
            self.index.put_output(Path(file.path), fingerprint, content, file.pages, fonts)
        self.index.put_source(self._key(step.source), stored(done, data, self._fingerprints.rules(done.packs)).to_json())

    def _task(self, source: Path, wanted: frozenset[Pair] | None) -> Task:
        return Task(source, self._carried, wanted, self._letters)

    def _key(self, source: Path) -> str:
        options = self.options
        where = os.path.abspath(source)  # noqa: PTH100 - resolve() would follow links
        return json.dumps([where, str(source), options.packs, options.draft], ensure_ascii=False)

    def _kept(self, source: Path) -> Stored | None:
        """What the index holds of a source whose data are as they were."""
        row = self.index.source(self._key(source))
        if row is None:
            return None
        try:
            kept = Stored.from_json(row)
            prior = find_prior(source, kept.who.year, self.index.keys)
            same = (prior in kept.inputs) if prior else True
            return kept if same and kept.data == self._fingerprints.inputs(kept.inputs) else None
        except (GongkaiError, ValueError, KeyError, TypeError, ArithmeticError):  # the work will report it; a row that is broken
            return None

    def _standing(self, kept: Stored, pack: str, kind: str) -> Written | None:
        """The file of a report, where it is as it would be made now."""
        if pack not in kept.reports:
            return None
        path = self.options.out / f"{kept.reports[pack]}{FORMATS[kind].suffix}"
        known = self.index.output(path)
        if known is None or known.print != self._fingerprints.output(kept.data, pack, kind, kept.packs):
            return None
        name = path.stem.removesuffix("（草稿）")
        return Written(
            kept.who.department, kept.who.year, name, kind, str(path), known.pages, 0.0, "未变", json.loads(known.fonts)
        )


def _state(source: Path) -> tuple[object, ...]:
    """Size and time of a source's own files."""
    try:
        return tuple((str(p), s.st_size, s.st_mtime_ns) for p in (*data_files(source), *shared_files(source)) if (s := p.stat()))
    except (OSError, GongkaiError):
        return ()
