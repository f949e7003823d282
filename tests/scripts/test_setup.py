"""What the one-command scripts install, and what they say where they may not."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.writers.style import Style

TEST_PACKAGES = [
    "libreoffice-writer-nogui",
    "libreoffice-calc-nogui",
    "poppler-utils",
    "qpdf",
    "chromium",
    "npm",
    "default-jre-headless",
]


@pytest.fixture
def setup(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """scripts/setup.py as a module, its virtual environment in a temporary folder."""
    spec = importlib.util.spec_from_file_location("gongkai_setup", root / "scripts" / "setup.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "gongkai.json")
    return module


def lack_all(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing is installed."""
    for name in ("PDF_NEEDS", "TEST_NEEDS"):
        monkeypatch.setattr(setup, name, tuple(need._replace(present=lambda: False) for need in getattr(setup, name)))
    monkeypatch.setattr(setup, "VENV_NEED", setup.VENV_NEED._replace(present=lambda: False))


def pins(root: Path) -> list[str]:
    return (root / "constraints.txt").read_text(encoding="utf-8").splitlines()


def test_every_pin_is_an_exact_version_once_and_in_order(root: Path) -> None:
    lines = pins(root)
    assert len(lines) > 40
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line) for line in lines)
    assert lines == sorted(lines)
    names = [line.split("==")[0] for line in lines]
    assert len(names) == len(set(names))


def test_every_requirement_of_the_project_is_pinned_to_a_version_that_it_allows(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = dict(line.split("==") for line in pins(root))
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"], *extras["dev"], *extras["fonts"]]
    assert len(wanted) > 15
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), requirement


def test_the_demo_asks_for_no_package_that_only_the_tests_use(setup: ModuleType) -> None:
    demo = {need.package for need in setup.needs("demo")}
    test = {need.package for need in setup.needs("test")}
    assert {"libpango-1.0-0", "fonts-liberation"} < demo
    assert test - demo == {*TEST_PACKAGES}


