"""From a pack and figures to markup and its ledger. Every error names the template's file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateSyntaxError
from markupsafe import Markup

from generator.document.numbering import ordinal
from generator.errors import PackError
from generator.figures import Figures
from generator.figures.completed import completed
from generator.figures.derive import root
from generator.figures.nodes import following
from generator.figures.scoring.rules import Scoring
from generator.figures.scoring.scores import ScoreForm, form_scores, score_forms, whole_score_form
from generator.figures.view import nearest, view
from generator.model.amount import Origin, OriginKind
from generator.model.place import Place, mistake_at, place_of
from generator.model.record import Rows
from generator.model.text import Text
from generator.packs.context.ledger import Figure, Ledger, bare
from generator.packs.context.limits import COUNTER, start
from generator.packs.context.messages import FAULTS, explained, opening_line
from generator.packs.definition.folder import template_text
from generator.packs.definition.pack import FILE, Pack
from generator.packs.filters.registry import text_inline
from generator.packs.rendering.environment import KNOWN, Sandbox, environment
from generator.packs.rendering.glossary import Term, due_terms
from generator.packs.rendering.outline import Outliner, opened_slots
from generator.packs.rendering.scoretable import score_table, score_total


@dataclass(frozen=True, slots=True)
class Rendered:
    """markup: the template's output; title and subject of the report; undefined_items: 项 without a definition."""

    markup: str
    title: str
    subject: str
    ledger: Ledger
    undefined_items: tuple[Term, ...]


Forms = Callable[[Outliner], Sequence[Mapping[str, object]]]
"""The statutory tables in order, with 编号, 标题 and 方向, of what evaluates their texts and conditions."""


def no_forms(_: Outliner) -> Sequence[Mapping[str, object]]:
    """A report without statutory tables."""
    return ()


def render(pack: Pack, figures: Figures, forms: Forms = no_forms) -> Rendered:
    """The report's markup.

    Raises PackError with file and line for a mistake in the pack.
    """
    ledger = Ledger()
    names = names_of(pack, figures, ledger, ())
    token = KNOWN.set(frozenset(name for name in names if not name.startswith("_")))
    counter = start()
    env = environment(pack)
    try:
        outliner = Outliner(pack, env, names)
        names["公开表"] = view(_entered(forms(outliner), pack))
        outlined(outliner, names)
        terms = due_terms(pack, figures, names, env)
        names["名词"] = view([{"名称": term.name, "解释": _defined(term, outliner)} for term in terms if term.text])
        markup = env.get_template(str(pack.settings["正文"])).render(names)
        title, subject = (_setting(pack, env, key, names) for key in ("标题", "副题"))
    except FAULTS as error:
        raise located(error, pack) from error
    finally:
        KNOWN.reset(token)
        COUNTER.reset(counter)
    return Rendered(markup, title, subject, ledger, tuple(term for term in terms if not term.text))


def _entered(forms: Sequence[Mapping[str, object]], pack: Pack) -> list[dict[str, object]]:
    """The tables, each with the row that the contents print of it where the form counts them there alone (目录编号)."""
    pattern = pack.settings.get("部分", {}).get("公开表", {}).get("目录编号")
    if pattern in (None, "", False, "否"):
        return [dict(form) for form in forms]
    return [{**form, "目录题": f"{ordinal(str(pattern), n)}{bare(Markup(form['标题']))}"} for n, form in enumerate(forms, 1)]


def _defined(term: Term, outliner: Outliner) -> str:
    """What a term means, with the expressions that the pack wrote into it."""
    return outliner.line(term.text) if term.live and "{{" in term.text else term.text


