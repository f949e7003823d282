"""The outline of a report: contents set apart, headings nested, paragraphs and tables joined over pages, titles, units, notes."""

from generator.reports.outline.ordinals import ordinal_of
from generator.reports.report import ReportParagraph
from tests.reports.made import pdf_report

BODY = "本部门贯彻执行水利方面的方针政策和法律法规，负责编制全县水利规划并组织实施，统筹安排全县生活、生产和生态用水。"


def test_ordinals_have_their_level_and_count() -> None:
    texts = ("第三部分 说明", "十一、其他", "（二）结构", "3.小计", "（4）说明", "④其他")
    found = [ordinal for text in texts if (ordinal := ordinal_of(text))]
    assert [one.text for one in found] == ["第三部分", "十一、", "（二）", "3.", "（4）", "④"]
    assert [(one.level, one.number) for one in found] == [(1, 3), (2, 11), (3, 2), (4, 3), (5, 4), (6, 4)]
    assert ordinal_of("2.57万元") is None
    assert ordinal_of("附件所列事项") is None
    assert ordinal_of("一般公共预算") is None


def test_sections_stand_within_each_other() -> None:
    report = pdf_report(f"""#title[第一部分 部门概况]
一、主要职能

{BODY}

二、机构设置

（一）内设机构情况

{BODY}
#pagebreak()
#title[第二部分 决算情况说明]
一、收入决算情况说明

2023年度收入合计12.00万元。""")
    assert [(s.level, s.ordinal, s.title, s.place.page) for s in report.sections()] == [
        (1, "第一部分", "部门概况", 1),
        (2, "一、", "主要职能", 1),
        (2, "二、", "机构设置", 1),
        (3, "（一）", "内设机构情况", 1),
        (1, "第二部分", "决算情况说明", 2),
        (2, "一、", "收入决算情况说明", 2),
    ]
    assert list(report.paragraphs())[-1][0] == ("决算情况说明", "收入决算情况说明")
    assert [p.text for _, p in report.paragraphs()] == [BODY, BODY, "2023年度收入合计12.00万元。"]


def test_the_contents_are_no_headings_whether_they_have_leaders_or_not() -> None:
    for row in ("#box(width: 1fr, repeat[.]) 3", ""):
        report = pdf_report(f"""#title[目　录]
第一部分 部门概况{row}

一、主要职能{row}

第二部分 名词解释{row}
#pagebreak()
#title[第一部分 部门概况]
一、主要职能

{BODY}""")
        assert [(r.ordinal, r.title, r.page) for r in report.contents] == [
            ("第一部分", "部门概况", 3 if row else 0),
            ("一、", "主要职能", 3 if row else 0),
            ("第二部分", "名词解释", 3 if row else 0),
        ]
        assert [section.title for section in report.sections()] == ["部门概况", "主要职能"]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    body = "一、说明\n\n" + "#v(560pt)\n" + BODY * 3
    report = pdf_report(body)
    paragraphs = [paragraph for _, paragraph in report.paragraphs()]
    assert [paragraph.text for paragraph in paragraphs] == [BODY * 3]
    first, last = paragraphs[0].place_at(0), paragraphs[0].place_at(len(BODY) * 3 - 1)
    assert (first.page, last.page) == (1, 2)
    assert "".join(line.text for line in paragraphs[0].lines) == BODY * 3


def test_a_short_line_ends_its_paragraph_and_an_item_of_a_list_is_no_heading() -> None:
    report = pdf_report(f"""一、主要职能

（一）贯彻执行水利法规；

（二）编制水利规划；

（三）完成县委交办的其他任务。

{BODY}""")
    assert [section.title for section in report.sections()] == ["主要职能"]
    assert [paragraph.text for _, paragraph in report.paragraphs()][:3] == [
        "（一）贯彻执行水利法规；",
        "（二）编制水利规划；",
        "（三）完成县委交办的其他任务。",
    ]


def rows(first: int, last: int) -> str:
    return ", ".join(f"[2{n:02}], [第{n}项支出], [{n}.00], [0.50]" for n in range(first, last))