def test_without_rights_one_message_names_every_missing_package(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    lack_all(setup, monkeypatch)
    monkeypatch.setattr(setup, "apt_prefix", lambda: None)
    monkeypatch.setattr(setup, "apt_knows", lambda package: False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(setup.SetupError) as refused:
        setup.install_system("demo")
    assert str(refused.value) == (
        "缺少下列系统软件包，而这里没有安装的权限：\n"
        f"    python3.{sys.version_info.minor}-venv（建立虚拟环境）\n"
        "    libpango-1.0-0（PDF 排版）\n"
        "    libpangoft2-1.0-0（PDF 排版）\n"
        "    fonts-liberation（PDF 西文字体）\n"
        "请管理员执行：apt-get install -y --no-install-recommends "
        f"python3.{sys.version_info.minor}-venv libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation"
    )


def test_with_rights_only_what_is_missing_is_installed_and_each_package_is_named(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lack_all(setup, monkeypatch)
    monkeypatch.setattr(setup, "PDF_NEEDS", tuple(need._replace(present=lambda: True) for need in setup.PDF_NEEDS))
    monkeypatch.setattr(setup, "VENV_NEED", setup.VENV_NEED._replace(present=lambda: True))
    monkeypatch.setattr(setup, "apt_prefix", lambda: ("sudo", "-n"))
    monkeypatch.setattr(setup, "apt_knows", lambda package: True)
    monkeypatch.setattr(setup.subprocess, "run", lambda *_, **__: None)
    done: list[list[str]] = []
    monkeypatch.setattr(setup, "run", lambda arguments, *_: done.append(arguments))
    setup.install_system("test")
    assert [call[:2] for call in done] == [["sudo", "-n"]] * 2
    assert done[0][-4:] == TEST_PACKAGES[:4]
    assert done[1][-3:] == TEST_PACKAGES[4:], "what is not required is a step of its own, which may fail"
    said = capsys.readouterr().err
    assert [line for line in said.splitlines() if line.startswith("安装")] == [
        "安装系统软件包 libreoffice-writer-nogui（测试：打开 DOCX）",
        "安装系统软件包 libreoffice-calc-nogui（测试：打开 XLSX）",
        "安装系统软件包 poppler-utils（测试：读 PDF）",
        "安装系统软件包 qpdf（测试：核对 PDF）",
        "安装系统软件包 chromium（测试：预览的网页）",
        "安装系统软件包 npm（测试：核对 DOCX、XLSX 合不合标准）",
        "安装系统软件包 default-jre-headless（测试：核对网页合不合标准）",
    ]


def test_an_optional_package_that_apt_does_not_have_is_no_obstacle(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    needs = tuple(need._replace(present=lambda optional=need.optional: not optional) for need in setup.PDF_NEEDS)
    monkeypatch.setattr(setup, "PDF_NEEDS", needs)
    monkeypatch.setattr(setup, "VENV_NEED", setup.VENV_NEED._replace(present=lambda: True))
    monkeypatch.setattr(setup, "apt_prefix", lambda: ())
    monkeypatch.setattr(setup, "apt_knows", lambda package: False)
    done: list[list[str]] = []
    monkeypatch.setattr(setup, "run", lambda arguments, *_: done.append(arguments))
    monkeypatch.setattr(setup.subprocess, "run", lambda *_, **__: done.append(["update"]))
    setup.install_system("demo")
    assert done == []


def test_the_fast_tests_need_no_office_no_browser_and_no_validator(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {need.package for need in setup.needs("fast")} == {need.package for need in setup.needs("demo")}
    steps: list[str] = []
    for name in ("install_system", "install_python", "install_fonts", "write_font_settings", "install_validators"):
        monkeypatch.setattr(setup, name, lambda *_, name=name: steps.append(name))
    assert setup.main(["fast"]) == 0
    assert steps == ["install_system", "install_python", "install_fonts", "write_font_settings"]


def failing(setup: ModuleType, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """A machine on which every program whose command line holds a word cannot reach its server."""
    real = setup.run

    def run(arguments: list[object], *remedy: str, **more: str) -> None:
        if word in map(str, arguments):
            real([sys.executable, "-c", "print('Could not resolve host'); raise SystemExit(100)"], *remedy, **more)

    monkeypatch.setattr(setup, "run", run)


def test_where_pip_reaches_no_server_this_is_said_and_tried_again(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    setup.PYTHON.parent.mkdir()
    setup.PYTHON.touch()
    failing(setup, monkeypatch, "pip")
    with pytest.raises(setup.SetupError, match=r"(?s)Could not resolve host.*多半是连不上网：.*pip 的软件源"):
        setup.install_python("fast")
    assert not setup.STAMP.exists()


def test_where_apt_reaches_no_server_this_is_said(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    lack_all(setup, monkeypatch)
    failing(setup, monkeypatch, "libpango-1.0-0")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(setup, "apt_prefix", lambda: ())
    monkeypatch.setattr(setup, "apt_knows", lambda package: True)
    monkeypatch.setattr(setup, "update", lambda prefix: None)
    with pytest.raises(setup.SetupError, match=r"(?s)Could not resolve host.*多半是连不上网：.*apt 的软件源"):
        setup.install_system("test")


@pytest.mark.parametrize("word", ["chromium", "/usr/bin/npm"])
def test_what_is_not_required_and_cannot_be_had_is_named_and_the_tests_go_on(
    word: str, setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lack_all(setup, monkeypatch)
    failing(setup, monkeypatch, word)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(setup, "apt_prefix", lambda: ())
    monkeypatch.setattr(setup, "apt_knows", lambda package: True)
    monkeypatch.setattr(setup, "update", lambda prefix: None)
    monkeypatch.setattr(setup, "VALIDATORS", tmp_path / "npm")
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    setup.install_system("test")
    setup.install_validators()
    said = capsys.readouterr().err
    assert "Could not resolve host" in said
    assert "用到它们的测试跳过" in said or "这几项测试跳过" in said


def test_a_step_that_fails_shows_what_it_said(setup: ModuleType) -> None:
    with pytest.raises(setup.SetupError, match=r"(?s)no such thing.*这一步没有成功（退出码 3）"):
        setup.run([sys.executable, "-c", "print('no such thing'); raise SystemExit(3)"])


def test_a_second_run_installs_nothing_and_the_demo_uses_what_the_tests_have(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[object]] = []

    def run(arguments: list[object], *_: str, **__: str) -> None:
        calls.append(list(arguments))
        setup.PYTHON.parent.mkdir(exist_ok=True)
        setup.PYTHON.touch()

    monkeypatch.setattr(setup, "run", run)
    setup.install_python("test")
    assert len(calls) == 2
    assert str(calls[1][-1]).endswith("[benchmarks,dev,fonts]")
    setup.install_python("test")
    setup.install_python("demo")
    assert len(calls) == 2


def test_changed_pins_are_installed_again_with_all_that_was_there(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    setup.VENV.mkdir()
    setup.PYTHON.touch()
    setup.STAMP.write_text('{"fingerprint": "old", "extras": ["dev"]}', encoding="utf-8")
    calls: list[list[object]] = []
    monkeypatch.setattr(setup, "run", lambda arguments, *_, **__: calls.append(list(arguments)))
    setup.install_python("demo")
    assert [str(call[-1]).rpartition("[")[2] for call in calls] == ["dev,fonts]"]


def test_the_font_settings_name_every_font_role_of_the_style_and_folders_as_xml(
    setup: ModuleType, style: Style, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "FONTS", tmp_path / "a&b")
    monkeypatch.setattr(setup, "FONT_SETTINGS", tmp_path / "deep" / "fonts.conf")
    setup.write_font_settings()
    settings = etree.parse(tmp_path / "deep" / "fonts.conf")
    assert settings.findtext("dir") == str(tmp_path / "a&b")
    stand_ins = {alias.findtext("family"): alias.findtext("prefer/family") for alias in settings.iterfind("alias")}
    assert set(stand_ins) == {font.east_asian for font in style.fonts.values()}
    assert all(f"{stand_in}-Regular.otf" in setup.FANDOL for stand_in in stand_ins.values())


def test_validators_are_fetched_once_at_their_pinned_versions(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "VALIDATORS", tmp_path / "npm")
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    calls: list[list[str]] = []

    def run(arguments: list[object], *_: str, **__: str) -> None:
        calls.append([str(part) for part in arguments])
        for name, version in setup.NPM_PACKAGES.items():
            about = tmp_path / "npm" / "node_modules" / name / "package.json"
            about.parent.mkdir(parents=True)
            about.write_text(f'{{"version": "{version}"}}', encoding="utf-8")

    monkeypatch.setattr(setup, "run", run)
    setup.install_validators()
    setup.install_validators()
    assert [call[:2] for call in calls] == [["/usr/bin/npm", "install"]]
    assert all(re.fullmatch(r"@?[a-z/-]+@\d+\.\d+\.\d+", package) for package in calls[0][-2:])


def test_without_npm_the_tests_go_on_and_are_reported(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "VALIDATORS", tmp_path / "npm")
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    setup.install_validators()
    assert capsys.readouterr().err == "没有 npm：不核对 DOCX、XLSX、网页合不合标准\n"


def test_an_unknown_task_is_wrong_usage(root: Path) -> None:
    command = [sys.executable, root / "scripts" / "setup.py", "nonsense"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 2
    assert done.stderr == "用法：python3 scripts/setup.py demo|fast|test\n"


@pytest.mark.parametrize("script", ["scripts/demo", "scripts/test", "scripts/pages", ".ci/run"])
def test_an_entry_point_can_be_run_and_is_sound_bash(root: Path, script: str) -> None:
    path = root / script
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


def ran(root: Path, tmp_path: Path, *options: str) -> list[str]:
    """What `scripts/test` runs with some options, line by line; the first line is the task that it prepares."""
    (tmp_path / "scripts").mkdir(exist_ok=True)
    (tmp_path / "scripts" / "test").write_bytes((root / "scripts" / "test").read_bytes())
    (tmp_path / "scripts" / "env.sh").write_text('echo "$1"\nbin=$FAKE\n', encoding="utf-8")
    for name in ("ruff", "mypy", "python"):
        fake = tmp_path / name
        fake.write_text(f'#!/bin/bash\nprintf "%s|" {name} "$@"; echo\n', encoding="utf-8")
        fake.chmod(0o755)
    command = ["bash", tmp_path / "scripts" / "test", *options]
    environment = {**os.environ, "FAKE": str(tmp_path)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout.splitlines()


def test_the_fast_tests_are_those_without_a_mark_and_other_options_go_to_pytest(root: Path, tmp_path: Path) -> None:
    whole, fast = ran(root, tmp_path, "-k", "甲 乙"), ran(root, tmp_path, "tests/model", "--fast")
    first = ["test", "ruff|check|.|", "ruff|format|--check|.|", "mypy|"]
    assert whole == [*first, "python|-m|pytest|-n|2|--dist|loadfile|-k|甲 乙|"]
    assert fast[0] == "fast"
    markers = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]["markers"]
    names = {marker.partition(":")[0] for marker in markers}
    left_out = re.fullmatch(r"python\|-m\|pytest\|-n\|2\|--dist\|loadfile\|tests/model\|-m\|not \(([a-z ]+)\)\|", fast[-1])
    assert left_out and set(left_out[1].split(" or ")) == names
