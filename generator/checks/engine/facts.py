"""What rules ask: the figures by name, and beside them what only rules need.

控制数.X      a stated figure                  明细.X      the same from the leaves
载明功能[]    by 类 or 款: 名称, 载明, 明细     载明经济[]  by economic item
资金[]        by fund: 名称, 年初, 年末, 上年年末
科目结转[]    by 项 and fund: 名称, 年初, 年末, 上年年末
上年预算核对[] last year's budget as stated: 上年合计, 上年基本支出, 上年项目支出
填报.X        figures typed beside those that follow: 因公出国决算 …
上年填报.X    what `上年:` and 上年决算 state   上年文件.X  the same from last year's file
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from generator.checks.compare import controls, pairs, stated_vs_derived, unitsums
from generator.checks.engine.mentions import TypedFigure, mentions
from generator.checks.engine.own_names import vocabulary_of
from generator.checks.engine.places import TYPED, Value, place_in, typed_values
from generator.checks.engine.settings import DEFAULT, RuleSettings
from generator.checks.engine.text_index import TextIndex, page
from generator.figures import Figures
from generator.figures.nodes import Node
from generator.figures.scoring.rules import Scoring
from generator.figures.scoring.scores import Scored, score_forms, scored, whole_score_form
from generator.figures.wording.numbers import NumberFormat, format_money
from generator.model.amount import Amount
from generator.model.choices import BUDGET
from generator.model.department import DepartmentYear
from generator.model.place import SourceText
from generator.model.sections import Indicator, Project
from generator.model.text import Text
from generator.sentences import WORTH_READING

LABELS = ("名称", "三级", "类别", "车型", "品名")
"""What names an entry of a list."""
NOUNS = ("项目", "指标")
"""Lists whose name stands before the name of an entry."""
Way = tuple[tuple[str, Node], ...]
"""The lists that lead to a part, each with its entry."""


@dataclass(frozen=True)
class Facts:
    """Figures of a year and, where its file is there, of the year before. scoring: the rules that points follow."""

    figures: Figures
    before: Figures | None
    settings: RuleSettings = DEFAULT
    scoring: Scoring = field(default_factory=Scoring)
    _scopes: dict[str, list[tuple[Way, Node]]] = field(default_factory=dict, repr=False)

    def in_prior(self, path: str) -> Amount | None:
        """A figure of last year's data by its name; None where there is none."""
        node: object = self.figures.prior
        for part in path.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        return node if isinstance(node, Amount) else None

    @property
    def data(self) -> DepartmentYear:
        """The department-year itself."""
        return self.figures.data

    @cached_property
    def values(self) -> list[Value]:
        """All typed texts and words that a report may print, in the order of the fields."""
        fields = [name for name in type(self.data).model_fields if name not in ("confirmed", "consolidation")]
        return typed_values([getattr(self.data, name) for name in fields], TYPED)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The texts among them that say something."""
        return tuple([value for value in self.values if type(value) is Text and value.pieces])

    @cached_property
    def words(self) -> tuple[SourceText, ...]:
        """The words and codes among them."""
        return tuple([value for value in self.values if type(value) is SourceText])

    @cached_property
    def before_texts(self) -> tuple[Text, ...]:
        """The texts of last year's file, those of its projects included."""
        parts = [self.before.data.texts, self.before.data.projects] if self.before else []
        return tuple([value for value in typed_values(parts, frozenset((Text,))) if isinstance(value, Text)])

    @cached_property
    def mentions(self) -> tuple[TypedFigure, ...]:
        """The figures of running text, as the reader of sentences understands them."""
        texts = [text for text in self.texts if WORTH_READING.search(text.raw)]
        budget = str(self.data.kind) == BUDGET
        return tuple(mentions(texts, vocabulary_of(self.figures), self.data.year, budget)) if texts else ()

    @cached_property
    def page(self) -> TextIndex:
        """All lines of text."""
        return page(self.values)

    @cached_property
    def scored(self) -> list[tuple[Project, list[Indicator]]]:
        """The projects with points, and their indicators with points."""
        pairs = [(p, [row for row in p.indicators if row.weight and row.weight.known]) for p in self.data.projects]
        return [(project, rows) for project, rows in pairs if rows]

    @cached_property
    def results(self) -> tuple[Scored, ...]:
        """The indicators with points, of the projects and of the whole, and what their results are worth."""
        whole = whole_score_form(self.data, self.figures.names)
        every = (*score_forms(self.data, self.figures.names), *([whole] if whole else []))
        return tuple(one for form in every for one in scored(form, self.data.year, self.scoring))

    @cached_property
    def exact(self) -> frozenset[str]:
        """The files whose figures are in 元: those are exact."""
        years = [one.data for one in (self.figures, self.before) if one and one.data.unit == "元"]
        return frozenset(place_in(value).file for data in years for value in typed_values(data.revenue))

    def money(self, value: Decimal) -> str:
        """An amount of 万元 in the unit of the data file, with its unit."""
        style = NumberFormat(unit=self.data.unit, decimals=None)
        return f"{format_money(value, style)}{self.data.unit}"

    @cached_property
    def tree(self) -> Node:
        """All names."""
        return {
            **self.figures.names,
            "控制数": dict(self.data.controls.given()),
            "明细": controls.details(self.figures),
            "载明功能": list(controls.by_code(self.figures, True)),
            "载明经济": list(controls.by_code(self.figures, False)),
            "资金": list(pairs.funds(self.figures, self.before)),
            "科目结转": list(pairs.codes(self.figures, self.before)),
            "载明合计": controls.stated_sums(self.figures),
            "科目对应": list(pairs.payments(self.figures)),
            "退休对应": [pairs.pair(self.figures, *pair) for pair in pairs.RETIRED],
            "调整预算": list(pairs.full_budgets(self.figures)),
            "项目核对": list(pairs.projects(self.figures)),
            "项目执行合计": pairs.executed(self.figures),
            "项目预算合计": pairs.budgeted(self.figures),
            "绩效管理核对": list(pairs.managed(self.figures)),
            "预算平衡": pairs.budget_balance(self.figures),
            "上年预算核对": stated_vs_derived.prior_budget(self.data),
            "填报": stated_vs_derived.typed(self.figures),
            "上年填报": stated_vs_derived.typed_prior(self.data),
            "上年文件": stated_vs_derived.prior_of(self.before) if self.before else {},
            "汇总核对": list(unitsums.pairs(self.figures)),
        }

    def scopes(self, path: str) -> list[tuple[Way, Node]]:
        """Each part under a path such as `项目[].指标[]`, with the way to it; the whole for an empty path."""
        if path not in self._scopes:
            above, _, step = path.rpartition(".")
            self._scopes[path] = list(_below(self.scopes(above), step)) if path else [((), self.tree)]
        return self._scopes[path]

    def amount(self, path: str) -> Amount | None:
        """The figure of a dotted name; None where its section is absent or it is none. Raises KeyError for an unknown name."""
        node: object = self.tree
        for part in path.split("."):
            if not isinstance(node, dict):
                return None
            node = node[part]
        return node if isinstance(node, Amount) else None

    def find(self, path: tuple[str, ...], node: Node) -> Amount | None:
        """The figure of a name, part by part: in the node, else in the whole."""
        own = _amount(node, path)
        return own if own is not None or node is self.tree else _amount(self.tree, path)


def _below(nodes: list[tuple[Way, Node]], step: str) -> Iterator[tuple[Way, Node]]:
    """The parts that one step of a path leads to: `三公`, or each entry of `项目[]`."""
    name, listed = step.removesuffix("[]"), step.endswith("[]")
    for way, node in nodes:
        below = node.get(name)
        for one in below if isinstance(below, list) else [below]:
            if isinstance(one, dict):
                yield (*way, (name, one)) if listed else way, one


def label(way: Way) -> str:
    """What messages call a part: 项目“甲”指标“乙”."""
    return "".join(f"{name if name in NOUNS else ''}{_label(node)}" for name, node in way)


def _label(node: Node) -> str:
    return next((f"“{said}”" for name in LABELS if (said := node.get(name))), "")


def _amount(node: object, path: tuple[str, ...]) -> Amount | None:
    for part in path:
        if type(node) is not dict:
            return None
        node = node.get(part)
    return node if type(node) is Amount else None


def explained(node: Node, path: str) -> bool:
    """True where the text under a path is given."""
    text: object = node
    for part in path.split("."):
        text = text.get(part) if isinstance(text, dict) else None
    return isinstance(text, Text) and bool(text.pieces)
