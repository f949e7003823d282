"""What the model tells of a field besides its kind: description, unit, who fills it, whether it must be filled, where it stands.

`field` is the one place where these are written; reader, view, schema, fill workbook, rollover and the page of fields take them
from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import NoneType
from typing import Any, get_args

from pydantic import Field, WrapValidator
from pydantic.fields import FieldInfo

from generator.model.amount import State, pending
from generator.model.place import place_of
from generator.model.record import Entries, Record, Rows, made, said
from generator.model.text import Text


class Need(StrEnum):
    """Whether a field has to be filled when a report prints it."""

    REQUIRED = "必填"
    DERIVED = "可推"
    OPTIONAL = "可选"


class Filler(StrEnum):
    """Who fills a field: the accountant (数字), who explains a change (原因), who writes the sections (文字)."""

    FIGURES = "数字"
    REASONS = "原因"
    TEXTS = "文字"


class Default(Enum):
    """What stands for a field that the file does not give, where it is no plain value."""

    NONE_SUCH = "the key must be there"
    AWAITED = "a figure still to be filled, under the field's name"


AWAITED = Default.AWAITED


@dataclass(frozen=True, slots=True)
class Codes:
    """The field, or the keys of the map, are 科目 of a classification (functional or economic) with so many digits."""

    table: str
    digits: tuple[int, ...]


def functional_code(*digits: int) -> Codes:
    """支出功能分类科目: 3 digits 类, 5 款, 7 项."""
    return Codes("functional", digits)


def economic_code(*digits: int) -> Codes:
    """部门预算支出经济分类科目: 3 digits 类, 5 款."""
    return Codes("economic", digits)


@dataclass(frozen=True, slots=True)
class About:
    """description: one line of Chinese. rule: what the figure follows from where it is not given (可推). unit: of a number that
    is no money. section: of a root field, the sheet of the fill workbook and the heading of docs/字段.md. choices: the words
    that the field can hold. key: what the keys of a map are called. negative: False where a figure below zero is a mistake.
    """

    description: str
    need: Need
    rule: str = ""
    unit: str = ""
    filler: Filler | None = None
    section: str = ""
    choices: tuple[str, ...] = ()
    codes: Codes | None = None
    key: str = ""
    negative: bool = True

    def __call__(self, schema: dict[str, Any]) -> None:
        """Add nothing to the JSON Schema: pydantic keeps this object with the field as the hook that could."""


def field(
    alias: str,
    description: str,
    default: Any = Default.NONE_SUCH,
    *,
    need: Need | None = None,
    rule: str = "",
    unit: str = "",
    filler: Filler | None = None,
    section: str = "",
    choices: tuple[str, ...] = (),
    codes: Codes | None = None,
    key: str = "",
    negative: bool = True,
    **constraints: Any,
) -> Any:
    """A field of a Record: its Chinese key, what it is, and what stands for it where it is absent.

    default: a value; a callable that makes one; AWAITED for a figure still to be filled; left out where the key must be there.
    need follows from these: 可推 with a rule or a default word, 可选 for None, else 必填. constraints go to pydantic.
    """
    follows = rule or (f"没有填即为“{default}”" if isinstance(default, str) else "")
    told = need or (Need.DERIVED if follows else Need.OPTIONAL if default is None else Need.REQUIRED)
    about = About(description, told, follows, unit, filler, section, choices, codes, key, negative)
    if default is Default.AWAITED:
        return Field(default_factory=lambda: pending(alias), alias=alias, json_schema_extra=about, **constraints)
    if default is Default.NONE_SUCH:
        return Field(alias=alias, json_schema_extra=about, **constraints)
    if default in (list, dict):
        return _collection(alias, about, Rows if default is list else Entries, constraints)
    if callable(default):
        return Field(default_factory=made(default), alias=alias, json_schema_extra=about, **constraints)
    return Field(default, alias=alias, json_schema_extra=about, **constraints)


def _collection(alias: str, about: About, kind: type[Rows] | type[Entries], constraints: dict[str, Any]) -> Any:
    """A list or map: absent, it is still to be filled unless it is 可选; 无, 不涉及 or 未载明 can be said of the whole."""

    def read(value: Any, handler: Callable[[Any], Any]) -> Any:
        state = said(value)
        return kind((), state, place_of(value)) if state else handler(value)  # type: ignore[arg-type]

    def absent() -> Rows | Entries:
        made = kind((), State.PENDING)  # type: ignore[arg-type]
        made.left_out = about.need is Need.OPTIONAL
        return made

    info = Field(default_factory=absent, alias=alias, json_schema_extra=about, **constraints)
    info.metadata.append(WrapValidator(read))
    return info


def about(info: FieldInfo) -> About:
    """What the model tells of a field. Raises TypeError for one that was not made by `field`."""
    found: Callable[..., Any] | Any = info.json_schema_extra
    if not isinstance(found, About):
        raise TypeError(f"{info.alias}: the fields of a Record are made by `field`")
    return found


def fields_by_alias(record: type[Record]) -> dict[str, FieldInfo]:
    """Chinese key → field, in the order of the model; what has no key of its own is left out."""
    return {info.alias: info for info in record.model_fields.values() if info.alias}


def title_of(record: type[Record]) -> str:
    """What a record is, in Chinese. Raises KeyError for one without `title=`."""
    title = record.model_config["title"]
    if not title:
        raise KeyError(record.__name__)
    return title


def values(record: Record) -> Iterator[tuple[FieldInfo, Any]]:
    """All fields with their values, of the record and of every record in it, at whatever depth."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if info.alias:
            yield info, value
        inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else (value,)
        for one in inner:
            if isinstance(one, Record):
                yield from values(one)


def filler_of(info: FieldInfo) -> Filler:
    """Who fills the field: as the model says, else by its kind; a text that gives reasons ends in 原因."""
    told = about(info).filler
    if told is not None:
        return told
    if not is_text(info.annotation):
        return Filler.FIGURES
    return Filler.REASONS if str(info.alias).endswith("原因") else Filler.TEXTS


def is_text(annotation: Any) -> bool:
    """True for a text of paragraphs, or a map of them."""
    inner = [part for part in get_args(annotation) if part is not NoneType]
    return annotation is Text or bool(inner and is_text(inner[-1]))
