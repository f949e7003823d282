"""The kinds of scalar that a data file holds, read from their own text: YAML's number, boolean and date rules never apply."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, get_args

from pydantic import GetCoreSchemaHandler, ValidationInfo, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import core_schema

from generator.model.amount import Amount, Origin, OriginKind, State
from generator.model.place import NOWHERE, Place, SourceText, place_of
from generator.model.text import Text, parse_text

NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
DATE = re.compile(r"(\d{4})[-年](\d{1,2})(?:[-月](\d{1,2})日?|月)?", re.ASCII)
STATES = {"无": State.NONE, "不涉及": State.NOT_APPLICABLE, "空": State.BLANK, "未载明": State.UNSTATED}
PENDING = ("", "~", "待填")
FULL_WIDTH = re.compile(r"[０-９．，－＋％]")
MAX_DIGITS = 24
"""Longest figure: the national budget has 18 digits in 分."""


class FieldError(ValueError):
    """A scalar that is not what its field wants; remedy says what to type instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Day:
    """A date; day is 0 where only the month is given."""

    year: int
    month: int
    day: int
    place: Place = NOWHERE

    def date(self) -> dt.date:
        """The date; its first day where only the month is given."""
        return dt.date(self.year, self.month, self.day or 1)


def _scalar(value: object, want: str) -> str:
    if not isinstance(value, str):
        raise FieldError(f"这里应填{want}，却是{'一张列表' if isinstance(value, list) else '一组字段'}", f"改成{want}")
    return value


def _number_error(text: str, want: str) -> FieldError:
    if FULL_WIDTH.search(text):
        return FieldError(f"“{text}”含全角数字或符号", "改用半角数字和小数点，如 91.68")
    if re.search(r"(亿|万|千|百)?元|%|％", text):
        return FieldError(f"“{text}”里写了单位", "只写数字；单位在文件开头的“金额单位”写一次")
    if re.search(r"\s", text):
        return FieldError(f"“{text}”的数字中间有空格", "删去空格")
    if re.fullmatch(r"-?[\d,.]+", text):
        return FieldError(f"“{text}”不是一个规范的数：千分位或小数点的位置不对", "写成 1234.56 或 1,234.56")
    return FieldError(f"“{text}”不是{want}", f"填{want}；没有数时填 0、无、不涉及、空、未载明或待填")


def _parse(value: object, want: str, name: str) -> Amount:
    text = _scalar(value, want)
    origin = Origin(OriginKind.TYPED, name, place_of(text))
    if text in PENDING:
        return Amount(None, State.PENDING, origin)
    if text in STATES:
        return Amount(None, STATES[text], origin)
    if not NUMBER.fullmatch(text):
        raise _number_error(text, want)
    if len(text) > MAX_DIGITS:
        raise FieldError(f"“{text[:MAX_DIGITS]}…”太长", f"金额最多{MAX_DIGITS}位")
    return Amount(Decimal(text.replace(",", "")), State.FIGURE, origin)


def _name(value: object, info: ValidationInfo) -> str:
    path = place_of(value).path
    return path.rsplit(".", 1)[-1] if path else (info.field_name or "")


def _money(value: object, info: ValidationInfo) -> Amount:
    if isinstance(value, Amount):
        return value
    amount = _parse(value, "金额", _name(value, info))
    if amount.value is not None and (info.context or {}).get("unit") == "元":
        return Amount(amount.value.scaleb(-4), amount.state, amount.origin)
    return amount


def _plain(value: object, info: ValidationInfo) -> Amount:
    return value if isinstance(value, Amount) else _parse(value, "数", _name(value, info))


def _count(value: object, info: ValidationInfo) -> Amount:
    amount = _plain(value, info)
    if amount.value is not None and (amount.value != amount.value.to_integral_value() or amount.value < 0):
        raise FieldError(f"“{value}”不是个数", "填 0 或正整数")
    return amount


def _word(value: object) -> str:
    text = _scalar(value, "文字")
    if "\n" in text.strip():
        raise FieldError("这里只能写一行", "把换行去掉；长文字写在“文字”一节")
    return text


def _text(value: object) -> Text:
    return value if isinstance(value, Text) else parse_text(_scalar(value, "文字"))


def _day(value: object) -> Day:
    if isinstance(value, Day):
        return value
    text = _scalar(value, "日期")
    found = DATE.fullmatch(text)
    if not found:
        raise FieldError(f"“{text}”不是日期", "写成 2021-10-26 或 2021年10月26日")
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        dt.date(year, month, day or 1)
    except ValueError:
        raise FieldError(f"“{text}”不是历法上有的日子", "核对月份和日子") from None
    return Day(year, month, day, place_of(text))


def _year(value: object) -> int:
    text = _scalar(value, "年度")
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise FieldError(f"“{text}”不是年度", "写成四位数字，如 2023")
    return int(text)


@dataclass(frozen=True, slots=True)
class _Read:
    """Reads a field's text, as PlainValidator does, without the schema for writing that it makes (half of the start-up)."""

    read: Callable[..., Any]
    stated: bool = False
    """Takes the field's name and the context too."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        if self.stated:
            return core_schema.with_info_plain_validator_function(self.read)
        return core_schema.no_info_plain_validator_function(self.read)


def _schema(description: str, pattern: str = "") -> WithJsonSchema:
    body: dict[str, Any] = {"type": ["string", "number", "null"], "description": description}
    if pattern:
        body["pattern"] = pattern
    return WithJsonSchema(body)


_READ_MONEY = _Read(_money, stated=True)
Money = Annotated[Amount, _READ_MONEY, _schema("金额，单位见“金额单位”；或 无、不涉及、空、未载明、待填")]
Number = Annotated[Amount, _Read(_plain, stated=True), _schema("数")]
Count = Annotated[Amount, _Read(_count, stated=True), _schema("个数：0 或正整数")]
Word = Annotated[str, _Read(_word), WithJsonSchema({"type": ["string", "number"]})]
Prose = Annotated[Text, _Read(_text), WithJsonSchema({"type": ["string", "null"], "description": "文字：空行分段，“- ”起列表项"})]
Date = Annotated[Day, _Read(_day), _schema("日期，如 2021-10-26")]
Year = Annotated[int, _Read(_year), _schema("年度，四位数字")]


def untyped(text: str) -> bool:
    """True for what counts as still to be filled."""
    return str(text).strip() in PENDING and not (isinstance(text, SourceText) and text.block and text.strip())


def is_money(field: FieldInfo) -> bool:
    """Whether a field holds an amount of money, or a map or list of them; counts, points and other numbers are none."""
    return _READ_MONEY in field.metadata or _holds_money(field.annotation)


def _holds_money(kind: Any) -> bool:
    return any(inner is _READ_MONEY or _holds_money(inner) for inner in get_args(kind))
