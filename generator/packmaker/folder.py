"""`packs new`: a contents page → the folder of a pack, which is then checked and held beside the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import GongkaiError, OutputError, PackError, UsageError
from generator.figures import derive
from generator.figures.specimen import YEAR
from generator.folders.planned import write
from generator.folders.reports import import_read_report
from generator.intake import load
from generator.packmaker.catalogue import catalogue
from generator.packmaker.check import problems_of
from generator.packmaker.contents import Entry, read_contents, report_entries
from generator.packmaker.form import compared, form_of
from generator.packmaker.frames import Frames, frames_of, sections_of, wording_lines
from generator.packmaker.lines import quoted
from generator.packmaker.maker import Made, base_of, make_pack, year_of
from generator.packs.definition.pack import FILE, SEARCH, Pack, load_pack, search_path
from generator.packs.definition.settings import BARE
from generator.reports import REPORT_SUFFIXES, ReadReport, read_report
from generator.runtime.door import place, put

TODO = "待定.txt"


@dataclass(frozen=True, slots=True)
class NewPack:
    """What was made. different: headings that print otherwise than the page has them; problems: of `packs --check`;
    frames: the sentences that a report proved."""

    name: str
    folder: Path
    made: Made
    different: int
    printed: list[str]
    problems: list[PackError] = field(default_factory=list)
    frames: Frames = field(default_factory=Frames)

    def said(self) -> Iterator[str]:
        """The account for people."""
        yield f"{self.folder / FILE}：认出{self.made.bound}个标题，文字节{self.made.texts}个，占位表{self.made.placeholders}张"
        if self.frames.same:
            yield f"上级包的句子与公开件一字不差的：{'、'.join(self.frames.same)}"
        if self.frames.proved:
            yield f"句子照公开件、填回去一字不差的：{'、'.join(self.frames.proved)}（说明/*.html）"
        if self.frames.empty:
            yield f"没有此事时的句子照公开件的：{'、'.join(self.frames.empty)}"
        if self.frames.kept:
            yield f"句子仍用上级包的：{'、'.join(self.frames.kept)}（原句在 {FILE} 末尾的注里）"
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
    report = read_report(source) if source.suffix.lower() in REPORT_SUFFIXES else None
    entries = report_entries(report, source) if report else read_contents(source)
    found = year or year_of(entries)
    known = catalogue(inherit or base_of(entries))
    made = make_pack(entries, known, _titled(name, entries), found, wording_lines(report, known.base) if report else ())
    put(folder, FILE, made.text.encode())
    put(folder, TODO, "".join(f"{line}\n" for line in made.notes).encode())
    with _found(folder):
        frames = _framed(report, source, load_pack(name), made, found) if report else Frames()
        for section, template in frames.proved.items():
            put(folder, f"说明/{section}.html", template.encode())
        if more := [*_empty(frames), *_remarks(frames)]:
            put(folder, FILE, (made.text + "".join(f"{line}\n" for line in more)).encode())
        pack = load_pack(name)
        printed, different = compared(form_of(pack, found or YEAR), entries)
        return NewPack(name, folder, made, different, printed, problems_of(pack), frames)


def _framed(report: ReadReport, source: Path, pack: Pack, made: Made, year: int) -> Frames:
    """The frames that the report's own data prove; none where no data can be read from it."""
    with TemporaryDirectory() as name:
        target = Path(name) / str(year or YEAR)
        try:
            write(import_read_report(report, source, target, (), year, force=True).files)
            figures = derive(load(target).data)
        except GongkaiError:
            return Frames()
    return frames_of(pack.for_year(figures.data.year), figures, sections_of(report, made.sections))


def _empty(frames: Frames) -> Iterator[str]:
    """The fixed sentences of sections with nothing to report, as settings of pack.yaml."""
    if frames.empty:
        yield "节:"
    for section, said in frames.empty.items():
        yield f"  {section}: {{空句: {quoted(said)}}}"


def _remarks(frames: Frames) -> Iterator[str]:
    """The published text of sections whose inherited sentences stay, as comments of pack.yaml."""
    if not frames.kept:
        return
    yield "# 下面各节的句子没有证实，仍用上级包的；公开件的原句："
    for section, text in frames.kept.items():
        yield f"# {section}：{text}"


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
