"""Z03: names of other places, other levels, other departments in the text: remains of a text that was copied from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule
from generator.checks.engine.text_index import BREAK as BREAK_MARK
from generator.model.place import Place

BREAK = "在赴至到与和及由对从向为于是的了省市县区州盟把将被并各全我本该跨外往经按如因以或等随请个家名项条次同给报送时应所其此原照"
"""Characters that end the search for a name backwards: function words and higher levels."""
COMMON = tuple(
    "社辖城园郊地景校库灾片山林牧矿老新小大特超上都门夜股楼早菜房集院病战疫汛治心开发示范试验自治试点行政保护工业高新经济"
    "旅游级服务生活办公居民街重点贫困建成主中商片农库周边全基层经开驻"
)
"""Last characters of words that are no names: 社区, 城市, 园区, 上市 …"""
VERBS = frozenset(
    [
        *("组织", "完成", "推动", "推进", "加强", "协助", "配合", "落实", "执行", "指导", "督促", "联合", "会同", "组建", "提高"),
        *("提升", "促进", "服务", "建设", "贯彻", "报送", "上报", "协调", "衔接", "支持", "深入", "覆盖", "争取", "纳入", "划归"),
        *("移交", "属于", "成立", "召开", "参加", "开展", "严格", "规范", "强化", "优化", "做好", "抓好", "确保", "保障", "关于"),
        *("根据", "通过", "进入", "位于", "来自", "前往", "所有", "其他", "部分", "有关", "相关", "每个", "多个", "两个", "全部"),
        *("完善", "保证", "兄弟", "友邻", "友好", "对口", "帮扶", "受援", "先进", "典型", "一类", "二类"),
        *("理顺", "厘清", "划清", "对接", "融入", "打造", "助力", "激发", "夯实", "压实", "巩固", "拓展", "深化", "细化", "盘活"),
        *("原有", "现有", "邻近", "相邻", "培育", "报经", "报请", "会商", "统筹", "健全", "拟订", "制定", "承办", "承担", "管理"),
    ]
)
NEAR = 40
"""Characters to each side in which a clause is looked at."""
LONGEST = 3
"""Characters of the name of a county without 县."""
LEAST_NAME = 3
"""A shorter name of a department cannot be distinguished from a word."""
QUOTED = "立项依据"
"""The field that quotes titles of documents of a higher level as they are."""
AUTONOMOUS = re.compile(r"(.{2,3}?)[^族]{1,3}族(?:.{1,3}族)*自治([县州旗])")
"""A self-governed place, which people call by its name alone."""
MARK = re.compile("[县区市旗](?![级域场别内间长块位面民容值委政直属])")
"""The end of a name; the signs after it that make it part of another word: 县级, 区域, 市场."""


def others(facts: Facts) -> Iterator[Found]:
    """A place with a name of its own outside 地区."""
    region = list(map(str, facts.data.names.region))
    chain = [*region, str(facts.data.names.full), *facts.settings.regions, *map(str, facts.data.names.place_names)]
    chain += [short[1] + short[2] for known in region if (short := AUTONOMOUS.fullmatch(known))]
    found: dict[str, list[Place]] = {}
    for mark in MARK.finditer(facts.page.text) if region else ():
        name = _name(facts.page.text, mark.start())
        if name and not any(name in known or (len(known) > 2 and name.endswith(known)) for known in chain):
            line, offset = facts.page.locate(mark.start() - len(name) + 1)
            found.setdefault(name, []).append(line.at(offset))
    for name, places in found.items():
        times = f"（共{len(places)}处）" if len(places) > 1 else ""
        message = f"文字里有别的地方：“{name}”{times}，不在“地区”（{'、'.join(region)}）之内"
        yield Breach(message, places[0], "是照抄留下的就改；确实要提到的，在“确认”里写明")


def _name(text: str, end: int) -> str:
    """The name that ends with the 县, 区, 市 or 旗 at `end`; empty where it is a common word."""
    start = end
    while start > max(0, end - LONGEST - 1) and "\u4e00" <= text[start - 1] <= "\u9fff" and text[start - 1] not in BREAK:
        start -= 1
    stem = text[start:end]
    if not 2 <= len(stem) <= LONGEST or stem[-1] in COMMON or stem[:2] in VERBS or stem[-2:] in VERBS:
        return ""
    return text[start : end + 1]


def our_area(facts: Facts) -> Iterator[Found]:
    """我市 in the text of a county."""
    own = str(facts.data.names.our_area)
    for found in re.finditer("我[省市县区旗]", facts.page.text):
        line, offset = facts.page.locate(found.start())
        if len(own) != len(found[0]) or found[0] == own or QUOTED in line.start.path or _in_title(line.text, offset):
            continue
        if _rank(found[0]) <= _rank(own) or not LOOKED_UP_TO.search(_clause(line.text, offset)):
            yield Breach(f"自称“{found[0]}”与“我地”（{own}）不一致", line.at(offset), f"改为“{own}”，或改“部门”里的“我地”")


LEVELS = ("县区旗", "市州盟", "省")
"""How the areas of a level are called, from the lowest up; an 自治区 is written in full."""
WHOLE = re.compile("全(?:[县市省州盟旗]|区(?!域)|自治区|直辖市)")
AS_A_WHOLE = re.compile(
    "群众|居民|人民|百姓|职工|干部|参保|缴费|困难|低保|特困|残疾|老年|学生|教师|农民|农村|农业|城乡|企业|学校|医院|医疗机构|医疗保障|机构|乡镇"
    "|街道|社区|村|各级|各地|各单位|各部门|各县|各区|经济|社会|财政|收入|支出|投资|产业|项目|环境|安全|稳定|范围内|生产|教育|卫生|养老|就业|民生|耕地|森林"
    "|道路|公路|水利|供水|服务|的"
)
"""What follows 全省 where a text describes the whole province."""
LOOKED_UP_TO = re.compile(
    "率先|前列|第[一二三四五六七八九十0-9]|排名|位居|位列|名列|居|领先|平均|统一|会议|大会|通报|推广|评为|获|表彰|先进|部署|要求|统筹|精神|试点|示范"
    "|经验|考核|评比|竞赛|比赛|高于|低于|优于|快于|首|唯一|入围|入选|联网|平台|文件|规定|政策|标准|安排|布局|战略|规划|出台|下发|下达|关于|贯彻|按照"
    "|根据|落实|参加|调度|工作会|电视电话|系统|一盘棋|同步|较|比|占|向|代表|服务于|面向|辐射|对接|融入|抽查|检查|审计|普查|调查|在全"
)
"""In a clause: the higher level orders, compares or is looked up to; that is no text of another level."""


OWN_DUTY = re.compile(
    "(?:负责|主管|承担|拟订|拟定|制定|组织(?:实施|编制|开展)|监督管理|综合协调|统一管理)(?:和?(?:管理|监督|拟订|实施))?$"
)
"""Right before 全省: what the department itself is charged with."""
HELPED = re.compile("协助|配合|参与|落实|贯彻|执行|按照|根据|对接|转发|承接|会议|授权|委托")
"""In a clause: it is charged by the higher level, not with it."""


def whole_area(facts: Facts) -> Iterator[Found]:
    """全区 in the text of a county, whose texts say 全县; 全省 where a text describes it as the department's own area."""
    own = str(facts.data.names.area)
    rank = _rank(own)
    for found in WHOLE.finditer(facts.page.text) if rank >= 0 else ():
        said = found[0]
        if said == own or said in own:
            continue
        line, offset = facts.page.locate(found.start())
        if QUOTED in line.start.path or _in_title(line.text, offset):
            continue
        level = _rank(said)
        if level == rank or (level < rank and said[-1] in "县旗") or (level > rank and _as_own(line.text, offset, len(said))):
            yield Breach(f"文字里的“{said}”与“本地”（{own}）不一致", line.at(offset), f"改为“{own}”，或改“部门”里的“本地”")


