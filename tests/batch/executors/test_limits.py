"""A department that takes too long or too much memory is given up and reported; the next begins; Ctrl-C ends all at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.batch.executors.processes import Direct, Processes
from generator.errors import LimitError
from generator.runtime.allowance import Allowance, kept_to
from tests.batch.county import county
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PATIENCE = 60.0
SLOW = (
    "{% set a = '一二三四五六七八' %}"
    + "{% set a = a ~ a %}" * 18
    + f"{{% for x in '{'一' * 250}' %}}{{% for y in '{'一' * 250}' %}}"
    + "{% if '八一二三四五六九' in a %}{% endif %}{% endfor %}{% endfor %}<p>甲</p>\n"
)
"""A template within its steps and lengths that still searches long texts for minutes."""
RUN = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"


def hold(mebibytes: int) -> int:
    """Hold so much memory for a while."""
    block = bytearray(mebibytes * 2**20)
    time.sleep(30)
    return len(block)


def slow_pack(folder: Path) -> None:
    pack = folder / "磨"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("名称: 磨\n文件名: 磨\n标题: 磨\n正文: 正文.html\n", encoding="utf-8")
    (pack / "正文.html").write_text(SLOW, encoding="utf-8")


def started(tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    slow_pack(tmp_path / "packs")
    environment = {**os.environ, "GONGKAI_TEMPLATES": str(tmp_path / "packs"), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )


def hear_interrupts() -> None:
    """A command that a shell runs in the background inherits a deaf ear for Ctrl-C; the tests may be one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_task_that_takes_too_long_is_given_up_and_the_slot_goes_on() -> None:
    with Processes(1, allowance=Allowance(3, 0)) as pool:
        slow, next_ = pool.submit(time.sleep, 300), pool.submit(os.getpid)
        with pytest.raises(LimitError, match="超过3秒没有做完"):
            slow.result(PATIENCE)
        assert next_.result(PATIENCE) != os.getpid()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not say what a process holds")
def test_a_task_that_holds_too_much_memory_is_given_up() -> None:
    with Processes(1, allowance=Allowance(0, 300)) as pool, pytest.raises(LimitError, match="内存超过300兆字节"):
        pool.submit(hold, 600).result(PATIENCE)


def test_work_in_this_process_is_kept_to_its_time() -> None:
    future = Direct(Allowance(0.5, 0)).submit(sum, (0 for _ in iter(int, 1)))
    with pytest.raises(LimitError, match=r"超过0\.5秒"):
        future.result(0)
    with kept_to(Allowance(60, 0)):
        pass
    with pytest.raises(KeyboardInterrupt), kept_to(Allowance(60, 0)):
        raise KeyboardInterrupt


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_work_of_a_program_in_the_background_that_ignores_ctrl_c_is_stopped_too() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        future = Direct(Allowance(0.5, 0)).submit(sum, (0 for _ in iter(int, 1)))
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        with kept_to(Allowance(60, 0)):
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    with pytest.raises(LimitError, match=r"超过0\.5秒"):
        future.result(0)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_check_and_build_name_the_department_that_took_too_long_and_do_the_others(tmp_path: Path) -> None:
    sources = county(tmp_path / "data", ["甲县医疗保障局", "乙县医疗保障局"])
    file = sources["甲县医疗保障局"] / "基本情况.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("报告: [", "报告: [磨, ", 1), encoding="utf-8")
    assert "磨" in file.read_text(encoding="utf-8")
    process = started(tmp_path, "build", "data", "-f", "txt", "-j", "1", "--time-limit", "12")
    _, said = process.communicate(timeout=PATIENCE * 3)
    assert process.returncode == 1
    assert "超过12秒没有做完，已停下" in said
    assert "甲县医疗保障局" in said
    assert list((tmp_path / "output" / "乙县医疗保障局").rglob("*.txt"))


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("command", ["build", "build many", "check"])
def test_ctrl_c_ends_a_run_in_the_middle_of_a_department(tmp_path: Path, command: str) -> None:
    county(tmp_path / "data", ["甲县医疗保障局", "乙县医疗保障局"] if command == "build many" else ["甲县医疗保障局"])
    name = command.split()[0]
    process = started(tmp_path, name, "data", "-t", "磨", *(["-f", "txt", "-j", "2"] if name == "build" else []))
    time.sleep(6)
    assert process.poll() is None, process.communicate()
    begin = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert time.monotonic() - begin < 5
    assert process.returncode == 1
    assert "已停止" in said
    assert "Traceback" not in said
