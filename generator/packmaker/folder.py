"""`packs new`: a contents page → the folder of a pack, which is then checked and held beside the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import OutputError, PackError, UsageError
from generator.figures.specimen import YEAR
from generator.packmaker.catalogue import catalogue
from generator.packmaker.check import problems_of
from generator.packmaker.contents import Entry, read_contents
from generator.packmaker.form import compared, form_of
from generator.packmaker.maker import Made, base_of, make_pack, year_of
from generator.packs.definition.pack import FILE, SEARCH, load_pack, search_path
from generator.packs.definition.settings import BARE
from generator.runtime.door import place, put

TODO = "待定.txt"


@dataclass(frozen=True, slots=True)
class NewPack:
    """What was made. different: headings that print otherwise than the page has them; problems: of `packs --check`."""

    name: str
    folder: Path
    made: Made
    different: int
    printed: list[str]
    problems: list[PackError] = field(default_factory=list)

    def said(self) -> Iterator[str]:
        """The account for people."""
        yield f"{self.folder / FILE}：认出{self.made.bound}个标题，文字节{self.made.texts}个，占位表{self.made.placeholders}张"
        yield from self.made.notes
        yield from map(str, self.problems)
        if self.different:
            yield from (line for line in self.printed if line[:1] in "－＋")
            yield f"{self.different}处与目录不同（－ 只在目录里，＋ 只在模板包里）"
        else:
            yield "标题、次序、序号与目录相同"
        found = self.folder.resolve().parent in search_path()
        named = self.name if found else str(self.folder)
        yield f"接着看：gongkai packs {named} --outline；生成草稿：gongkai build 数据 -t {named} --draft"


def make_folder(name: str, source: Path, inherit: str, year: int, out: Path | None, force: bool) -> NewPack:
    """Make the folder of a pack of a contents page.

    inherit: the base, found by the titles where empty; year: of the page, found in it where 0; out: templates/name where
    None. Raises UsageError, OutputError; PackError for a base that there is not.
    """
    for _, said, remedy in BARE("新名称", name, 0):
        raise UsageError(said, remedy=remedy)
    folder = out or Path("templates") / name
    if folder.name != name:
        folder = folder / name
    if place(folder, FILE).exists() and not force:
        raise OutputError(f"{folder / FILE} 已经有了", remedy="换一个名称，或用 --force 覆盖")
    entries = read_contents(source)
    found = year or year_of(entries)
    made = make_pack(entries, catalogue(inherit or base_of(entries)), _titled(name, entries), found)
    put(folder, FILE, made.text.encode())
    put(folder, TODO, "".join(f"{line}\n" for line in made.notes).encode())
    with _found(folder):
        pack = load_pack(name)
        printed, different = compared(form_of(pack, found or YEAR), entries)
        return NewPack(name, folder, made, different, printed, problems_of(pack))


def _titled(name: str, entries: list[Entry]) -> str:
    """名称 of the pack: the kind of report with the pack's own name."""
    kind = "部门预算公开" if base_of(entries) == "tongyong-yusuan" else "部门决算公开"
    return f"{kind}（{name}）"


@contextmanager
def _found(folder: Path) -> Iterator[None]:
    """Packs are also looked for where the new one lies."""
    token = SEARCH.set((folder.resolve().parent, *(one for one in search_path() if one != folder.resolve().parent)))
    try:
        yield
    finally:
        SEARCH.reset(token)
