"""`python -m scripts.provinces [-v] [省…]` prints the table province × outline × frames tested; -v prints what differs."""

from __future__ import annotations

import sys

from generator.errors import GongkaiError, Problems
from generator.packs.definition.pack import available
from scripts.provinces.compared import differences
from scripts.provinces.facts import Outline, outlines


def said_of(outline: Outline) -> list[str]:
    """What differs, or why the pack prints nothing of the year."""
    if outline.pack not in available():
        return [f"没有模板包 {outline.pack}"]
    try:
        return differences(outline)
    except (GongkaiError, Problems) as error:
        return [str(error)]


def main() -> int:
    """Print the table; the exit status."""
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    different = 0
    for outline in outlines():
        if wanted and outline.province not in wanted:
            continue
        found = [] if outline.because else said_of(outline)
        different += bool(found)
        state = f"不印：{outline.because}" if outline.because else f"{len(found)}处不同" if found else "相同"
        print("\t".join((outline.province or "（未见）", outline.id, str(outline.year), outline.seen, outline.pack, state)))
        if "-v" in sys.argv:
            print("".join(f"    {line}\n" for line in found), end="")
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
