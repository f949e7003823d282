"""Changes and percentages: of which subject they are, and from which printed figures they follow."""

from __future__ import annotations

from dataclasses import dataclass

from generator.sentences.naming import NOTHING, Naming, nested, stage_of
from generator.sentences.phrase import Phrase
from generator.sentences.series import Series
from generator.sentences.standing import PLANNED, RECEIPTS, WHOLES, Group, Standing, Stated
from generator.sentences.statement import NOT_UNDERSTOOD, Base, SentenceFigure, Statement, StatementKind, Subject

TOTALS = frozenset(("总支出", "支出总计", "总收入", "收入总计"))
"""Names that behind the whole of a list mean this whole: 占总支出决算的 below “三公”经费."""
WHOLE_OF = {
    **dict.fromkeys(("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入", "财政专户管理资金收入"), "收入"),
    **dict.fromkeys(("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"), "支出"),
    **dict.fromkeys(("人员经费", "公用经费"), "基本支出"),
    **dict.fromkeys(("因公出国费", "公务用车费", "公务接待费"), "三公经费"),
    **dict.fromkeys(("政府采购货物", "政府采购工程", "政府采购服务", "授予中小企业"), "政府采购"),
}
"""What a share is one of where nothing says it: 基本支出…万元，占…%."""
DEEPEST = 4
"""Wholes above a part that a share may be of."""


