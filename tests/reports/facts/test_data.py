"""What a report says beside its tables finds its field: figures of sentences, last year's, reasons, texts, names, dates."""

from decimal import Decimal

from generator.excel.accounts.store import CellFigure
from generator.reports import read_report_bytes
from generator.reports.facts import ReportData, report_data, report_facts
from generator.reports.facts.collected import short_names
from tests.reports.made import docx, p, tbl, tc

HEAD = "天目省清河市丰水县水利局2023年度部门决算"


def data(*paragraphs: str) -> ReportData:
    body = "".join(text if text.startswith("<") else p(text) for text in (HEAD, *paragraphs))
    report = read_report_bytes(docx(body), "决算.docx")
    return report_data(report, report_facts(report))


def value(found: ReportData, path: str) -> Decimal | None:
    node = found.tree
    for part in path.split("."):
        node = node.get(part, {})
    return node.value if isinstance(node, CellFigure) else None


def test_figures_of_sentences_stand_in_their_fields_with_their_places() -> None:
    found = data(
        "七、财政拨款“三公”经费支出决算情况说明",
        "公务接待费支出年初预算为2.00万元，支出决算为1.50万元，完成预算的75%。国内公务接待12批次、86人次。",
        "十、其他重要事项的情况说明",
        "2023年，丰水县水利局机关运行经费支出30.00万元，比2022年增加4.50万元，增长17.65%，主要原因是修缮办公用房。",
    )
    assert value(found, "三公.公务接待.预算") == 2
    assert value(found, "三公.公务接待.决算") == Decimal("1.50")
    assert value(found, "机关运行经费.决算") == 30
    assert value(found, "机关运行经费.上年决算") == Decimal("25.50"), "this year's less the increase"
    assert found.tree["机关运行经费"]["上年决算"].source == "第5段（由增减额得出）"


def test_two_sentences_that_differ_are_reported_and_the_first_counts() -> None:
    found = data(
        "一、收入支出决算总体情况说明",
        "2023年度收、支总计125.00万元。",
        "二、收入决算情况说明",
        "2023年度收、支总计128.00万元。",
    )
    assert value(found, "控制数.收支总计") == 125
    assert found.warnings == ["控制数.收支总计：第3段写的是125.00，第5段写的是128.00，取前一个"]


def test_texts_stand_in_their_fields() -> None:
    found = data(
        "公开时间：2024年9月20日",
        "一、主要职能",
        "（一）负责全县水利规划。",
        "（二）管理河道和水库。",
        "二、部门决算单位构成",
        "纳入决算编制范围的单位2个，其中行政单位2个：",
        tbl(
            tc("序号") + tc("单位名称") + tc("备注"),
            tc("1") + tc("丰水县水利局（本级）") + tc(""),
            tc("2") + tc("河道管理站") + tc("新设"),
        ),
        "三、一般公共预算财政拨款支出决算总体情况",
        "支出比上年增加。主要原因是实施水库除险。",
        "四、工作成效",
        "全年完成三座水库的除险加固，下游两千亩农田旱涝保收，群众满意；河长巡河形成制度，水质保持优良。",
        "五、名词解释",
        "1.基本支出：保障机构运转的支出。",
        "截至2023年12月31日，本部门共有车辆2辆。",
    )
    tree = found.tree
    assert (tree["公开时间"], tree["截至"]) == ("2024-09-20", "2023-12-31")
    assert tree["文字"]["主要职能"] == "- 负责全县水利规划。\n- 管理河道和水库。\n"
    assert tree["文字"]["一般公共预算变动原因"] == "实施水库除险"
    assert tree["文字"]["名词"] == {"基本支出": "保障机构运转的支出。"}
    assert tree["文字"]["补充"]["工作成效"].startswith("全年完成三座水库")
    assert tree["机构"]["单位"] == [
        {"名称": "丰水县水利局（本级）", "性质": "行政单位"},
        {"名称": "河道管理站", "性质": "行政单位", "备注": "新设"},
    ]
    assert tree["部门"] == {"全称": "天目省清河市丰水县水利局", "地区": ["天目省", "清河市", "丰水县"]}


def test_units_without_a_kind_are_named_and_not_written() -> None:
    found = data("二、机构设置", "1.丰水县水利局（本级）", "2.河道管理站")
    assert "单位" not in found.tree.get("机构", {})
    assert found.unused == ["没有写各单位的性质，没有写进“机构.单位”：丰水县水利局（本级）、河道管理站"]


def test_the_paragraph_of_a_code_gives_purpose_budget_and_reason() -> None:
    found = data(
        "（三）一般公共预算财政拨款支出决算具体情况",
        "1、农林水支出（类）水利（款）行政运行（项）。主要用于：机关人员经费。年初预算为80.00万元，支出决算为75.50万元。"
        "决算数小于预算数的主要原因：人员调出。",
    )
    (line,) = found.tree["支出"]
    assert {key: line[key] for key in ("科目", "主要用于", "差异原因")} == {
        "科目": "2130301",
        "主要用于": "机关人员经费",
        "差异原因": "人员调出",
    }
    assert line["年初预算"].value == 80
    assert not any("没有读懂" in text for text in found.unused)


def test_a_department_is_known_without_the_places_before_its_name() -> None:
    assert short_names("清河市丰水县水利局") == ["清河市丰水县水利局", "丰水县水利局", "水利局"]
    assert short_names("市委办") == ["市委办"]
    assert short_names("") == []
