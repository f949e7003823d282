"""What the words of a phrase name, where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from generator.sentences.phrase import Phrase
from generator.sentences.standing import PLANNED, SPENT, Standing
from generator.sentences.statement import NOT_UNDERSTOOD, Subject
from generator.sentences.tokens import THRESHOLD
from generator.sentences.vocabulary import ITEM_MARK, Entry

CARRIED = frozenset(("年初结转和结余", "年末结转和结余"))
CHAIN = frozenset(("年初结转和结余", "收入", "支出", "本年收入合计", "本年支出合计"))
"""What a fund begins with, receives and spends: what it carries over is said in the same breath."""
LENGTHS = {"类": 3, "款": 5, "项": 7}
Meaning = tuple[Subject, tuple[Entry, ...]]
NOTHING: Meaning = (NOT_UNDERSTOOD, ())


@dataclass(slots=True)
class Naming:
    """Resolves names by what stands before them: the whole above, the subject, the fund and the year that were said."""

    standing: Standing

    def named(self, entries: tuple[Entry, ...], phrase: Phrase, unit: str) -> Meaning:
        """What a name means with a figure of a unit."""
        standing = self.standing
        above = standing.parent.main if standing.parent else None
        before = self.before(phrase)
        for entry in entries:
            if not entry.fits(unit) or (entry.needs and not entry.needs & before):
                continue
            if above is not None and not entry.codes and not phrase.own and not divides(above):
                break
            if entry.follows and "·" in standing.group.subject.name and not phrase.own and standing.sign in ("", "、", "，"):
                return NOTHING if standing.sign == "，" and not entry.needs else (standing.group.subject, standing.group.entries)
            return self.subject(phrase, entry), entries
        return NOTHING

    def before(self, phrase: Phrase) -> set[str]:
        """What stands before a name and may decide what it means: the whole above it, the names before it, what was said last."""
        now = self.standing.group.subject.name
        found = {now, now[: now.find("·") + 1]}
        found |= {name for listed, _ in phrase.names[1:] for entry in listed for name in entry.under}
        if self.standing.parent is not None:
            found.add(self.standing.parent.main.name)
        if phrase.threshold:
            found.add(THRESHOLD)
        if self.standing.home.codes or (self.standing.itemized and not phrase.unknown and len(phrase.names) == 1):
            found.add(ITEM_MARK)
        return found

    def topic(self, entries: tuple[Entry, ...], phrase: Phrase) -> Entry | None:
        """The meaning of a name without a figure."""
        before = self.before(phrase)
        return next((entry for entry in entries if not entry.needs or entry.needs & before), None)

    def subject(self, phrase: Phrase, entry: Entry) -> Subject:
        """A name with the fund, stage and year that the phrase or the whole above it says."""
        made = self.made(phrase, entry.name)
        said = self.standing.group.subject
        alone = self.standing.parent is None
        if alone and entry.name in CARRIED and not made.fund and said.fund == self.standing.said_fund and said.name in CHAIN:
            made = made._replace(fund=said.fund)
        return made._replace(fund=entry.fund or made.fund, stage=made.stage or entry.stage, codes=entry.codes)

    def made(self, phrase: Phrase, name: str) -> Subject:
        """The same of a name that no entry has: 收入 and 支出 of a fund."""
        standing = self.standing
        if len(set(phrase.funds)) > 1 and "财政拨款" not in phrase.funds:
            return NOT_UNDERSTOOD
        parent = standing.parent
        fund = phrase.funds[-1] if phrase.funds else (parent.main.fund if parent else standing.fund)
        stage = stage_of(phrase) or (parent.stage_of_parts if parent else standing.stage)
        return Subject(name, fund, stage, self.year_of(phrase))

    def year_of(self, phrase: Phrase) -> int:
        """The year that a phrase, the whole above it or its sentence says."""
        parent = self.standing.parent
        if phrase.years:
            return phrase.years[-1]
        return parent.main.year if parent and parent.main.year else self.standing.year

    def item(self, phrase: Phrase) -> Subject:
        """A 科目 by its name and mark, or by its name and code."""
        listed = phrase.item if phrase.level else (phrase.names[-1][0] if phrase.names else ())
        entry = next((entry for entry in listed if entry.item), None)
        codes = entry.codes if entry else ()
        if phrase.codes:
            whole = "".join(phrase.codes)  # 卫生健康支出(210)行政事业单位医疗(11)行政单位医疗(01)
            codes = tuple(code for code in codes if code in phrase.codes or code == whole)
        size = LENGTHS.get(phrase.level)
        codes = tuple(code for code in codes if size is None or len(code) == size)
        if entry is None or not codes or phrase.unknown:
            return NOT_UNDERSTOOD
        return self.made(phrase, entry.name)._replace(codes=codes)

    def of_project(self, project: Subject, phrase: Phrase) -> Subject:
        """What a phrase without a name says of a project."""
        stage = stage_of(phrase) or (SPENT if phrase.spent else "")
        return project._replace(fund=phrase.funds[-1] if phrase.funds else "", stage=stage, year=self.year_of(phrase))

    def part_of_fund(self, phrase: Phrase) -> Subject:
        """其中：一般公共预算…: the part of the whole that is paid from a fund."""
        parent = self.standing.parent
        if parent is None and self.standing.home.understood:
            return self.of_project(self.standing.home, phrase)
        if parent is None and stage_of(phrase) in PLANNED:
            return self.made(phrase, "收支预算")
        if parent is None or not parent.main.understood:
            return NOT_UNDERSTOOD
        return parent.main._replace(fund=phrase.funds[-1], stage=stage_of(phrase) or parent.stage_of_parts)


def divides(above: Subject) -> bool:
    """Whether what stands below a whole is said of the department: not below a project, a 科目 or what is not understood."""
    return above.understood and not above.codes and "·" not in above.name


def stage_of(phrase: Phrase) -> str:
    """年初预算 before 预算, 决算 before nothing."""
    kinds = [stage for stage in phrase.stages if stage != "预算"]
    return kinds[-1] if kinds else (phrase.stages[-1] if phrase.stages else "")


def nested(phrase: Phrase) -> bool:
    """Whether each name of a phrase may stand before the next: “三公”经费 公务接待费."""
    for (above, _), (below, _) in zip(phrase.names, phrase.names[1:], strict=False):
        if not any(entry.name in low.under or entry.name == low.name for entry in above for low in below):
            return False
    return True


def plain(entries: tuple[Entry, ...]) -> Entry | None:
    """The meaning of a name that needs nothing before it."""
    return next((entry for entry in entries if not entry.needs), None)