@dataclass(slots=True)
class Relations:
    """States changes, shares and completions. pending: 完成…万元的 or 占…万元的, whose percentage is still to come."""

    standing: Standing
    naming: Naming
    series: Series
    pending: Phrase | None = None
    whole: SentenceFigure | None = None
    unnamed: tuple[int, Base] | None = None
    """与上年的…万元相比 before the name of what is compared: its statement, and the base."""

    def about(self, phrase: Phrase, unit: str = "") -> Group:
        """The group that a change, a share or a completion is of. unit: of its figure; none of what words say."""
        standing, naming = self.standing, self.naming
        named = phrase.names or phrase.level or phrase.spent or phrase.received
        if phrase.unknown and phrase.first_unknown:
            return standing.new_group(NOT_UNDERSTOOD)
        if phrase.level:
            return standing.new_group(naming.item(phrase))
        if phrase.names:
            entry = naming.topic(phrase.names[-1][0], phrase)
            units = (unit, "万元") if unit not in ("", "%") else ("万元", min(entry.units)) if entry is not None else ("万元",)
            tried = (naming.named(phrase.names[-1][0], phrase, one) for one in units)
            subject, entries = next((one for one in tried if one[0].understood), NOTHING) if nested(phrase) else NOTHING
            same = standing.group.subject
            kept = subject.understood and (same.name, same.fund) == (subject.name, subject.fund)
            return standing.group if kept else standing.new_group(subject, entries)
        if phrase.funds and not (not named and standing.group.subject.fund == phrase.funds[-1]):
            name = "支出" if phrase.spent else "收入" if phrase.received else ""
            return standing.new_group(naming.made(phrase, name) if name else naming.part_of_fund(phrase))
        old = standing.group.subject
        if phrase.spent and not phrase.received and phrase.changes and old.name in RECEIPTS:
            return standing.new_group(old._replace(name=RECEIPTS[old.name]))  # 收入增加…；支出增加…
        return standing.group

    def of_stage(self, group: Group, phrase: Phrase) -> Subject:
        """The group's subject as the phrase means it: of the stage and year that it says, else of the amount before it."""
        subject = group.main
        if not subject.understood:
            return subject
        stage = stage_of(phrase)
        return subject._replace(stage=stage or subject.stage, year=phrase.years[-1] if phrase.years else subject.year)

    def change(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """增加…万元: how much more than the base."""
        standing = self.standing
        base = standing.base_of(phrase)
        group = self.about(phrase, figure.unit)
        if group.entries and not any(entry.fits(figure.unit) for entry in group.entries):
            group = self.of_kind(figure) or standing.new_group(NOT_UNDERSTOOD)
        group.change, group.changed_from = figure, base
        self.name_compared(group, base)
        value = group.value
        sure = standing.sure(definite, group.subject) and base is not None and not phrase.change_first and group.definite
        amount = value.figure if value and value.figure.money == figure.money else None
        before = [one.figure for one in group.stated if base and base.year and one.subject.year == base.year]
        before = before or ([group.began] if group.began and base and base.year else [])
        subject = self.of_stage(group, phrase)
        standing.say(
            Statement(
                *(subject, StatementKind.CHANGE, figure, group.number, phrase.direction, base),
                value=amount,
                wholes=tuple(before),
                definite=sure,
            )
        )

    def summed(self, figure: SentenceFigure, parts: int) -> None:
        """三项合计: the sum of the amounts before it in its sentence. parts: how many, 0 for all."""
        standing = self.standing
        years = (0, standing.context.year)
        said = [one for one in standing.found[standing.begun :] if one.kind is StatementKind.VALUE and one.figure.money]
        amounts = [one.figure for one in said if one.subject.year in years]
        whole = amounts[-parts:] if parts and len(amounts) >= parts else [] if parts else amounts
        standing.say(Statement(NOT_UNDERSTOOD, StatementKind.SUM, figure, 0, wholes=tuple(whole), definite=False))

    def of_kind(self, figure: SentenceFigure) -> Group | None:
        """The one group of the sentence with amounts of the figure's kind: 接待费…元，接待11批次，比上年减少…元."""
        fits = {group.number: group for group in self.series.stated if group.stated and group.stated[-1].figure.money}
        return next(iter(fits.values())) if figure.money and len(fits) == 1 else None

    def compared(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """比上年的…万元: the figure of the base itself."""
        group = self.about(phrase)
        subject = group.main
        assert phrase.base is not None
        if phrase.base.year:
            group.began = figure
        if subject.understood:
            subject = subject._replace(year=phrase.base.year, stage=phrase.base.stage)
        else:
            self.unnamed = len(self.standing.found), phrase.base
        sure = self.standing.sure(definite and not phrase.unknown)
        self.standing.say(Statement(subject, StatementKind.VALUE, figure, group.number, definite=sure))

    def name_compared(self, group: Group, base: Base | None) -> None:
        """Give the figure of 与上年的…万元相比 the name of what it is compared with."""
        if self.unnamed is not None and group.main.understood and base == self.unnamed[1]:
            number, said = self.unnamed
            subject = group.main._replace(year=said.year, stage=said.stage)
            self.standing.found[number] = self.standing.found[number]._replace(subject=subject, group=group.number)
        self.unnamed = None

    def change_from(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """由…万元增加到: what it was before; nothing is sure where the words do not say of which year."""
        group = self.about(phrase)
        subject = group.main
        if subject.understood:
            subject = subject._replace(stage="", year=phrase.years[-1] if phrase.years else 0)
            group.began = figure
            if phrase.years and phrase.years[-1] == self.standing.context.year - 1:
                self.standing.base = Base(phrase.years[-1])
        sure = bool(phrase.years) and self.standing.sure(definite)
        self.standing.say(Statement(subject, StatementKind.VALUE, figure, group.number, definite=sure))

    def unclear(self, figure: SentenceFigure) -> None:
        """分别占…和…: a change or a percentage of one of several things, of which is not clear."""
        kind = StatementKind.SHARE if figure.unit == "%" else StatementKind.CHANGE
        self.standing.say(Statement(NOT_UNDERSTOOD, kind, figure, 0, definite=False))

    def operand(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """完成预算…万元的, 占…万元的: the amount behind the verb is the budget, or the whole."""
        inner = phrase.after_share or phrase.after_done
        assert inner is not None
        group = self.about(phrase)
        subject = NOT_UNDERSTOOD
        if inner.names and not inner.unknown:
            subject, _ = self.naming.named(inner.names[-1][0], inner, figure.unit)
        elif inner.stages and not inner.unknown and group.subject.understood:
            subject = group.subject._replace(stage=stage_of(inner), year=self.naming.year_of(inner))
            if subject.stage not in group.stages:
                group.state(Stated(subject, figure))
        self.whole, self.pending = figure, phrase
        self.standing.say(Statement(subject, StatementKind.VALUE, figure, group.number, definite=self.standing.sure(definite)))

    def percentage(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """A percentage: a share, a completion, a rate of change, or a rate with a name of its own."""
        last = self.standing.found[-1] if self.standing.found else None
        waiting, whole = self.pending, self.whole
        self.pending = self.whole = None
        if waiting is None and last is not None and last.figure.end == figure.start - 1 and not phrase.says_anything:
            self.of_last(figure, last)
            return
        says = phrase.names or phrase.unknown or phrase.after_share or phrase.after_done or phrase.changes
        spoken = phrase if says or waiting is None else waiting
        whole = None if spoken is phrase else whole
        if spoken.after_share is not None:
            self.share(figure, spoken, spoken.after_share, whole, definite)
        elif spoken.after_done is not None:
            self.completion(figure, spoken, spoken.after_done, whole, definite)
        elif spoken.changes:
            self.rate(figure, phrase, definite)
        elif phrase.stages and phrase.bare and self.standing.group.stated:
            self.completion(figure, phrase, phrase, whole, definite)
        else:
            self.own_rate(figure, phrase, definite)

    def own_rate(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """A rate with a name of its own: 参保率."""
        subject = NOT_UNDERSTOOD
        if phrase.names and not phrase.unknown:
            subject, _ = self.naming.named(phrase.names[-1][0], phrase, "%")
        kind = StatementKind.VALUE if subject.understood else StatementKind.SHARE
        self.standing.say(Statement(subject, kind, figure, 0, definite=subject.understood and self.standing.sure(definite)))

    def rate(self, figure: SentenceFigure, phrase: Phrase, definite: bool) -> None:
        """增长…%: the change as a part of the base."""
        base = self.standing.base_of(phrase)
        group = self.about(phrase)
        change = group.change if group.changed_from == base or phrase.base is None else None
        value = group.value
        before = [one.figure for one in group.stated if base and base.year and one.subject.year == base.year]
        wholes = tuple(before if before else [group.began] if group.began else [])
        sure = self.standing.sure(definite, group.subject) and base is not None and group.definite
        subject = self.of_stage(group, phrase)
        self.standing.say(
            Statement(
                *(subject, StatementKind.RATE, figure, group.number, phrase.direction, base),
                value=value.figure if value else None,
                change=change,
                wholes=wholes,
                definite=sure,
            )
        )

    def share(
        self, figure: SentenceFigure, phrase: Phrase, inner: Phrase, printed: SentenceFigure | None, definite: bool
    ) -> None:
        """占…的: of a named whole, of the whole above, or of the budget."""
        if inner.stages and not inner.names and not inner.funds and not inner.unknown:
            self.completion(figure, phrase, inner, printed, definite)
            return
        group = self.about(phrase)
        whole: Subject | None = None
        wholes: tuple[SentenceFigure, ...] = (printed,) if printed else ()
        if inner.unknown:
            whole = NOT_UNDERSTOOD
        elif inner.names:
            whole = self.naming.named(inner.names[-1][0], inner, "万元")[0]
            above = self.standing.parent
            if not inner.funds and whole.name in TOTALS and above is not None and above.main.name not in WHOLES:
                whole, wholes = above.main, (*wholes, *self.printed_above(above))
            elif not inner.funds and whole.name in WHOLES:
                whole = whole._replace(fund="")
        elif inner.funds or inner.spent or inner.received:
            whole = self.naming.made(inner, "支出" if inner.spent else "收入" if inner.received else "")
        elif not printed and self.standing.parent is not None and self.standing.parent is not group:
            whole = self.standing.parent.main
            wholes = tuple(self.printed_above(self.standing.parent))
        elif not printed and self.standing.parent is None and self.standing.titled.understood:
            whole = self.standing.titled if self.standing.titled.name != group.subject.name else None
        if whole is None and not wholes and not (phrase.years or inner.begins or inner.years or inner.compares):
            whole = whole_of(group.subject)
        value = group.value
        if not group.subject.understood and phrase.funds and whole is not None and not phrase.unknown:
            name = "收入" if whole.name in RECEIPTS else "支出" if whole.name in RECEIPTS.values() else ""
            group = self.standing.new_group(self.naming.made(phrase, name)) if name else group
        self.standing.say(
            Statement(
                *(self.of_stage(group, phrase), StatementKind.SHARE, figure, group.number),
                whole=whole,
                value=value.figure if value else None,
                wholes=wholes,
                definite=self.standing.sure(definite, group.subject) and group.definite,
            )
        )

    def printed_above(self, group: Group | None) -> list[SentenceFigure]:
        """The amounts of the whole above, of the one above that, and so on: a share may be of any of them."""
        found: list[SentenceFigure] = []
        while group is not None and len(found) < DEEPEST:
            if group.value is not None:
                found.append(group.value.figure)
            group = group.above
        return found

    def completion(
        self, figure: SentenceFigure, phrase: Phrase, inner: Phrase, printed: SentenceFigure | None, definite: bool
    ) -> None:
        """完成预算的…: what was spent against the budget; against any of them where it does not say which."""
        group = self.about(phrase)
        stage = stage_of(inner) or stage_of(phrase)
        planned = [one for one in group.planned if one.figure.money]
        named = [one.figure for one in planned if one.subject.stage == stage]
        wholes = (printed,) if printed else tuple(named or [one.figure for one in planned])
        spent = [one for one in group.stated if one.subject.stage not in PLANNED and one.figure.money]
        other = spent and spent[-1].subject.name != group.subject.name
        self.standing.say(
            Statement(
                *(spent[-1].subject if other else group.subject, StatementKind.COMPLETION, figure, group.number),
                base=Base(0, stage if stage in PLANNED else ""),
                value=spent[-1].figure if spent else None,
                wholes=wholes,
                definite=self.standing.sure(definite, group.subject) and group.definite and not (inner.unknown or inner.names),
            )
        )

    def of_last(self, figure: SentenceFigure, last: Statement) -> None:
        """为全年预算…万元的…%: the percentage is of the amount just before it."""
        group = self.standing.group
        spent = [one.figure for one in group.stated if one.subject.stage not in PLANNED and one.figure.money]
        if last.subject.stage in PLANNED and spent:
            base = Base(0, last.subject.stage)
            self.standing.say(
                Statement(
                    group.subject,
                    StatementKind.COMPLETION,
                    figure,
                    group.number,
                    base=base,
                    value=spent[-1],
                    wholes=(last.figure,),
                )
            )
        else:
            self.standing.say(Statement(NOT_UNDERSTOOD, StatementKind.SHARE, figure, 0, definite=False))


def whole_of(subject: Subject) -> Subject | None:
    """What a thing is naturally a share of: receipts of a fund of all receipts, 基本支出 of all expenditure."""
    if any(len(code) == 3 for code in subject.codes):
        return Subject("支出", subject.fund, "", subject.year)
    if subject.name in RECEIPTS and subject.fund:
        return Subject("收入", year=subject.year)
    if subject.name in RECEIPTS.values() and subject.fund and subject.fund != "财政拨款":
        return Subject("支出", year=subject.year)
    return Subject(WHOLE_OF[subject.name], subject.fund, "", subject.year) if subject.name in WHOLE_OF else None
