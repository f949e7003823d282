"""Z: what is wrong in one line of text, as patterns: prompts left in, stray tokens, punctuation, private data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.checks.engine.finding import Severity
from generator.checks.engine.rule import ERROR, HINT, WARNING
from generator.checks.engine.text_index import BREAK, NUM

HAN = "[\u4e00-\u9fff]"
NUMBER = rf"(?<!{NUM}){NUM}*[0-9\ue000]"
"""A figure, from its first sign on: a search that may begin inside of it takes the square of its length."""
END = rf"(?=\s*[。，；、）){BREAK}])"
RISE, FALL = "增加|增长|上升|提高|大于|高于", "减少|下降|降低|小于|低于"
IN, OUT, NOT = "[（(【\\[]", "[）)】\\]]", "[^（）()【】\\[\\]\ue001]"
LABELS = "姓名|负责人|联系人|联络员|责任人|编制人|评价人|填报人|填表人|经办人|审核人|复核人|制表人|法定代表人"
PROMPTS = (
    "报告范围包括|三定方案|三定规定|表格形式|字以内|字左右|请填|请结合|请说明|请根据|请按|此处填|此处写|含数字及文字|可另附|另附页|如无则|若无则|没有则填|无则填"
    "|据实填|如实填写|按实填|自行增减|自行添加|自行删减|可增减|按实际情况填|根据实际情况|删除本|填写说明|选填|必填|简要说明|简要介绍|逐项说明"
)
INSTRUCTION = f"{IN}{NOT}{{0,40}}(?:{PROMPTS}){NOT}{{0,30}}{OUT}"
UNFINISHED = "待(?:更新|补充)"
MARK = rf"(?<={BREAK})\s*(?:- )?{UNFINISHED}|{IN}\s*{UNFINISHED}{NOT}*{OUT}"
BLANK = rf"(?<={BREAK})\s*(?:- )?待填|{IN}\s*待填{NOT}*{OUT}"
EITHER = (
    f"(?:(?:{RISE})(?:[（(/／]|或者?)(?:{FALL})|(?:{FALL})(?:[（(/／]|或者?)(?:{RISE}))[）)]?(?!幅|率|额|比例|情况|原因|趋势|的)"
    rf"|(?:增[（(/／]减|减[（(/／]增|升[（(/／]降|降[（(/／]升)[）)]?\s?{NUM}|(?:比|较)上年增减\s?{NUM}"
)
HALF_WIDTH = (
    rf"[,;:!?.(](?:(?<={HAN}[,;:!?])\s?(?={HAN})|(?<=[元年月日][,;])\s|(?<={HAN}\()(?![^()\ue001]{{0,60}}\))(?={HAN})"
    rf"|(?<={HAN}\.)(?={HAN}|\s*{BREAK}))"
)
"""The mark stands first, what stands before it is looked at afterwards: many times faster than the other way round."""
TWICE = "元元|的的|了了(?![解然])|和和(?![平谐美气睦])|是是(?!非)|将将|被被|由由|及及(?!时)|建建(?![筑制言])"
EMPTY_SLOT = rf"主要[为是]{IN}{NOT}{{1,40}}{OUT}等|[：，]{IN}(?:办公费|基本工资){NOT}{{1,80}}"
SEAL = "公章|盖章|签章|印章|签字|签名"
SIGNERS = "单位|部门|机构|主管部门|财政部门|填报单位|编制单位|负责人|法人|法定代表人|经办人"
SIGNED = rf"{IN}(?:{SIGNERS})[（(]?(?:{SEAL}){OUT}|{IN}(?:{SEAL}){OUT}(?={BREAK}|[：:]\s{{0,3}}{BREAK})"
SIGNED += f"|{IN}加盖(?:{SIGNERS})?(?:{SEAL}){OUT}"
COUNTED = "万?元|%|％|人次|人[。，；、]|[个辆批台家项][。，；、]|个百分点"
NO_FIGURE = rf"[ 　](?<=[：:\u4e00-\u9fff][ 　])[ 　]{{1,40}}(?={COUNTED})"
"""Spaces where a figure should stand: between a word and a unit."""
NO_NUMBER = rf"(?<!单位)(?:[：:为是共计占]|达到|增加|减少|增长|下降)(?:万元|[%％]|个百分点)(?=[。，；、]|{BREAK})"
"""A unit without a figure; 单位为万元 is right."""
ONE_SIGN = "(?<=[年月日为是共计约加少降长达占])[XxＸ×](?=[年月日万元个辆人次项%％])"
EMPTY = rf"{IN}[ 　]{{0,20}}{OUT}"
NO_DATE = r"年[ 　_]{1,10}月(?:[ 　_]{1,10}日)?"
SLOT = f"【(?![0-9]|待(?:填|更新|补充))[^【】。；{BREAK}]{{1,20}}】(?<!{BREAK})"
INSERTED = rf"(?<={HAN}){SLOT}(?={HAN}|[，。；、])"
"""A field's name in square brackets within a sentence; at the beginning of a line it may be a heading."""
BOX = "[□☐▢](?=[ 　]?(?:是|否|有|无|优|良|中|差|新增|延续|一次性|经常性))"
LEGEND = rf"[0-9]{{2}}{IN}含{OUT}\s*[-—－~～至]?\s*[0-9]{{2,3}}\s*分"
TERM, NEXT = "[0-9.]{1,16}", "\\s{0,3}"
SUM = rf"(?<![0-9.]){TERM}{NEXT}[/÷×xX*]{NEXT}{TERM}(?:{NEXT}[-/÷×xX*＋+－]{NEXT}{TERM}){{0,12}}{NEXT}[=＝]{NEXT}{TERM}"
NUMBERED = rf"[（(\[【](?<={HAN}.)(?:19|20)[0-9]{{2}}[)）\]】](?=\s*第?[0-9]+号)"
BRACKETS = rf"\((?=[^()\ue001]{{0,40}}{HAN})[^()\ue001]{{1,40}}\)"
STOP = "[。，、；：！？]"
STOPS = "[.,;:。，、；：！？][ 　]*[.,;:。，、；：！？]"
"""Two marks in a row: what several patterns begin with."""
MONEY = "支出|收入|预算|决算|资金|金额|经费|拨款|补助|采购|费用?|安排|核减|结转|结余"
CHANGED = "(?:下降|提高|上升|增加|减少|增长|降低)"
POINTS = (
    rf"(?:率(?![先领])|比重|占比)[^。；\ue001]{{0,30}}(?:较|比)上一?年(?:度|同期)?[^。；，\ue001]{{0,6}}"
    rf"{CHANGED}了?\s*{NUMBER}\s*[%％]"
)
TYPOS = {
    "贯彻落(?![实地细小到])": "贯彻落实",
    "(?<=得)[0-9]+份": "分",
    "密医联体(?<!紧密医联体)": "紧密医联体",
    "弱点(?<=[^弱缺]弱点)(?=综合布线)": "弱电",
    "扣[0-9]+分值": "扣分值",
}
"""What is often written wrongly → what is meant, where plain words (`confusions.py`) do not do. Each begins with words that
it cannot do without."""
WORDS = re.compile(f"{HAN}+")
FASTER = {"(?<=得)[0-9]+份": "份(?<=[0-9]份)"}
"""Triggers of those that begin with a common word."""
PAIR = "[ 　]{1,2}[0-9]{2}"
SPACED_CODE = (
    rf"[0-9](?<![0-9.,\-/年月日].)(?:[0-9]{{2}}(?:{PAIR}){{1,3}}|(?:{PAIR}){{2,3}}|(?:[ 　][0-9]){{6}})"
    "(?![0-9.,]|[ 　]{1,2}[0-9]|[ 　]?(?:[年月日时分%％]|万?元))"
)
"""Three digits and pairs of them (208 05 05), or one digit and pairs (7 11 02), parted by spaces; seven digits one by one."""
PERSON = rf"(?:{LABELS})\s*[：:]\s*(?![无略见详]|{HAN}*[局办科股室]){HAN}(?:{HAN}|·){{1,3}}"
CHAT = "(?:[Qq]{2}|微信)(?:群|号码|号)?[：:]?\\s?(?:[0-9]{5,12}(?![0-9人次条篇%])|[a-z][A-Za-z0-9_-]{5,19}(?![A-Za-z0-9_-]))"
MAIL = (
    r"[A-Za-z0-9](?<![A-Za-z0-9._%+-].)[A-Za-z0-9._%+-]{0,63}@(?![A-Za-z0-9.-]{0,80}gov\.cn)"
    r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,20}){1,4}"
)
"""A mailbox that is no public one of a government office."""
MATTERS = "项目|工程|采购|资金|经费|支出|设备|装备|系统|信息系统|网络|载体|计算机|任务|业务|文件|会议"
SECRET = (
    f"(?<![不非无除])(?<!剔除)(?<!扣除)(?<!不含)涉密(?:{MATTERS})"
    "(?!除外|以外|之外|不予公开|不公开|的?不|外[，。；、]|按|依法|管理|保密|人员)"
    f"|(?:绝密|机密|秘密)(?:★|级(?:文件|专项|{MATTERS}|事项)|[0-9]{{1,2}}年)"
    "|内部(?:资料|文件)[，,、 　]{0,2}(?:注意保[存密]|不得外传|请勿外传|严禁外传)|不得对外公开|请勿外传"
)
PROMPT = "删去模板的提示语，写上实际内容"
ACTUAL = "写上实际内容"
DOUBLED = "删去重复的字"
TYPO = "常见的错别字：“{}”"
UNPUBLISHED = "公开前删去"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule as a pattern of one line. `{}` in the message is what was found; private data are not repeated there."""

    id: str
    severity: Severity
    pattern: str
    message: str
    remedy: str
    hints: tuple[str, ...] = ()
    """Where none of these stands in the text, the pattern need not be tried."""
    trigger: str = ""
    """A plainer pattern that begins with a character, so that it is found fast: where it fails, the other fails too."""
    words: bool = True
    """Whether it is asked of words (names, codes) too, not of texts only: a blank word is 待填."""

    @property
    def name(self) -> str:
        """What the catalogue prints."""
        return self.message.replace("：“{}”", "")


PATTERNS = (
    Pattern("Z01", ERROR, INSTRUCTION, "文字里留有填写说明：“{}”", PROMPT, tuple(PROMPTS.split("|"))),
    Pattern(
        "Z01", ERROR, r"请(?:结合|根据|按照?)[^。\ue001]{0,40}填[写报]", "文字里留有模板提示：“{}”", PROMPT, ("填写", "填报")
    ),
    Pattern("Z01", ERROR, r"阐述[^。，\ue001]{0,30}情况[，,、（(]?(?:含|包括)", "文字里留有模板的要求：“{}”", PROMPT, ("阐述",)),
    Pattern(
        "Z01",
        ERROR,
        rf"(?:(?<!{HAN})|(?<=[本我该]))部门[（(]单位[）)](?!整体)",
        "名称没有选定：“{}”",
        "写部门的名称或自称",
        ("部门（", "部门("),
    ),
    Pattern(
        "Z01",
        ERROR,
        r"(?<![A-Za-z0-9])[XxＸ×]{2,}(?![A-Za-z0-9])",
        "文字里留有占位符：“{}”",
        ACTUAL,
        ("XX", "xx", "Xx", "xX", "ＸＸ", "××", "X×", "×X", "Xｘ"),
    ),
    Pattern(
        "Z01",
        ERROR,
        r"[○〇＊*_＿]{2,}|某某|某(?=省|市(?![场民政域])|县(?!域)|区(?!域)|局(?![部面]))",
        "文字里留有空位：“{}”",
        ACTUAL,
        ("○", "〇", "＊", "*", "_", "＿", "某"),
    ),
    Pattern("Z01", WARNING, "……", "文字里有省略号：“{}”", "没有写完的写完；确是引语的，在“确认”里写明", ("……",)),
    Pattern(
        "Z01",
        ERROR,
        EITHER,
        "增减没有选定：“{}”",
        "只留一个方向",
        trigger=f"(?:[（(/／]|或者?)(?:{RISE}|{FALL}|[增减升降])|上年增减",
    ),
    Pattern(
        "Z01",
        ERROR,
        EMPTY_SLOT,
        "括号是模板的空格：“{}”",
        "去掉括号，写成“主要包括：…”",
        ("主要为", "主要是", "：（", "，（", "：("),
    ),
    Pattern("Z01", ERROR, LEGEND, "文字里留有评分档次的说明：“{}”", "只写本部门的等级", ("（含", "(含", "【含", "[含")),
    Pattern("Z01", ERROR, SUM, "文字里留有计算草稿：“{}”", "只写结果", tuple("/÷×xX*"), r"[/÷×xX*]\s*[0-9.]"),
    Pattern(
        "Z01", ERROR, rf"(?<={BREAK})\s*包括[^。\ue001]{{4,60}}等情况[。\ue001]", "句子只剩模板的提示：“{}”", PROMPT, ("等情况",)
    ),
    Pattern("Z01", ERROR, SIGNED, "表式里盖章、签字的地方留在文字里：“{}”", "删去；落款由程序排", tuple(SEAL.split("|"))),
    Pattern("Z01", ERROR, NO_FIGURE, "单位前面的数空着", "填上数，没有的写0或“无”", ("  ", "　　", " 　", "　 ")),
    Pattern("Z01", ERROR, NO_NUMBER, "单位前面没有数：“{}”", "填上数，没有的写0或“无”", ("万元", "%", "％", "百分点")),
    Pattern("Z01", ERROR, ONE_SIGN, "文字里留有占位符：“{}”", ACTUAL, ("X", "x", "Ｘ", "×")),
    Pattern("Z01", WARNING, EMPTY, "括号里空着：“{}”", "填上内容，或删去括号"),
    Pattern("Z01", ERROR, NO_DATE, "日期空着：“{}”", "写明日期", ("年 ", "年　", "年_")),
    Pattern("Z01", ERROR, INSERTED, "文字里留有没有换掉的栏目名：“{}”", "换成实际的内容", ("【",)),
    Pattern("Z01", ERROR, BOX, "选项没有勾选：“{}”", "写上选定的一项", ("□", "☐", "▢")),
    Pattern("Z01", ERROR, MARK, "文字还没有写完：“{}”", ACTUAL, ("待更新", "待补充")),
    Pattern("Z01", ERROR, BLANK, "文字还没有写完：“{}”", ACTUAL, ("待填",), words=False),
    Pattern(
        "Z02",
        ERROR,
        rf"{NUMBER}\s*万?元\s*[%％]",
        "金额后面多了百分号：“{}”",
        "删去百分号，或补上缺的百分比",
        ("元%", "元 %", "元％", "元 ％"),
    ),
    Pattern(
        "Z02", ERROR, rf"{NUMBER}\s*万?元\s*{NUMBER}{END}", "金额后面多了一个数：“{}”", "删去多余的数", trigger=rf"元\s*{NUM}"
    ),
    Pattern(
        "Z02",
        ERROR,
        r"(?<![\d./])0\s*[/／÷]\s*0(?![\d./])",
        "用零作除数：“{}”",
        "没有预算也没有支出时写“无”，不写比率",
        ("/", "／", "÷"),
        r"[/／÷]\s*0",
    ),
    Pattern(
        "Z02",
        ERROR,
        rf"(?:增长|下降|增幅为?|降幅为?)\s*{NUMBER}{END}",
        "百分比缺百分号：“{}”",
        "补上%",
        ("增长", "下降", "增幅", "降幅"),
    ),
    Pattern(
        "Z02",
        ERROR,
        rf"{NUMBER}\s*万(?=[（(]含)|[%％]{{2,}}",
        "单位不完整或重复：“{}”",
        "改成完整的单位",
        ("万（含", "万(含", "%%", "％％", "%％"),
    ),
    Pattern(
        "Z02",
        ERROR,
        rf"(?:{MONEY})[^。，；、{BREAK}]{{0,10}}?{NUMBER}\s*万(?=以上|以下|以内|左右|[。，；、])",
        "金额缺“元”：“{}”",
        "补上单位",
        tuple(f"万{word}" for word in ("以", "左右", *"。，；、")),
    ),
    Pattern(
        "Z02", WARNING, rf"人次数?(?:为|达|共|：)?\s*{NUMBER}\s*人(?!次)", "人次写成了人：“{}”", "人次后面用“人次”", ("人次",)
    ),
    Pattern("P11", WARNING, POINTS, "比率的变动写成了百分之几：“{}”", "比率相减用“个百分点”", ("比上", "较上")),
    Pattern("Z05", WARNING, BRACKETS, "中文用了半角括号：“{}”", "改用全角括号", ("(",)),
    Pattern("Z05", WARNING, r"[ 　](?<=[^\s\ue001].)[ 　]*(?=[，。；、：）])", "标点前有空格", "删去空格", (" ", "　")),
    Pattern("Z05", WARNING, NUMBERED, "文号的年份没有用六角括号：“{}”", "写成〔年份〕"),
    *(Pattern("Z06", WARNING, typo, TYPO, "核对用字", tuple(WORDS.findall(typo)[:1]), FASTER.get(typo, "")) for typo in TYPOS),
    Pattern("Z06", WARNING, r"(按照|根据|通过|为了|依据)[^，。；\ue001]{1,8}\1", "介词写了两遍：“{}”", "只留一个"),
    Pattern(
        "Z06",
        WARNING,
        r"[.,;:][.,;:，。；：]|[，。；：][.,;:]",
        "标点重复：“{}”",
        "只留一个全角标点",
        trigger=STOPS,
    ),
    Pattern("Z05", WARNING, HALF_WIDTH, "中文之间用了半角标点：“{}”", "改用全角标点"),
    Pattern("Z06", WARNING, rf"(?!一.一)({HAN}{{2,6}})\1", "词语重复：“{}”", DOUBLED),
    Pattern("Z06", WARNING, TWICE, "字重复：“{}”", DOUBLED),
    Pattern(
        "Z06",
        WARNING,
        r"([。，、；：！？])(?:[ 　]*\1)+|[，、；][。；]|。[，、；]",
        "标点重复：“{}”",
        "只留一个标点",
        trigger=STOPS,
    ),
    Pattern("Z06", WARNING, r"的通知》的通知", "文种重复：“{}”", DOUBLED, ("的通知》",)),
    Pattern(
        "Z06",
        WARNING,
        rf"(?<={HAN})\s*(?:and|or|the|of)\s*(?={HAN})",
        "中文里夹着英文单词：“{}”",
        "改成中文",
        ("and", "or", "the", "of"),
    ),
    Pattern("Z07", WARNING, PERSON, "公开的文字里有人名", UNPUBLISHED, trigger=r"[人名员]\s?[：:]"),
    Pattern("Z07", WARNING, "1(?<![0-9]1)[3-9][0-9]{9}(?![0-9])", "公开的文字里有手机号码", UNPUBLISHED),
    Pattern("Z07", WARNING, "0(?<![0-9]0)[0-9]{2,3}[-－ ]?[0-9]{7,8}(?![0-9])", "公开的文字里有电话号码", UNPUBLISHED),
    Pattern(
        "Z07",
        WARNING,
        "[1-9](?<![0-9].)[0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])",
        "公开的文字里有身份证号码",
        UNPUBLISHED,
    ),
    Pattern(
        "Z07",
        WARNING,
        r"(?:[账帐卡]号|[账帐]户)\s*[：:]?\s*[0-9]{10,}",
        "公开的文字里有银行账号",
        UNPUBLISHED,
        ("账号", "帐号", "卡号", "账户", "帐户"),
    ),
    Pattern("Z07", WARNING, CHAT, "公开的文字里有QQ或微信号", UNPUBLISHED, ("QQ", "qq", "微信")),
    Pattern("Z07", WARNING, MAIL, "公开的文字里有电子邮箱", UNPUBLISHED, ("@",)),
    Pattern(
        "Z07",
        WARNING,
        SECRET,
        "文字说到涉密的事：“{}”",
        "公开前按保密规定脱密或删去",
        ("涉密", "密★", "密级", "密", "外传", "对外公开"),
    ),
    Pattern("Z05", WARNING, SPACED_CODE, "编码里有空格：“{}”", "编码连着写"),
    Pattern(
        "Z09", HINT, "截止(?=到?\\s*(?:目前|今|[0-9\ue000]|年末|年底|上年|本年))", "“截止”后面接了时间", "改为“截至”", ("截止",)
    ),
)
"""All patterns, by rule."""