def _rank(area: str) -> int:
    """The level of 全县, 全市, 全省; −1 where it is none."""
    if area.endswith(("自治区", "直辖市")):
        return 2
    return next((rank for rank, ends in enumerate(LEVELS) if area[-1:] in ends), -1)


def _as_own(line: str, offset: int, length: int) -> bool:
    """Whether a clause describes a whole province or city as the department's own field of work."""
    if OWN_DUTY.search(line, max(0, offset - 8), offset) and not HELPED.search(_clause(line, offset)):
        return True
    return bool(AS_A_WHOLE.match(line, offset + length)) and not LOOKED_UP_TO.search(_clause(line, offset))


def _clause(line: str, offset: int) -> str:
    """The clause around a position."""
    start = max(line.rfind(mark, max(0, offset - NEAR), offset) for mark in "。；，") + 1
    ends = [at for mark in "。；，" if (at := line.find(mark, offset, offset + NEAR)) >= 0]
    return line[max(start, offset - NEAR) : min(ends, default=offset + NEAR)]


def _in_title(line: str, offset: int) -> bool:
    """Whether a position lies within 《》."""
    open_ = line.rfind("《", max(0, offset - 80), offset)
    return open_ >= 0 and line.find("》", open_, offset) < 0


OFFICE = (
    "局|委员会|委|办公室|办公厅|厅|中心|管理处|管理所|街道办事处|人民政府|人民法院|人民检察院|总队|支队|大队|学校|中学|小学|医院|协会"
    "|联合会"
)
OWN_BUSINESS = (
    "(?:部门|单位|本级|机关)?(?:20[0-9]{2}年度?)?(?:部门|单位)?(?:整体支出|决算(?!批复|编制要求)|收支(?:总体|决算|预算|总计)|收入总计"
    "|支出总计|本年收入|本年支出|财政拨款|一般公共预算|机关运行经费|政府采购支出|“?三公”?经费|主要职能|主要职责|内设机构|下设|共有编制|编制[0-9]"
    "|在职人员|绩效自评|预算绩效|部门职责|机构设置|单位构成|概况)"
)
AS_SUBJECT = re.compile(
    rf"(?:(?<=[{BREAK_MARK}。；：])|(?<=[一二三四五六七八九十]、)|(?<=[）)．.])|(?<=现将)|(?<=反映)|(?<=公开))\s*((?:[一-鿿]{{2,8}}?(?:省|市|县|区|旗|州|盟))?"
    rf"[一-鿿]{{2,10}}?(?:{OFFICE}))(?:（[^（）{BREAK_MARK}]{{1,20}}）)?{OWN_BUSINESS}"
)
"""The name of an office at the beginning of a sentence that goes on with what a report states about its own department."""
HEADINGS = ("标题", "报告名")
"""How the fields end whose words are headings."""
LEAD = re.compile("^.*(?:现将|反映|公开)")
"""What leads to the name of a department at the beginning of a sentence."""
GENERAL = (
    "本",
    "我",
    "该",
    "各",
    "全",
    "县财政",
    "市财政",
    "省财政",
    "区财政",
    "财政",
    "上级",
    "主管",
    "党委",
    "所属",
    "下属",
    "机关",
    "二级",
)
"""How names begin that are no other department's."""