def in_case(pack: Pack, figures: Figures) -> Pack:
    """The pack of the year of the figures, with the 式样 that the data choose and the settings of 按条件 that hold of them.

    Raises DataError for a 式样 that the pack does not have, where it has any.
    """
    pack = pack.for_year(figures.data.year)
    if styles := pack.settings.get("式样", {}):
        chosen = figures.data.styles
        if unknown := next((name for name in chosen if str(name) not in styles), None):
            said = f"这一年的“{pack.title}”没有“{unknown}”这种式样{nearest(str(unknown), styles)}"
            raise mistake_at(place_of(unknown), said, f"可以写：{'、'.join(styles)}；照一般的写法就不写“式样”")
        pack = pack.in_styles(map(str, chosen))
    if "按条件" not in pack.settings:
        return pack
    outliner = Outliner(pack, environment(pack), names_of(pack, figures, Ledger(), ()))
    return pack.in_case(outliner.true)


def file_name(pack: Pack, figures: Figures) -> str:
    """The name of a report's files, without suffix: 文件名, which may name department and year."""
    if "{" not in str(pack.settings["文件名"]):
        return str(pack.settings["文件名"])
    return _setting(pack, environment(pack), "文件名", names_of(pack, figures, Ledger(), ()))


def read_through(pack: Pack, figures: Figures, texts: Iterable[Text]) -> None:
    """Read texts that no report prints, so that a mistake in their `{{ }}` is reported all the same. Raises DataError."""
    names = names_of(pack, figures, Ledger(), ())
    token = KNOWN.set(frozenset(name for name in names if not name.startswith("_")))
    counter = start()
    try:
        context = environment(pack).from_string("").new_context(names)
        for text in texts:
            text_inline(context, text)
    except FAULTS as error:
        raise located(error, pack) from error
    finally:
        KNOWN.reset(token)
        COUNTER.reset(counter)


def outlined(outliner: Outliner, names: dict[str, object]) -> None:
    """Put the outline into the names of a report: 各部分, 骨架, 封面 and 目录注."""
    pack = outliner.pack
    parts = outliner.parts()
    names["各部分"] = view(parts, "各部分")
    names["骨架"] = tuple(parts)
    lines = [entry if isinstance(entry, Mapping) else {"文": entry} for entry in pack.settings.get("封面", ())]
    cover = [{"文": outliner.line(e["文"]), "角色": e.get("角色", "封面单位")} for e in lines if outliner.holds(e)]
    names["封面"] = view(cover, "封面")
    names["目录注"] = tuple(outliner.line(note) for note in pack.settings.get("目录", {}).get("注", ()))


def _setting(pack: Pack, env: Sandbox, key: str, names: Mapping[str, object]) -> str:
    """A one-line setting with `{{ }}` in it, without provenance."""
    source = str(pack.settings.get(key, ""))
    try:
        return bare(Markup(env.from_string(opened_slots(source)).render(names)))
    except FAULTS as error:
        file, line = pack.places.get(key, ("", 0))
        message, remedy = explained(error, env.filters, env.tests)
        raise PackError(message, file=file, line=line, remedy=remedy, excerpt=f"{key}: {source}") from error


def names_of(pack: Pack, figures: Figures, ledger: Ledger, forms: Sequence[Mapping[str, object]]) -> dict[str, object]:
    year = figures.data.year
    typed = Origin(OriginKind.TYPED, "年度", Place("", 0, 0, "年度"))
    constants = {
        name: Figure(str(value), Origin(OriginKind.FORM, name), ledger) for name, value in pack.settings.get("常量", {}).items()
    }
    return {
        **root(figures),
        "年度": Figure(str(year), typed, ledger),
        "上年度": Figure(str(year - 1), Origin(OriginKind.COMPUTED, "上年度", expression="年度－1"), ledger),
        "下年度": Figure(str(year + 1), Origin(OriginKind.COMPUTED, "下年度", expression="年度＋1"), ledger),
        "常量": view(constants, "常量"),
        **_forms_of_speech(pack, figures),
        "情况说明": tuple(pack.settings.get("情况说明", ())),
        **_scores(pack, figures),
        "图": pack.settings.get("图") in (True, "是"),
        "公开表": view(list(forms)),
        "评分表": view(scored := score_table(pack, figures, ledger), "评分表"),
        "评分合计": view(score_total(scored), "评分合计"),
        "_账": ledger,
        "_包": pack,
    }


