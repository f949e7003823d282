"""部门汇总: the files of 本级 and of the subordinate units that a department's figures are summed from."""

from generator.model.about import Need, field
from generator.model.fields import Money, Word
from generator.model.record import Record


class Elimination(Record, title="一笔要抵销的内部往来"):
    """One 内部往来 between units: it counts once in the sums of none of the fields named."""

    reason: Word = field("原因", "为什么抵销，如 本级拨给事务中心的补助")
    amount: Money = field("金额", "抵销的金额")
    fields: list[Word] = field("字段", "从哪几个数里减去，收入和支出各一个，如 支出.2101550.其他资金.对附属单位补助支出")
    """Such as `支出.2101550.其他资金.对附属单位补助支出` and `收入.附属单位上缴收入.2101550`: one of either side."""


class Consolidation(Record, title="部门汇总：本级和所属单位的数据在哪里，哪些内部往来要抵销"):
    """Where the units' data are, relative to the file that names them; and what is to be eliminated."""

    units: list[Word] = field("单位", "各单位的数据文件或文件夹，相对于写这一行的文件", min_length=1)
    eliminations: list[Elimination] = field("抵销", "要抵销的内部往来，逐笔", list, need=Need.OPTIONAL)
