"""Files of older programs (.doc, .wps, .rtf, .odt) made into a DOCX by LibreOffice, where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import UsageError
from generator.runtime.reading import read_regular

OLD_SUFFIXES = {".doc", ".wps", ".wpt", ".rtf", ".odt", ".dot"}
SECONDS = 120
MAX_MADE = 100 * 1024 * 1024
SAVE_AGAIN = "用 Word 或 WPS 打开，另存为 .docx 再读"
PROGRAMS = ("soffice", "libreoffice")


def converted(data: bytes, suffix: str, name: str) -> bytes:
    """The DOCX that LibreOffice makes of a file. Raises UsageError where there is no LibreOffice or it cannot."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise UsageError(f"这是旧格式的文档（{suffix}），这台机器上没有能转换它的 LibreOffice", file=name, remedy=SAVE_AGAIN)
    with TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report{suffix}")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, cwd=folder)
            return read_regular(source.with_suffix(".docx"), MAX_MADE)
        except (OSError, subprocess.SubprocessError) as error:
            raise UsageError(f"旧格式的文档（{suffix}）转换不了", file=name, remedy=SAVE_AGAIN) from error
