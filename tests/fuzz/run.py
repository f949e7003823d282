"""`scripts/fuzz`: changed files of each kind for a time; what fails is told and, where it is small, kept as a case."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.kinds import KINDS, Kind, cases, emptied, fault

CASES = Path(__file__).with_name("cases")
SMALL = 60_000
"""Bytes up to which a case is kept."""


def main() -> int:
    """Fuzz; 1 where anything failed."""
    options = argparse.ArgumentParser(prog="scripts/fuzz", description=__doc__)
    options.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="data, workbooks, docx, packs; all where none is named")
    options.add_argument("--seconds", type=float, default=180, help="for each kind")
    options.add_argument("--seed", type=int, default=0, help="another seed, other files; 0: of the clock")
    given = options.parse_args()
    seed = given.seed or time.time_ns() % 1_000_000
    sys.stderr.write(f"seed {seed}\n")
    with tempfile.TemporaryDirectory(prefix="gongkai-fuzz-") as folder:
        return max(_fuzz(name, KINDS[name], given.seconds, seed, Path(folder)) for name in given.kinds or KINDS)


def _fuzz(name: str, kind: Kind, seconds: float, seed: int, folder: Path) -> int:
    end = time.monotonic() + seconds
    count, failed = 0, {}
    for case in cases(kind, seed):
        if time.monotonic() > end:
            break
        count += 1
        said = fault(kind, case, emptied(folder / name))
        if said and said.splitlines()[-1][:80] not in failed:
            failed[said.splitlines()[-1][:80]] = _kept(name, kind, case)
            sys.stderr.write(f"{name}: {said}\n  {failed[said.splitlines()[-1][:80]]}\n")
    sys.stderr.write(f"{name}: {count} files in {seconds:g} s, {len(failed)} kinds of failure\n")
    return 1 if failed else 0


def _kept(name: str, kind: Kind, case: bytes) -> str:
    """Keep a case for the tests; where it lies."""
    if len(case) > SMALL:
        return f"not kept: {len(case)} bytes"
    file = CASES / name / f"{hashlib.sha256(case).hexdigest()[:12]}{kind.suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(case)
    return str(file.relative_to(CASES.parents[2]))


if __name__ == "__main__":
    sys.exit(main())