def other_departments(facts: Facts) -> Iterator[Found]:
    """The name of another department where a report should name its own."""
    names, organisation = facts.data.names, facts.data.organisation
    own = [str(names.full), str(names.short or ""), str(names.self_name), str(names.finance), str(names.government)]
    own += [str(unit.name) for unit in organisation.units] + [str(office) for office in organisation.offices]
    own += [str(office) for unit in organisation.units for office in unit.offices]
    own += [str(project.unit) for project in facts.data.projects if project.unit]
    for found in AS_SUBJECT.finditer(facts.page.text) if len(own[0]) > LEAST_NAME else ():
        name = LEAD.sub("", found[1])
        if name.startswith(GENERAL) or any(name in known or (known and known in name) for known in own):
            continue
        if _same_office(name, own):
            continue
        line, offset = facts.page.locate(found.end(1) - len(name))
        if line.prose or line.start.path.endswith(HEADINGS):
            message = f"文字里写的是别的部门：“{name}”，本部门是“{names.full}”"
            yield Breach(message, line.at(offset), "照抄别的部门留下的就改；确实要提到的，在“确认”里写明")


def _same_office(name: str, own: list[str]) -> bool:
    """Whether a name is a shorter form of an own one: all its characters stand in it, in their order."""
    for known in own:
        rest = iter(known)
        if known and all(character in rest for character in name):
            return True
    return False


RULES: tuple[Rule, ...] = (
    Check("Z03", "不出现“地区”以外的县、区、市、旗", WARNING, others, "照抄留下的改掉"),
    Check("Z03", "所说的范围与“本地”一致", WARNING, whole_area, "改文字，或改“本地”"),
    Check("Z03", "说本部门收支、职责的句子，主语不是别的部门", WARNING, other_departments, "照抄留下的改掉"),
    Check("Z03", "自称的地方与“我地”一致", WARNING, our_area, "改文字，或改“我地”"),
)
