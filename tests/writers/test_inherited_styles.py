"""A pack's own style of a common name changes the common one, and only for that pack."""

from __future__ import annotations

from generator.build import find_style
from generator.packs import load_pack


def test_a_packs_own_style_inherits_the_common_one_of_the_same_name() -> None:
    own = find_style(load_pack("tongyong-xiangmu-ziping"), "公开")
    common = find_style(load_pack("tongyong-juesuan"), "公开")
    assert (own.name, own.page) == (common.name, common.page)
    assert own.roles["文中表格文字"].size < common.roles["文中表格文字"].size
    assert own.roles["正文"] == common.roles["正文"]
