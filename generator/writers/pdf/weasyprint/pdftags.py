"""What the PDF engine leaves undone in tagged and archival files: one link per contents row, scopes of head cells, stream ends.

The engine makes a link of every box inside a link, and only those of the link's own box stand in a Link element
(ISO 14289-1, 7.18.5); it names the head cells of a cell, but leaves head cells that no cell names without a scope (7.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zlib import adler32

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
"""PDF's word for the scope of an HTML head cell."""
_CARRIAGE_RETURN = 0x0D


def keep_own_links(rendered: Any) -> None:
    """Of the links of a layout, keep those of the `a` boxes themselves."""
    for page in rendered.pages:
        page.links = [link for link in page.links if link[3].element_tag == "a"]


def name_scopes(rendered: Any) -> None:
    """Give the head cells of a layout whose tags have been made their scopes. Does nothing where there are no tags."""
    for box in _boxes(rendered):
        element = getattr(box, "mark", None)
        scope = SCOPES.get(box.element.get("scope", "")) if box.element is not None else None
        if element is not None and scope and element["S"] == "/TH":
            element["A"]["Scope"] = scope


def print_links(pdf: Any) -> None:
    """Let annotations be printed as they are shown (the flag F 4 of ISO 32000-1, 12.5.3)."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Annot":
            item.setdefault("F", 4)


def list_files_once(pdf: Any) -> None:
    """Name each file inside once among those that belong to the document; the engine names it twice."""
    if files := pdf.catalog.get("AF"):
        files[:] = list(dict.fromkeys(files))


def finish_streams(pdf: Any) -> None:
    """Leave the metadata uncompressed (ISO 19005-3, 6.6.2.1), and streams whose compressed bytes would end in a line end.

    A reader that takes that byte for a part of the line end before `endstream` would find the stream one byte short of its
    length (6.1.7.1). The last byte of compressed data is that of its checksum, so no other compression helps.
    """
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False
        elif getattr(item, "compress", False):
            item.compress = False
            item.compress = adler32(_content(item.data)) & 0xFF != _CARRIAGE_RETURN


def _content(stream: bytes) -> bytes:
    """What stands between `stream` and `endstream`."""
    start = stream.index(b"\nstream\n") + len(b"\nstream\n")
    return stream[start : -len(b"\nendstream")]


def _boxes(rendered: Any) -> Iterator[Any]:
    todo = [page._page_box for page in rendered.pages]
    while todo:
        box = todo.pop()
        yield box
        todo.extend(getattr(box, "children", ()))
