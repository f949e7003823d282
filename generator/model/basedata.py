"""基础数据: what the base-data table of a self-evaluation asks for beside the books (spec/performance.md §5.2)."""

from pydantic import Field

from generator.model.fields import Money, Number, Word, pending
from generator.model.record import Record, made


class BaseLine(Record):
    """One row: 决算 of last year, 预算 and 决算 of this year; in 万元."""

    prior: Money = Field(default_factory=lambda: pending("上年决算"), alias="上年决算")
    budget: Money = Field(default_factory=lambda: pending("预算"), alias="预算")
    actual: Money | None = Field(None, alias="决算")
    """Follows from 支出 or 项目支出 where the same figure stands there."""


class Buildings(Record):
    """楼堂馆所 finished in the year: m² and 万元; the two rates follow. 不涉及 where none was built."""

    approved_size: Number = Field(default_factory=lambda: pending("批复规模"), alias="批复规模")
    actual_size: Number = Field(default_factory=lambda: pending("实际规模"), alias="实际规模")
    approved_cost: Money = Field(default_factory=lambda: pending("预算投资"), alias="预算投资")
    actual_cost: Money = Field(default_factory=lambda: pending("实际投资"), alias="实际投资")


class BaseData(Record):
    """The rows of 经费控制情况 beside 三公, and 楼堂馆所."""

    project: BaseLine = Field(default_factory=made(BaseLine), alias="项目支出")
    projects: dict[Word, BaseLine] = Field(default_factory=made(dict), alias="项目明细")
    """By the names of 自评.项目支出."""
    public: BaseLine = Field(default_factory=made(BaseLine), alias="公用经费")
    office: BaseLine = Field(default_factory=made(BaseLine), alias="办公经费")
    travel: BaseLine = Field(default_factory=made(BaseLine), alias="水电差旅费")
    meetings: BaseLine = Field(default_factory=made(BaseLine), alias="会议培训费")
    procurement: BaseLine = Field(default_factory=made(BaseLine), alias="政府采购")
    adjustment: BaseLine = Field(default_factory=made(BaseLine), alias="整体支出预算调整")
    basic_adjustment: BaseLine = Field(default_factory=made(BaseLine), alias="基本支出预算调整")
    buildings: Buildings = Field(default_factory=made(Buildings), alias="楼堂馆所")
