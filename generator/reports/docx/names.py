"""Names of WordprocessingML, with their namespace, and the way to an attribute of a property."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OFF = ("0", "false", "off", "none")


def value(properties: etree._Element | None, name: str, attribute: str = "val") -> str:
    """An attribute of a property: `value(pPr, "jc")`; empty where there is none."""
    found = properties.find(W + name) if properties is not None else None
    return str(found.get(W + attribute, "")) if found is not None else ""


def number(properties: etree._Element | None, name: str, attribute: str = "val") -> int | None:
    """The same as a number; None where it is none."""
    text = value(properties, name, attribute)
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property that is on or off is on; None where it is not there."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else str(found.get(W + "val", "1")) not in OFF
