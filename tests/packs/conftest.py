"""What the tests of packs share: a context with amounts of every kind, and a way to render one line in it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from generator.figures.view import view
from generator.model.amount import Amount, Origin, OriginKind, State
from generator.model.fields import Day
from generator.model.place import NOWHERE
from generator.model.text import parse_text
from generator.packs.context.ledger import Ledger
from generator.packs.definition.pack import Pack, load_pack
from generator.packs.rendering.environment import environment


def amount(name: str, value: str | State) -> Amount:
    """A typed amount."""
    origin = Origin(OriginKind.TYPED, name)
    return Amount(None, value, origin) if isinstance(value, State) else Amount(Decimal(value), State.FIGURE, origin)


NUMBERS = {
    "决算": "91.68",
    "上年数": "36.57",
    "预算": "96",
    "零": "0",
    "无此项": State.NONE,
    "没给": State.UNSTATED,
    "没填": State.PENDING,
    "空着": State.BLANK,
    "人次": "23108",
    "得分": "99.50",
    "比率": "76.33",
}


@pytest.fixture(scope="session")
def national() -> Pack:
    return load_pack("tongyong-juesuan")


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


Line = Callable[[str], str]


@pytest.fixture
def line(national: Pack, ledger: Ledger) -> Line:
    """Renders a piece of template."""
    items = [{"类": "基本", "名称": "甲", "金额": amount("甲", "60")}, {"类": "基本", "名称": "乙", "金额": amount("乙", "40")}]
    names = {
        **{name: amount(name, value) for name, value in NUMBERS.items()},
        "名单": ("办公费", "印刷费"),
        "各项": view(items, "各项"),
        "指标": view([{"一级": "产出指标", "二级": "数量指标", "三级": "个数"}], "指标"),
        "公开时间": Day(2023, 10, 20, NOWHERE),
        "职责": parse_text("拟订政策。\n\n- 组织实施。"),
        "原因": parse_text("人员增加。"),
        "空文": parse_text("待填"),
        "总数": amount("总数", "100"),
        "科目": view({"编码": "2101301", "类": "卫生健康支出", "款": "医疗救助", "项": "城乡医疗救助"}),
        "车辆": view(
            [{"用途": f"{use}用车", "数量": amount(use, number)} for use, number in (("机要通信", "1"), ("应急保障", "2"))]
        ),
        "_账": ledger,
        "_包": national,
    }
    return lambda source: environment(national).from_string(source).render(names)


Maker = Callable[..., Pack]


@pytest.fixture
def make_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Maker:
    """Make a pack of the test's own: pack.yaml as text, and templates or tables by path."""

    def make(settings: str, files: dict[str, str] | None = None, parent: str = "tongyong-juesuan", name: str = "ceshi") -> Pack:
        folder = tmp_path / "packs" / name
        folder.mkdir(parents=True, exist_ok=True)
        head = "" if settings.startswith("名称:") else f"名称: 试验\n继承: {parent}\n文件名: 试验\n"
        (folder / "pack.yaml").write_text(head + settings, encoding="utf-8")
        for path, text in (files or {}).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
        return load_pack(name)

    return make
