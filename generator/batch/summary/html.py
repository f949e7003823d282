"""汇总.html: the same tables as one page. Readable without its script, which only sorts; printable on A4 landscape."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from pathlib import Path
from urllib.parse import quote

from generator.batch.summary.expected import Roll
from generator.batch.summary.summary import STATES, Summary
from generator.batch.summary.xlsx import Value, absent_table, department_table, matrix_table, rule_table

CSS = """
body{font:14px/1.5 "Noto Sans SC","Microsoft YaHei",SimSun,sans-serif;margin:1.2rem;color:#222;background:#fff}
h1{font-size:1.4rem;margin:0 0 .3rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
p{margin:.2rem 0}.box{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{border:1px solid #999;padding:.15rem .4rem;text-align:left;vertical-align:top}
th{background:#e8e8e8;position:sticky;top:0}
th button{font:inherit;font-weight:bold;border:0;background:none;padding:0;cursor:pointer;color:inherit}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
td.n{text-align:right;white-space:nowrap}tfoot td{font-weight:bold;background:#f4f4f4}
.s3,.s4{background:#f8cbad}td.k{white-space:nowrap}td.r{min-width:14em}
@page{size:A4 landscape;margin:12mm}
@media print{body{margin:0;font-size:8pt}th{position:static}.box{overflow:visible}
th,td{padding:.5mm 1mm}thead{display:table-header-group}tfoot{display:table-row-group}
th button{display:contents}h2{break-after:avoid}
tr{break-inside:avoid}a{color:inherit;text-decoration:none}}
"""
SCRIPT = """
for(const table of document.querySelectorAll("table.sort")){
 table.querySelectorAll("thead th").forEach((head,column)=>{
  const button=document.createElement("button");button.type="button";button.append(...head.childNodes);head.append(button);
  button.addEventListener("click",()=>{
   const down=head.getAttribute("aria-sort")==="ascending";
   table.querySelectorAll("thead th").forEach(h=>h.removeAttribute("aria-sort"));
   head.setAttribute("aria-sort",down?"descending":"ascending");
   const body=table.tBodies[0],key=row=>row.cells[column].dataset.v??row.cells[column].textContent;
   const rows=[...body.rows].map(row=>[key(row),row]);
   rows.sort(([a],[b])=>{
    if(a===""||b==="")return (a==="")-(b==="");
    const order=isNaN(a)||isNaN(b)?a.localeCompare(b,"zh-CN"):a-b;
    return down?-order:order});
   body.append(...rows.map(([,row])=>row))})})}
"""
SHORT, LONG = 4, 30
"""Characters of a cell up to which it stays on one line, and from which it is given room."""


def summary_html(summary: Summary, roll: Roll | None, out: Path) -> str:
    """The page. roll: who is missing, where there was a list; out: the folder that it stands in, for the links to 退回意见."""
    letters = {n: _link(line.letter, out) for n, line in enumerate(summary.lines, 1) if line.letter}
    departments = department_table(summary)
    count = len(summary.lines)
    parts = [
        "<h1>部门汇总</h1>",
        f"<p>共{count}个部门年度：{escape(summary.states())}。金额单位：万元。点表头可以排序；部门名称链到退回意见。</p>",
        _table(departments[: count + 1], departments[count + 1 :], letters),
        "<h2>规则</h2>",
        _table(rule_table(summary)),
        "<h2>部门与规则</h2>",
        _table(matrix_table(summary)),
    ]
    if roll is not None:
        parts.append(f"<h2>没有报来的部门（{len(roll.absent)}个）</h2>")
        parts.append(_table(absent_table(roll)) if roll.absent else "<p>无</p>")
        names = "、".join(map(escape, roll.unlisted)) or "无"
        parts += [f"<h2>名单里没有的部门（{len(roll.unlisted)}个）</h2>", f"<p>{names}</p>"]
    policy = f"default-src 'none'; style-src '{_hash(CSS)}'; script-src '{_hash(SCRIPT)}'"
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>部门汇总</title><style>{CSS}</style>'
    )
    body = "\n".join(parts)
    page = f"<head>{head}</head>\n<body>\n{body}\n<script>{SCRIPT}</script>\n</body>"
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n{page}\n</html>\n'


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _link(letter: str, out: Path) -> str:
    path = Path(letter)
    return quote((path.relative_to(out) if path.is_relative_to(out) else path).as_posix())


def _table(rows: list[list[Value]], totals: list[list[Value]] | None = None, links: dict[int, str] | None = None) -> str:
    head = "".join(f'<th scope="col">{escape(str(value))}</th>' for value in rows[0])
    body = "".join(f"<tr>{''.join(_cells(row, (links or {}).get(n, '')))}</tr>\n" for n, row in enumerate(rows[1:], 1))
    foot = "".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in totals or ())
    foot = f"<tfoot>{foot}</tfoot>" if foot else ""
    return f'<div class="box"><table class="sort"><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>{foot}</table></div>'


def _cells(row: list[Value], link: str = "") -> Iterator[str]:
    for column, value in enumerate(row):
        if isinstance(value, Decimal):
            yield f'<td class="n" data-v="{value:f}">{value:,.2f}</td>'
        elif isinstance(value, int):
            yield f'<td class="n">{value}</td>'
        else:
            text = escape(value or "")
            shown = f'<a href="{link}">{text}</a>' if link and column == 1 else text
            kind = (
                f"k s{STATES.index(value)}" if value in STATES else "k" if len(text) <= SHORT else "r" if len(text) > LONG else ""
            )
            yield f'<td class="{kind}">{shown}</td>' if kind else f"<td>{shown}</td>"
