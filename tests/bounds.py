"""A command run as a user runs it, with no more memory and processor time than a test allows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MEMORY = 2 * 1024**3
"""Bytes of address space."""
_RUN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds} + 5))
from generator.cli import main
sys.exit(main(sys.argv[1:]))
"""
needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="只有 Linux 限得住进程的内存")


def bounded(*arguments: object, seconds: int, memory: int = MEMORY) -> subprocess.CompletedProcess[str]:
    """The command line with these arguments. It is killed by the system when it goes beyond its seconds of processor time."""
    code = _RUN.format(memory=memory, seconds=seconds)
    command = [sys.executable, "-c", code, *map(str, arguments)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20 * seconds, check=False)
    assert ran.returncode in (0, 1, 2), ran.stderr[-3000:]
    assert "Traceback" not in ran.stderr, ran.stderr[-3000:]
    return ran
