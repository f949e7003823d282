"""A department-year as bytes, to be built where its files are not; and the result, as if it had been built here.

A parcel holds the source's files, those that it shares with other years, last year's and the units'. It is unpacked into
a folder of its own; afterwards the names of that folder are taken out of every message, so that a finding names the file
that the user has.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import re
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.batch.fingerprints import program
from generator.batch.worker.work import Done, Task
from generator.errors import GongkaiError, UsageError
from generator.intake import find_prior, load
from generator.intake.sources import data_files, shared_files
from generator.intake.units import unit_path, unit_words
from generator.intake.yaml.textfile import read_bytes
from generator.packs.definition.folder import lies_in
from generator.packs.definition.pack import SEARCH, available, search_path
from generator.runtime.door import put

YEAR = re.compile(r"20\d\d")
SUMMED = re.compile(rb"(?m)^[\"']?\xe6\xb1\x87\xe6\x80\xbb")
"""The key 汇总 at the root of a data file: its units travel too."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """source: its absolute path; files: absolute path → bytes; names: absolute path → as the user gave it; program: the
    sender's print."""

    task: Task
    source: str
    files: dict[str, bytes]
    names: dict[str, str]
    program: str


def pack_up(task: Task) -> Parcel:
    """Everything that building the task's source reads, but for the packs. Raises OSError, UsageError for what cannot be read."""
    source = task.source
    names: dict[str, str] = {}
    for file in [*data_files(source), *shared_files(source), *_others(source)]:
        if file.is_file() or file.is_symlink():
            names.setdefault(_absolute(file), str(file))
    files = {path: read_bytes(Path(path)) for path in names}
    return Parcel(task, _absolute(source), files, {_absolute(source): str(source), **names}, program())


def _others(source: Path) -> Iterator[Path]:
    """Files of last year and of the units, of both years."""
    years = {int(year) for name in (source.name, source.absolute().parent.name) for year in YEAR.findall(name)}
    priors = [prior for year in sorted(years) if (prior := find_prior(source, year))]
    for one in (source, *priors):
        own = [*data_files(one), *shared_files(one)]
        yield from own if one != source else ()
        if any(SUMMED.search(read_bytes(file)) for file in own if file.is_file()):
            try:
                data = load(one).data
            except GongkaiError:
                continue  # the build will say what is wrong
            for word in unit_words(data):
                yield from (*data_files(unit_path(word)), *shared_files(unit_path(word)))


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links


def pack_templates() -> bytes:
    """All packs and styles that are found here, as a ZIP; the same packs, the same bytes.

    What a link in a pack leads to elsewhere is not sent.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, folder in sorted(available().items()):
            for file in sorted(path for path in folder.rglob("*") if path.is_file() and lies_in(path, (folder,))):
                _put(bundle, f"{name}/{file.relative_to(folder).as_posix()}", file)
        styles = {file.name: file for folder in reversed(search_path()) for file in (folder / "styles").glob("*.yaml")}
        for name, file in sorted(styles.items()):
            _put(bundle, f"styles/{name}", file)
    return buffer.getvalue()


def _put(bundle: zipfile.ZipFile, name: str, file: Path) -> None:
    bundle.writestr(zipfile.ZipInfo(name), file.read_bytes(), zipfile.ZIP_DEFLATED)


_unpacked: dict[str, tempfile.TemporaryDirectory[str]] = {}
_lock = threading.Lock()


def templates_of(bundle: bytes) -> Path:
    """The packs of a bundle as a folder of this process, unpacked once."""
    digest = hashlib.sha256(bundle).hexdigest()
    with _lock:
        if digest not in _unpacked:
            folder = tempfile.TemporaryDirectory(prefix="gongkai-packs-")
            with zipfile.ZipFile(io.BytesIO(bundle)) as packed:
                for name in packed.namelist():
                    put(Path(folder.name), name, packed.read(name))
            _unpacked[digest] = folder
        return Path(_unpacked[digest].name)


def work_remotely(function: Callable[[Task], Done], parcel: Parcel, bundle: bytes) -> Done:
    """Unpack, build, and give back the result as if it had been built at home."""
    if parcel.program != program():
        remedy = "在集群的每台机器上装同一版本的 gongkai、Python 和软件包（同一份 constraints.txt）"
        return Done(error=UsageError("集群上的程序或软件包和这里的版本不一样", remedy=remedy))
    token = SEARCH.set((templates_of(bundle),))
    try:
        with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
            root = Path(name).resolve()
            for path, content in parcel.files.items():
                put(root, _below(root, path).relative_to(root).as_posix(), content)
            done = function(replace(parcel.task, source=_below(root, parcel.source)))
            here = {str(_below(root, path)): given for path, given in parcel.names.items()}
            done = _renamed(done, sorted(here.items(), key=lambda pair: -len(pair[0])), str(root))
            assert isinstance(done, Done)
            return done
    finally:
        SEARCH.reset(token)


def _below(root: Path, path: str) -> Path:
    """An absolute path as one below a folder."""
    whole = Path(path)
    return root.joinpath(*whole.parts[1:])


def _renamed(value: Any, names: list[tuple[str, str]], root: str) -> Any:
    """The value with the names of the parcel's folder replaced in every text of it."""
    if type(value) is str:
        for here, given in names:
            value = value.replace(here, given)
        return value.replace(root, "")
    if isinstance(value, GongkaiError):
        state = {key: _renamed(one, names, root) for key, one in value.__dict__.items()}
        value.__dict__.update(state)
        value.args = (value.message,)
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _renamed(getattr(value, f.name), names, root) for f in dataclasses.fields(value)}
        return replace(value, **fields)
    if isinstance(value, tuple):
        parts = [_renamed(one, names, root) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, list):
        return [_renamed(one, names, root) for one in value]
    if isinstance(value, dict):
        return {key: _renamed(one, names, root) for key, one in value.items()}
    return value
