"""A pack: pack.yaml, templates, tables, glossary and style of one report form, with the packs that it inherits from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.document.numbering import DEFAULT as ORDINALS
from generator.errors import PackError
from generator.figures import wording
from generator.figures.numbers import NumberFormat

FILE = "pack.yaml"
KEYS = (
    *("名称", "继承", "说明", "文件名", "标题", "副题", "版式", "正文", "骨架", "情况说明", "图", "图题"),
    *("数字格式", "编号", "用语", "常量", "公开表", "空表说明", "名词", "核对"),
)
FORMAT_KEYS = {
    "单位": "unit",
    "小数": "decimals",
    "最多": "most",
    "千分位": "thousands",
    "零": "zero",
    "百分比小数": "percent_decimals",
    "整数百分比": "whole_percent",
}
MAX_CHAIN = 8


@dataclass(frozen=True)
class Pack:
    """chain: the folders from this pack to its oldest ancestor; settings: their pack.yaml merged, nearest first."""

    name: str
    chain: tuple[Path, ...]
    settings: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The form's name, for people."""
        return str(self.settings["名称"])

    @cached_property
    def ordinals(self) -> dict[str, str]:
        """Ordinals by level."""
        return {**ORDINALS, **self.settings.get("编号", {})}

    @cached_property
    def words(self) -> dict[str, str]:
        """The wording of changes, rates and shares."""
        return {**wording.DEFAULT, **self.settings.get("用语", {})}

    def number_format(self, context: str) -> NumberFormat:
        """How numbers are printed in a context: 正文 or 表格."""
        raw = self.settings.get("数字格式", {}).get(context, {})
        values = {FORMAT_KEYS[key]: value for key, value in raw.items() if key in FORMAT_KEYS}
        for key in ("thousands", "whole_percent"):
            if key in values:
                values[key] = values[key] in (True, "是")
        if values.get("decimals") == "原样":
            values["decimals"] = None
        return NumberFormat(**values)

    def find(self, relative: str) -> Path | None:
        """A file of the pack, or of the nearest ancestor that has it."""
        return next((path for folder in self.chain if (path := folder / relative).is_file()), None)

    def files(self, pattern: str) -> dict[str, Path]:
        """Files of the chain by name; the nearest wins."""
        return {path.name: path for folder in reversed(self.chain) for path in sorted(folder.glob(pattern))}

    def tables(self) -> list[dict[str, Any]]:
        """The statutory tables of the form, in order: 表, and 标题 and 表号 where they differ from the table's own."""
        return [entry if isinstance(entry, dict) else {"表": entry} for entry in self.settings.get("公开表", [])]


def search_path() -> list[Path]:
    """Where packs are looked for: GONGKAI_TEMPLATES, ./templates, the checkout's templates, the installed ones."""
    own = Path(__file__).parents[1]
    extra = [Path(p) for p in os.environ.get("GONGKAI_TEMPLATES", "").split(os.pathsep) if p]
    folders = [*extra, Path("templates"), own.parent / "templates", own / "_templates"]
    return list(dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir()))


def available() -> dict[str, Path]:
    """All packs that are found: name → folder."""
    found: dict[str, Path] = {}
    for folder in search_path():
        for file in sorted(folder.glob(f"*/{FILE}")):
            found.setdefault(file.parent.name, file.parent)
    return found


def load_pack(name: str) -> Pack:
    """A pack by name. Raises PackError: unknown name, broken pack.yaml, circular inheritance."""
    chain: list[Path] = []
    layers: list[dict[str, Any]] = []
    wanted: str | None = name
    while wanted:
        folder = available().get(wanted)
        if folder is None:
            where = str(chain[-1] / FILE) if chain else ""
            raise PackError(f"没有名为“{wanted}”的模板包", remedy=f"现有：{'、'.join(available()) or '无'}", file=where)
        if folder in chain or len(chain) >= MAX_CHAIN:
            raise PackError(f"模板包“{wanted}”的继承绕成了圈", file=str(folder / FILE), remedy="改正“继承”一行")
        chain.append(folder)
        layers.append(_settings(folder / FILE))
        wanted = layers[-1].get("继承")
    settings: dict[str, Any] = {}
    for layer in reversed(layers):
        settings = _merged(settings, layer)
    missing = [key for key in ("名称", "文件名", "标题", "正文") if key not in settings]
    if missing:
        raise PackError(f"pack.yaml 缺少“{missing[0]}”", file=str(chain[0] / FILE), remedy=f"补上“{missing[0]}: …”")
    return Pack(name, tuple(chain), settings)


def _settings(file: Path) -> dict[str, Any]:
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except UnicodeDecodeError as error:
        raise PackError("pack.yaml 不是 UTF-8 编码", file=str(file), remedy="另存为 UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise PackError(
            "pack.yaml 的写法不对", file=str(file), line=line, column=column, remedy="检查缩进、冒号和引号"
        ) from error
    if not isinstance(raw, dict):
        raise PackError("pack.yaml 应是一组设置", file=str(file), line=1, remedy="写成“名称: …”的形式")
    unknown = [key for key in raw if key not in KEYS]
    if unknown:
        raise PackError(f"pack.yaml 里没有“{unknown[0]}”这项设置", file=str(file), remedy=f"可用：{'、'.join(KEYS)}")
    return raw


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Mappings are merged key by key, everything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merged(result[key], value) if both else value
    return result


def descriptions() -> Iterator[tuple[str, str, Path]]:
    """Name, title and folder of each pack, for people."""
    for name, folder in available().items():
        yield name, str(_settings(folder / FILE).get("名称", "")), folder