HEAD = "[科目编码], [科目名称], [合计], [其他]"


def test_a_table_goes_on_over_pages_with_and_without_repeated_heads() -> None:
    for head in (f"table.header({HEAD}),", f"{HEAD},"):
        report = pdf_report(f"""#title[支出决算表]
#align(right)[单位：万元]
#table(columns: (80pt, 160pt, 80pt, 80pt), {head} {rows(1, 81)}, table.cell(colspan: 2)[合计], [3240.00], [40.00])""")
        (table,) = report.tables()
        assert (table.title, table.unit, table.head, table.pages) == ("支出决算表", "万元", 1, 3)
        assert table.grid.rows == 82
        assert table.grid.table()[-1] == ["合计", "合计", "3240.00", "40.00"]
        last = table.grid.cells[-1].place
        assert str(last) == "第3页 表“支出决算表” 第82行"


def test_a_last_page_with_fewer_columns_is_aligned_by_where_they_stand() -> None:
    report = pdf_report(f"""#title[支出决算表]
#table(columns: (80pt, 160pt, 80pt, 80pt), {HEAD}, {rows(1, 3)})
#pagebreak()
#table(columns: (240pt, 80pt, 80pt), [合计], [3.00], [1.00])""")
    (table,) = report.tables()
    assert table.grid.table(spread=False)[-1] == ["合计", "", "3.00", "1.00"]


def test_tables_with_titles_of_their_own_stay_apart_and_take_their_marks() -> None:
    report = pdf_report("""#title[收入决算表]
公开02表

编制单位：某县水利局#h(1fr)金额单位：元
#table(columns: (200pt, 200pt), [项目], [决算数], [合计], [12.00])
注：本表反映本年度收入情况。
#pagebreak()
#title[“三公”经费支出决算表]
#align(right)[单位：万元]
#table(columns: (200pt, 200pt), [项目], [决算数], [合计], [3.00])
说明：数据已经核对。

下面是另一段话，它和表没有关系，只是排在表的后面。""")
    first, second = report.tables()
    assert (first.title, first.code, first.unit, first.owner) == ("收入决算表", "公开02表", "元", "某县水利局")
    assert [note.text for note in first.notes] == ["注：本表反映本年度收入情况。"]
    assert (second.title, second.unit, second.number) == ("“三公”经费支出决算表", "万元", 2)
    assert [note.text for note in second.notes] == ["说明：数据已经核对。"]
    assert [p.text for p in report.front if isinstance(p, ReportParagraph)] == [
        "下面是另一段话，它和表没有关系，只是排在表的后面。"
    ]


def test_a_title_at_the_foot_of_the_page_before_names_the_table() -> None:
    report = pdf_report("""#v(600pt)
#title[机关运行经费决算表]
#pagebreak()
#table(columns: (200pt, 200pt), [项目], [决算数], [合计], [3.00])""")
    assert [table.title for table in report.tables()] == ["机关运行经费决算表"]


def test_title_and_unit_in_the_ruled_area_name_the_table_and_stay_cells() -> None:
    report = pdf_report("""#table(columns: (200pt, 200pt), table.cell(colspan: 2)[项目支出绩效目标表],
      table.cell(colspan: 2)[单位：万元], [项目名称], [水库除险], [预算数], [120.00])""")
    (table,) = report.tables()
    assert (table.title, table.unit) == ("项目支出绩效目标表", "万元")
    assert table.grid.table(spread=False)[0] == ["项目支出绩效目标表", ""]


def test_an_annex_holds_the_headings_below_it() -> None:
    report = pdf_report(f"""#title[第四部分 附件]
#text(weight: "bold")[附件1]

一、项目概况

{BODY}
#pagebreak()
#title[第五部分 附表]""")
    assert [(s.level, s.text) for s in report.sections()] == [
        (1, "第四部分附件"),
        (2, "附件1"),
        (4, "一、项目概况"),
        (1, "第五部分附表"),
    ]
    assert [s.path for s in report.sections()][2] == ("附件", "", "项目概况")
