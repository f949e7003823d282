"""`python -m scripts.provinces [-v] [省…]` prints the tables of outlines and of frames by province; -v prints what differs."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from generator.errors import GongkaiError, Problems
from generator.packs.definition.pack import available
from scripts.provinces.compared import differences
from scripts.provinces.facts import Outline, outlines
from scripts.provinces.frames import Frame, agrees, frames


def main() -> int:
    """Print the tables; the exit status: 1 where anything differs."""
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    listed = [one for one in outlines() if not wanted or one.province in wanted]
    spoken = [one for one in frames() if not wanted or one.province in wanted]
    different = sum([*map(_outline, listed)]) + sum([*_frames(spoken)])
    return 1 if different else 0


def said_of(outline: Outline) -> list[str]:
    """What differs between an outline and its pack."""
    if outline.pack not in available():
        return [f"没有模板包 {outline.pack}"]
    try:
        return differences(outline)
    except (GongkaiError, Problems) as error:
        return [str(error)]


def _outline(outline: Outline) -> bool:
    """Print the line of an outline; whether it differs."""
    found = [] if outline.because else said_of(outline)
    state = f"不印：{outline.because}" if outline.because else f"{len(found)}处不同" if found else "相同"
    print("\t".join((outline.province or "（未见）", outline.id, str(outline.year), outline.seen, outline.pack, state)))
    if "-v" in sys.argv:
        print("".join(f"    {line}\n" for line in found), end="")
    return bool(found)


def _frames(listed: list[Frame]) -> Iterator[bool]:
    """Print how many frames of each province were seen, are tested and agree; whether one differs."""
    print("\n省\t见到的句式\t试了\t相同")
    for province in dict.fromkeys(one.province for one in [*listed, *_without_frames(listed)]):
        mine = [one for one in listed if one.province == province]
        tested = [one for one in mine if not one.untested]
        differing = [one for one in tested if not agrees(one)]
        print("\t".join((province, str(len(mine)), str(len(tested)), str(len(tested) - len(differing)))))
        for one in mine if "-v" in sys.argv else ():
            print(f"    {one.name}：{one.untested or ('不同' if one in differing else '相同')}")
        yield bool(differing)


def _without_frames(listed: list[Frame]) -> Iterator[Frame]:
    """A line for each province of which no sentence was seen."""
    spoken = {one.province for one in listed}
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    for province in dict.fromkeys(one.province for one in outlines()):
        if province and province not in spoken and (not wanted or province in wanted):
            print(f"{province}\t0\t0\t0")
    return iter(())


if __name__ == "__main__":
    raise SystemExit(main())
