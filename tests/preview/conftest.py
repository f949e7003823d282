"""What the tests of the preview share: a running preview of real data in a folder of its own, and a real browser."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.examples import GONGJING, SHILI

RUN = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 60.0


@dataclass
class Answer:
    """Status, headers (lower case) and text of a raw answer."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Running:
    """A preview in a process of its own."""

    process: subprocess.Popen[str]
    address: str
    folder: Path
    cookie: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def key(self) -> str:
        """What the cookie holds: got once for the token of the address."""
        if not self.cookie:
            given = self.ask(f"/?token={self.token}", known=False).headers["set-cookie"]
            self.cookie = given.partition("=")[2].partition(";")[0]
        return self.cookie

    def show(self, page: Any) -> None:
        """Open it in a browser, which is let in as the first one was."""
        page.context.add_cookies([{"name": f"gongkai-{self.port}", "value": self.key(), "url": self.base}])
        page.goto(self.base)

    def ask(
        self, path: str, method: str = "GET", body: str = "", known: bool = True, host: str | None = None, **headers: str
    ) -> Answer:
        """A raw request, with the cookie where it is known to the server."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        if known:
            connection.putheader("Cookie", f"gongkai-{self.port}={self.key()}")
        if body:
            connection.putheader("Content-Length", str(len(body.encode())))
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body.encode() if body else None)
        answer = connection.getresponse()
        found = Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode("utf-8", "replace"))
        connection.close()
        return found

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


def start(source: Path, *options: str, **environment: str) -> Running:
    """A preview of a source, ready to answer; started beside its source, so that no `output` of the checkout is seen."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "preview", str(source), "--no-browser", *options],
        cwd=source.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **environment, "PYTHONUTF8": "1"},
    )
    assert process.stdout
    return Running(process, process.stdout.readline().strip(), source)


def finish(running: Running) -> None:
    """End a preview, whatever it does."""
    if running.process.poll() is None:
        running.process.terminate()
    running.process.communicate(timeout=20)


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview of two departments, in a folder with a space and Chinese in its name."""
    folder = tmp_path_factory.mktemp("看稿") / "全县 部门"
    shutil.copytree(SHILI.parent, folder / "医保 局")
    shutil.copytree(GONGJING.parent, folder / "贡井")
    running = start(folder)
    rows = json.loads(running.ask("/api/rows").text)["rows"]
    running.ids = {row["label"]: row["id"] for row in rows}
    yield running
    finish(running)


@pytest.fixture
def faults() -> list[str]:
    """What a page complained of; none may be left at the end of a test."""
    return []


@pytest.fixture
def page(browser: Any, preview: Running, faults: list[str]) -> Iterator[Any]:
    """A page that has been let in; errors of its script and its policy fail the test."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    preview.show(page)
    yield page
    context.close()
    assert faults == []


@contextmanager
def changed(file: Path, pattern: str, new: str) -> Iterator[str]:
    """The first match of a pattern in a file replaced, for as long as the block lasts; gives the former text."""
    old = file.read_text(encoding="utf-8")
    text = re.sub(pattern, new, old, count=1)
    assert text != old, f"“{pattern}” is not in {file}"
    file.write_text(text, encoding="utf-8")
    try:
        yield old
    finally:
        file.write_text(old, encoding="utf-8")


def open_draft(page: Any, running: Running, label: str = "医保 局/2023", report: str = "tongyong-juesuan") -> None:
    """Show a draft, checked."""
    page.goto(f"{running.base}/d/{running.ids[label]}?r={report}")
    page.wait_for_selector("body[data-version]", timeout=PATIENCE * 1000)
    page.wait_for_selector("body[data-found]", timeout=PATIENCE * 1000)


def eventually(true: Any, seconds: float = 20.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
