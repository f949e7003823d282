"""The options `--time-limit` and `--memory-limit`: what one department may take."""

from __future__ import annotations

import argparse

from generator.errors import UsageError
from generator.runtime.allowance import Allowance

USUAL = Allowance()


def add_limits(one: argparse.ArgumentParser) -> None:
    """Give a command the options."""
    one.add_argument(
        "--time-limit",
        type=float,
        default=USUAL.seconds,
        metavar="秒",
        help=f"一个部门最多用的时间，超过的报错，接着做下一个；默认 {USUAL.seconds:g}，0 为不限",
    )
    one.add_argument(
        "--memory-limit",
        type=float,
        default=USUAL.mebibytes,
        metavar="兆字节",
        help=f"一个部门最多用的内存（Linux）；默认 {USUAL.mebibytes:g}，0 为不限",
    )


def allowance_of(options: argparse.Namespace) -> Allowance:
    """What the options say. Raises UsageError for what is no amount of time or memory."""
    for name, value in (("--time-limit", options.time_limit), ("--memory-limit", options.memory_limit)):
        if not 0 <= value < float("inf"):
            raise UsageError(f"{name} 应是 0 或正数，不是“{value:g}”", remedy=f"写成 {name} 300；0 为不限")
    return Allowance(options.time_limit, options.memory_limit)
