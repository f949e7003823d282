"""Words that a field of the data chooses from: each list stands here once."""

from __future__ import annotations

UNITS = ("元", "万元")
"""金额单位."""
ACCOUNTS, BUDGET, EVALUATION = "决算", "预算", "绩效自评"
KINDS = (ACCOUNTS, BUDGET, EVALUATION)
"""文种: what the figures of a data file are."""
SIGN_OFFS = ("盖章", "不盖章")
LEVELS = ("部门", "本级", "单位")
"""级次: of whom the figures are."""
UNIT_KINDS = ("行政单位", "参照公务员法管理的事业单位", "其他事业单位")
"""性质 of a unit."""
STAGES = ("事前评估", "绩效目标", "绩效监控", "绩效自评", "绩效评价")
"""绩效环节 that a project can go through."""
