"""The summary of a bureau on disk: made where it would differ from what stands there."""

from __future__ import annotations

from pathlib import Path

from generator.batch.fingerprints import digest, program
from generator.batch.index import Index
from generator.batch.summary.expected import Roll
from generator.batch.summary.summary import Summary
from generator.errors import OutputError
from generator.writers.output.files import was_written, write_file


def write_summary(
    out: Path, summary: Summary, roll: Roll | None, index: Index, *, force: bool = False
) -> tuple[list[Path], list[OutputError]]:
    """汇总.xlsx and 汇总.html in the output folder; their paths, and why one could not be written, as when it is open.

    roll: who is missing, where there was a list.

    One of ours is written over, whoever has saved it since: nothing is typed there. A file of that name that another program
    made is left, unless forced. They are left alone where they stand as they would be made now.
    """
    paths = [out / "汇总.xlsx", out / "汇总.html"]
    fingerprint = digest([program(), out, roll, *summary.lines])
    if all((known := index.output(path)) and known.print == fingerprint for path in paths):
        return paths, []
    from generator.batch.summary.html import summary_html  # the spreadsheet library only where something is written
    from generator.batch.summary.xlsx import summary_xlsx

    made = summary_xlsx(summary, roll), summary_html(summary, roll, out).encode()
    written, refused = [], []
    for path, content in zip(paths, made, strict=True):
        try:
            write_file(out, path.name, content, force=force or was_written(out, path.name))
        except OutputError as error:
            refused.append(error)
            continue
        index.put_output(path, fingerprint, content)
        written.append(path)
    return written, refused
