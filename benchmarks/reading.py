"""Reading published reports: `python -m benchmarks.reading FILE…`, or `--pages N` for a made PDF of N pages.

CPU seconds of reading and of finding the facts, and the most memory that the process held, each file in a process of its own.
The made PDF has a ruled table of 20 rows and ten lines of text on every page.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.reports.facts import report_facts
from generator.reports.outline import outlined
from generator.reports.pdf.reading import read_pages
from generator.reports.reading import read_report_bytes
from generator.reports.report import ReadReport
from generator.runtime.memory import peak

PAGE = """#title[第{n}部分的支出决算表]
#table(columns: (60pt, 200pt, 80pt, 80pt), [科目编码], [科目名称], [合计], [基本支出], {rows})
{text}
#pagebreak(weak: true)
"""
HEAD = """#set page(width: 595pt, height: 842pt, margin: 70pt)
#set text(font: "Noto Serif SC", size: 11pt, lang: "zh")
#let title(body) = align(center, text(size: 15pt, body))
"""


def made(pages: int) -> bytes:
    """A PDF of so many pages."""
    import importlib.util

    import typst

    package = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    assert package is not None and package.origin is not None
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(Path(package.origin).parent)])
    rows = ", ".join(f"[20{number:02}], [第{number}类支出的名称], [1,2{number:02}.50], [{number}.25]" for number in range(20))
    text = "本部门一般公共预算财政拨款支出12.50万元，比上年增加1.20万元，增长10.62%，主要原因是人员增加。" * 8
    source = HEAD + "".join(PAGE.format(n=number, rows=rows, text=text) for number in range(1, pages + 1))
    return bytes(typst.compile(source.encode(), font_paths=fonts, format="pdf", timestamp=0))


def measure(path: Path) -> str:
    """One file, read in this process."""
    data = path.read_bytes()
    before = time.process_time()
    if data.startswith(b"%PDF"):
        pages, remarks = read_pages(data, path.name)
        report: ReadReport = outlined(path.name, "pdf", pages, remarks)
    else:
        report = read_report_bytes(data, path.name)
    read = time.process_time()
    facts = report_facts(report)
    done = time.process_time()
    count = max(1, len(report.pages))
    figures = len(facts.cells) + len(facts.sentences)
    return (
        f"{path.name}：{count}页，{len(report.tables())}张表，{figures}个数；读 {read - before:.2f} 秒"
        f"（每页 {(read - before) / count * 1000:.1f} 毫秒），找数 {done - read:.2f} 秒，内存 {peak():.0f} MB"
    )


def main() -> None:
    """Measure each file in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--pages", type=int, action="append", default=[])
    options.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(measure(given.files[0]))
        return
    with TemporaryDirectory() as folder:
        files = list(given.files)
        for pages in given.pages:
            files.append(Path(folder, f"{pages}页.pdf"))
            files[-1].write_bytes(made(pages))
        for path in files:
            subprocess.run([sys.executable, "-m", "benchmarks.reading", "--one", str(path)], check=True)


if __name__ == "__main__":
    main()
