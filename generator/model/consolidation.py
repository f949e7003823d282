"""部门汇总: the files of 本级 and of the subordinate units that a department's figures are summed from."""

from pydantic import Field

from generator.model.fields import Money, Word
from generator.model.record import Record, made


class Elimination(Record):
    """One 内部往来 between units: it counts once in the sums of none of the fields named."""

    reason: Word = Field(alias="原因")
    amount: Money = Field(alias="金额")
    fields: list[Word] = Field(alias="字段")
    """Such as `支出.2101550.其他资金.对附属单位补助支出` and `收入.附属单位上缴收入.2101550`: one of either side."""


class Consolidation(Record):
    """Where the units' data are, relative to the file that names them; and what is to be eliminated."""

    units: list[Word] = Field(alias="单位", min_length=1)
    eliminations: list[Elimination] = Field(default_factory=made(list), alias="抵销")
