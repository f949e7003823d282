"""What the reader's names are in the data of a department-year: paths of totals, economic items, fields, by name and fund."""

from __future__ import annotations

from generator.checks.engine import own_names as own
from generator.figures.books.accounts import PERSONNEL, PUBLIC
from generator.model.money import Fund, Nature

GENERAL = str(Fund.GENERAL)
ARRIVED = "到位"
PLANNED = ("年初预算", "调整预算", "全年预算", "预算", ARRIVED)
BUDGETS = {"年初预算": ("年初预算",), "全年预算": ("全年预算",), "调整预算": ("全年预算",)}
"""Stage of a budget → the budgets of the data that it can be; both where it does not say which."""
BUDGET, SPENT, GIVEN = "预算", "决算", "安排"
NATURES = frozenset(str(nature) for nature in Nature)
ECONOMIC: dict[str, tuple[str, ...]] = {
    "人员经费": PERSONNEL,
    "公用经费": PUBLIC,
    "工资福利支出": ("301",),
    "商品和服务支出": ("302",),
    "对个人和家庭的补助": ("303",),
}
EVENTS = {"会议费": ("30215",), "培训费": ("30216",)}
"""Items of 一般性支出: of 基本支出, or of all expenditure."""
TOTALS: dict[str, dict[str, tuple[str, ...]]] = {
    "收支总计": {"": ("收支总计",), "财政拨款": ("财政拨款收支总计",), GENERAL: ("各资金总计.一般公共预算",)},
    "收支预算": {"": ("收支总计",), "财政拨款": ("财政拨款收支总计", "财政拨款收入合计", "财政拨款支出合计")},
    "收入总计": {"": ("收入总计",), "财政拨款": ("财政拨款收支总计",), GENERAL: ("各资金总计.一般公共预算",)},
    "支出总计": {"": ("支出总计",), "财政拨款": ("财政拨款支出总计",), GENERAL: ("各资金总计.一般公共预算",)},
    "总收入": {"": ("收入总计", "本年收入合计"), "财政拨款": ("财政拨款收支总计", "财政拨款收入合计")},
    "总支出": {"": ("支出总计", "本年支出合计"), "财政拨款": ("财政拨款支出总计", "财政拨款支出合计")},
    "本年收入合计": {"": ("本年收入合计",)},
    "本年支出合计": {"": ("本年支出合计",)},
    "年初结转和结余": dict.fromkeys(("", "财政拨款"), ("年初结转和结余", "年初财政拨款结转和结余")),
    "年末结转和结余": dict.fromkeys(("", "财政拨款"), ("年末结转和结余", "年末财政拨款结转和结余")),
    "使用非财政拨款结余": {"": ("使用非财政拨款结余",)},
    "结余分配": {"": ("结余分配",)},
    "机关运行经费": {"": ("机关运行经费.决算",), "财政拨款": ("机关运行经费.决算",), GENERAL: ("机关运行经费.决算",)},
    "政府购买服务": {"": ("政府购买服务.决算",), "财政拨款": ("政府购买服务.决算",)},
    "政府采购": {"": ("政府采购.合计",)},
    "政府采购货物": {"": ("政府采购.货物",)},
    "政府采购工程": {"": ("政府采购.工程",)},
    "政府采购服务": {"": ("政府采购.服务",)},
    "授予中小企业": {"": ("政府采购.授予中小企业",)},
    "授予小微企业": {"": ("政府采购.授予小微企业",)},
    "出国团组数": {"": ("三公.因公出国.团组数",)},
    "出国人次数": {"": ("三公.因公出国.人次数",)},
    "公务用车购置数": {"": ("三公.公务用车.购置数",)},
    "公务用车保有量": {"": ("三公.公务用车.保有量",)},
    "公务用车数": {"": ("三公.公务用车.保有量", "国有资产.车辆合计")},
    "接待批次": {"": ("三公.公务接待.国内批次",)},
    "接待人次": {"": ("三公.公务接待.国内人次",)},
    "外事接待批次": {"": ("三公.公务接待.外事批次",)},
    "外事接待人次": {"": ("三公.公务接待.外事人次",)},
    "车辆数": {"": ("国有资产.车辆合计",)},
    "通用设备": {"": ("国有资产.通用设备",)},
    "专用设备": {"": ("国有资产.专用设备",)},
    "大型设备": {"": ("国有资产.大型设备",)},
    "编制数": {"": ("人员.编制合计",)},
    "在职人数": {"": ("人员.在职合计",)},
    "离退休人数": {"": ("人员.离退休合计",)},
    "内设机构数": {"": ("机构.内设机构数",)},
    "预算单位数": {"": ("机构.单位数",)},
    "下属事业单位数": {"": ("机构.下属事业单位数",)},
    "行政单位数": {"": ("机构.行政单位数",)},
    "参公单位数": {"": ("机构.参公单位数",)},
    "事业单位数": {"": ("机构.事业单位数",)},
    "全部事业单位数": {"": ("机构.事业单位数", "机构.下属事业单位数")},
}
"""Name of the reader → fund → paths of what it means."""
COUNTS = frozenset(
    name for name, ways in TOTALS.items() if any(path.startswith(("三公", "国有", "人员", "机构")) for path in ways[""])
)
STATED: dict[str, dict[str, tuple[str, ...]]] = {
    "人员经费": {"": ("人员经费",), GENERAL: ("人员经费",), "财政拨款": ("人员经费",)},
    "公用经费": {"": ("公用经费",), GENERAL: ("公用经费",), "财政拨款": ("公用经费",)},
    "基本支出": {"": ("基本支出",), GENERAL: ("一般公共预算基本支出",)},
    "项目支出": {"": ("项目支出",), GENERAL: ("一般公共预算项目支出",)},
    "收入": {"财政拨款": ("财政拨款收入合计",)},
    "支出": {"财政拨款": ("财政拨款支出合计",), GENERAL: ("一般公共预算财政拨款支出",)},
}
"""Name → fund → totals that the data may state where the parts are not known."""
STOCKS = (
    *(name for name in COUNTS if not TOTALS[name][""][0].startswith("三公")),
    "实有人数",
    *(own.CAR, own.POST, own.RETIRED, own.STAFF_KIND),
)
"""What is held at a day: its figures are those of 截至, in a budget the end of the year before. Names or their heads."""
RESERVED = {
    "预留中小企业预算": "medium_budget",
    "预留小微企业预算": "small_budget",
    "中小企业成交": "medium_awarded",
    "小微企业成交": "small_awarded",
    "其他项目中小企业成交": "other_medium_awarded",
    "其他项目小微企业成交": "other_small_awarded",
}
THREE: dict[str, tuple[str, str]] = {
    "三公经费": ("三公", ""),
    "因公出国费": ("三公.因公出国", ""),
    "公务用车费": ("三公.公务用车", ""),
    "公务用车购置费": ("三公.公务用车", "购置"),
    "公务用车运行费": ("三公.公务用车", "运行"),
    "公务接待费": ("三公.公务接待", ""),
    "国内公务接待费": ("三公.公务接待", "国内"),
    "外事接待费": ("三公.公务接待", "外事"),
}
"""Name → node of 三公, what stands before its leaves (购置预算)."""
