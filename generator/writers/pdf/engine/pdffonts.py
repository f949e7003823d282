"""The fonts of a PDF while it is written, without a copy of each font file.

The engine copies the whole file of a face for each size that it is used in, which is 50 MB for one of our reports, and
keeps all copies until the file is written. It needs one of them at a time: when the face is cut down to its glyphs.
"""

from __future__ import annotations

from typing import Any


class LightFonts(dict[str, Any]):
    """What the engine keeps its fonts in, by key: each forgets the copy of its file and takes a new one to be cut down."""

    def __setitem__(self, key: str, font: Any) -> None:
        from weasyprint.text.fonts import get_hb_object_data

        cut = font.clean

        def clean(to_unicode: Any, hinting: Any) -> None:
            font.file_content = get_hb_object_data(font.hb_face)
            cut(to_unicode, hinting)

        font.file_content, font.clean = b"", clean
        super().__setitem__(key, font)
