"""`python -m scripts.generated` writes every page anew and names those that changed; `scripts/pages` runs it."""

from __future__ import annotations

from pathlib import Path

from scripts.generated import PAGES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        file, text = DOCS / name, page()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
            print(f"docs/{name}：已重写")
        else:
            print(f"docs/{name}：没有变化")


if __name__ == "__main__":
    main()