def _forms_of_speech(pack: Pack, figures: Figures) -> dict[str, object]:
    """The pack's words and choices: 词, 用语, 内容, 对比, 目录 and 资产写法."""
    level = str(figures.data.names.level)
    terms = {"级次": level, **pack.settings.get("词语", {})}
    terms["级次"] = pack.settings.get("级次词", {}).get(level, terms["级次"])
    terms.setdefault("三公句", terms.get("三公", "“三公”经费"))
    contents = {"题": "目 录", "级": 2, **pack.settings.get("目录", {})}
    contents["级"] = max([contents["级"], *(part.get("目录级", 0) for part in pack.settings.get("部分", {}).values())])
    contents["页码"] = "no" if contents.get("页码") in (False, "否") else "yes"
    return {
        "词": view(terms, "词"),
        "用语": view(pack.words, "用语"),
        "内容": view(pack.settings.get("内容", {}), "内容"),
        "名词级": pack.settings.get("名词", {}).get("级", 3),
        "对比": view(
            {"预算": "年初预算", "上年": "上年决算", "上年数": "印", "总额差异": "印", **pack.settings.get("对比", {})}, "对比"
        ),
        "目录": view(contents, "目录"),
        "资产写法": view({"车辆": [], "设备": [], **pack.settings.get("资产", {})}, "资产写法"),
    }


def _scores(pack: Pack, figures: Figures) -> dict[str, object]:
    """评分: one form per project; 整体评分: that of the whole, where the data have 自评."""
    year, rules = figures.data.year, pack.scoring
    whole = whole_score_form(completed(figures.data), figures.names)
    return {
        "评分": view(_project_scores(figures, rules), "评分"),
        "整体评分": view(form_scores(whole, year, rules), "整体评分") if whole else None,
    }


def _project_scores(figures: Figures, rules: Scoring) -> Rows:
    year, projects = figures.data.year, figures.names["项目"]
    assert isinstance(projects, Rows)
    found = [form_scores(form, year, rules) for form in score_forms(figures.data, figures.names)]
    absent = projects.absent or dict
    return following(projects, found, lambda: form_scores(ScoreForm("项目", [], None, absent(), "项目[].指标"), year, rules))


def located(error: Exception, pack: Pack) -> PackError:
    """An error of Jinja or a filter in Chinese, with the template's file, line and source line."""
    file, line = _where(error, pack)
    env = environment(pack)
    message, remedy = explained(error, env.filters, env.tests)
    excerpt = ""
    if file and line:
        source = template_text(Path(file))
        line = opening_line(source, str(error)) or line
        lines = source.splitlines()
        excerpt = lines[line - 1] if line <= len(lines) else ""
    if not file:
        file, line = pack.places.get("正文", (f"{pack.name}/{FILE}", 0))
    return PackError(message, file=_shown(file, pack), line=line, remedy=remedy, excerpt=excerpt.strip())


def _shown(file: str, pack: Pack) -> str:
    path = Path(file)
    folder = next((f for f in pack.chain if path.is_relative_to(f)), None)
    return f"{folder.name}/{path.relative_to(folder).as_posix()}" if folder else file


def _where(error: Exception, pack: Pack) -> tuple[str, int]:
    if isinstance(error, TemplateSyntaxError):
        name = error.filename or error.name or ""
        return name if Path(name).is_absolute() else "", error.lineno
    passed: list[tuple[str, int]] = []
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in pack.chain):
            passed.append((file, trace.tb_lineno))
        trace = trace.tb_next
    if isinstance(error, RecursionError):  # how deep it came is chance; where the circle closes is not
        passed = list(dict.fromkeys(passed))
    return passed[-1] if passed else ("", 0)
