"""Files that travel inside an archival PDF: the data that a report was made from and its tables as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from generator.errors import UsageError
from generator.intake.yaml.textfile import read_bytes

VARIANT = "pdf/a-3a"
"""The archival form that may hold any file (ISO 19005-3); taken where none is named."""
FORBIDDING = ("pdf/a-1", "pdf/a-2", "pdf/x")
"""Variants whose standards allow no such files."""
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The clock is no part of the input."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One file. relationship: Source, what the report was made from, or Data, what its tables show (AFRelationship)."""

    name: str
    data: bytes
    relationship: Literal["Source", "Data"]
    description: str
    media_type: str = "application/yaml"
    """RFC 9512 for YAML."""


def check_variant(name: str) -> None:
    """Raises UsageError for a variant of PDF that the engine does not know. Without an engine nothing is said."""
    try:
        from weasyprint.pdf import VARIANTS
    except (ImportError, OSError):
        return
    known = [one for one in VARIANTS if one.startswith("pdf/")]
    if name and name not in known:
        raise UsageError(f"没有“{name}”这种 PDF 变体", remedy=f"可用：{'、'.join(known)}")


def source_files(files: Iterable[Path]) -> tuple[Attached, ...]:
    """The data files of a department-year, as they are."""
    return tuple(Attached(path.name, read_bytes(path), "Source", "生成本报告的数据") for path in files)


def tables_file(title: str, workbook: bytes) -> Attached:
    """The tables of a report. title: that of the report; workbook: an XLSX file."""
    return Attached(f"{title}（表）.xlsx", workbook, "Data", "本报告各表", _WORKBOOK)


def for_engine(files: Iterable[Attached]) -> list[Any]:
    """The files as the PDF engine takes them."""
    from weasyprint import Attachment

    return [
        Attachment(
            string=file.data,
            name=file.name,
            description=file.description,
            created=_DATE,
            modified=_DATE,
            relationship=file.relationship,
        )
        for file in files
    ]
