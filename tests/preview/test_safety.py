"""Only this machine's own browser with this start's token is answered; nothing outside the folder is read; no script runs."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from tests.examples import SHILI
from tests.preview.conftest import Running, changed, eventually, finish, open_draft, start

pytestmark = pytest.mark.browser

JSON = "application/json"
OTHERS = ("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", "[::1]:{port}", "")


def test_without_the_token_there_is_no_page(preview: Running) -> None:
    for path in (
        "/",
        "/api/rows",
        "/events",
        "/static/preview.js",
        "/static/preview.css",
        f"/d/{preview.ids['贡井/2020']}",
        "/x",
    ):
        refused = preview.ask(path, known=False)
        assert refused.status == 403, path
        assert "没有权限" in refused.text
    for wrong in ("x", preview.key()[:-1], preview.key() + "a", preview.token, "%00", "错"):
        assert preview.ask("/", known=False, Cookie=f"gongkai-{preview.port}={wrong}".encode().decode("latin-1")).status == 403
    assert preview.ask("/?token=wrong", known=False).status == 403
    assert preview.ask("/").status == 200


def test_the_token_is_changed_once_for_a_cookie_that_no_script_reads(tmp_path: Path) -> None:
    shutil.copytree(SHILI, tmp_path / "示例" / "2023")
    running = start(tmp_path / "示例")
    try:
        first = running.ask(f"/?token={running.token}", known=False)
        assert (first.status, first.headers["location"]) == (303, "/")
        cookie = first.headers["set-cookie"]
        assert running.token not in cookie
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert first.headers["referrer-policy"] == "no-referrer"
        running.cookie = cookie.partition("=")[2].partition(";")[0]
        assert running.ask("/").status == 200
        again = running.ask(f"/?token={running.token}", known=False)
        assert again.status == 403
        assert "只能用一次" in again.text
        assert "set-cookie" not in again.headers
        assert running.process.stdout
        fresh = running.process.stdout.readline().strip().partition("token=")[2]
        assert len(fresh) >= 32
        assert running.ask(f"/?token={fresh}", known=False).status == 303
        assert running.ask(f"/?token={fresh}").status == 303, "the browser that is in already comes in again"
    finally:
        finish(running)


def test_a_half_open_connection_and_nonsense_are_ended_in_chinese(preview: Running) -> None:
    with (
        socket.create_connection(("127.0.0.1", preview.port), 30) as half,
        socket.create_connection(("127.0.0.1", preview.port), 30) as body,
        socket.create_connection(("127.0.0.1", preview.port), 30) as nonsense,
    ):
        half.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\nX-A: ".encode())
        head = f"Host: 127.0.0.1:{preview.port}\r\nOrigin: {preview.base}\r\nCookie: gongkai-{preview.port}={preview.key()}"
        body.sendall(
            f"POST /api/build HTTP/1.1\r\n{head}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{{".encode()
        )
        nonsense.sendall(b"\x16\x03\x01\x00\xff nonsense\r\n\r\n")
        assert "请求不对" in b"".join(iter(lambda: nonsense.recv(4096), b"")).decode()
        begin = time.monotonic()
        for one in (half, body):
            with contextlib.suppress(ConnectionResetError):
                while one.recv(4096):
                    pass
        assert time.monotonic() - begin < 20
    assert preview.ask("/").status == 200


def test_every_start_has_a_token_of_its_own(preview: Running, tmp_path: Path) -> None:
    other = start(preview.folder / "贡井" / "2020")
    assert other.key() != preview.key()
    finish(other)
    assert len(other.token) >= 32
    assert other.token != preview.token


@pytest.mark.parametrize("host", OTHERS)
def test_another_host_name_is_refused_even_with_the_token(preview: Running, host: str) -> None:
    assert preview.ask("/api/rows", host=host.format(port=preview.port)).status in (400, 403)
    assert preview.ask("/api/rows", host=f"localhost:{preview.port}").status == 200


def test_a_request_from_another_page_is_refused(preview: Running) -> None:
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{preview.port}", "http://127.0.0.1:1"):
        assert preview.ask("/api/rows", Origin=origin).status == 403, origin
    assert preview.ask("/api/rows", Origin=preview.base).status == 200


def test_whatever_is_not_a_get_needs_its_origin(preview: Running) -> None:
    body = json.dumps({"d": preview.ids["贡井/2020"], "r": "", "formats": ["docx"]})
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        assert preview.ask("/api/build", method, body, Content_Type=JSON).status == 403, method
    assert preview.ask("/api/build", "POST", body, Content_Type="text/plain", Origin=preview.base).status == 415
    assert preview.ask("/api/build", "DELETE", Origin=preview.base).status == 405


def test_it_listens_on_the_loopback_address_alone(preview: Running) -> None:
    with socket.create_connection(("127.0.0.1", preview.port), 2):
        pass
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", preview.port), 2):
        pass
    with pytest.raises(OSError), socket.create_connection(("::1", preview.port), 2):
        pass


def test_every_answer_carries_the_strict_headers(preview: Running) -> None:
    draft = f"/d/{preview.ids['贡井/2020']}"
    for path, known in (
        ("/", True),
        (draft, True),
        ("/static/preview.js", True),
        ("/api/rows", True),
        ("/x", True),
        ("/", False),
    ):
        headers = preview.ask(path, known=known).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/..%2fguard.py",
        "/static/%2e%2e/guard.py",
        "/static/..%5cguard.py",
        "/static/overview.html",
        "/static//etc/passwd",
        "/d/../../etc/passwd",
        "/d/..%2f..%2fetc%2fpasswd",
        "/d/%E5%8C%BB%E4%BF%9D",
        "/d/%FF%00",
        "/style/x/../../paper.css",
        "/style/{id}/..%2fpaper.css",
        "/files/x/0",
        "/files/..%2f..%2fetc/0",
        "/files/x/-1",
        "/api/source?d={id}&r=../../x&v=1&b=0&n=0",
        "/api/source?d={id}&v=x&b=0&n=0",
        "/events?d=../..",
    ],
)
def test_no_address_leads_out_of_the_folder(preview: Running, path: str) -> None:
    answer = preview.ask(path.format(id=preview.ids["贡井/2020"]))
    assert answer.status in (400, 404)
    assert "root:" not in answer.text
    assert "import" not in answer.text
    assert "Traceback" not in answer.text


def test_a_wrong_build_is_refused_in_chinese(preview: Running) -> None:
    one = preview.ids["贡井/2020"]
    for body in ("", "[]", "{}", "nonsense", json.dumps({"d": one, "r": "x", "formats": ["exe"]}), "[" * 2000):
        answer = preview.ask("/api/build", "POST", body, Content_Type=JSON, Origin=preview.base)
        assert answer.status in (400, 404), body
        assert not answer.text.isascii()
    long = json.dumps({"d": one, "r": "x" * 9000, "formats": ["pdf"]})
    assert preview.ask("/api/build", "POST", long, Content_Type=JSON, Origin=preview.base).status == 413


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_not_read(preview: Running, page: Any, tmp_path: Path) -> None:
    secret = tmp_path / "秘密.yaml"
    secret.write_text("年度: 2023\n部门: {全称: 秘密单位}\n暗号: 芝麻开门\n", encoding="utf-8")
    folder = preview.folder / "链接局" / "2023"
    folder.mkdir(parents=True)
    (folder / "数据.yaml").symlink_to(secret)
    eventually(lambda: "链接局/2023" in preview.ask("/api/rows").text)
    row = next(row for row in json.loads(preview.ask("/api/rows").text)["rows"] if row["label"] == "链接局/2023")
    assert "秘密" not in str(row)
    page.goto(f"{preview.base}/d/{row['id']}")
    page.wait_for_selector("#problem:not([hidden])")
    assert "通到别处的链接" in page.inner_text("#problem")
    assert "芝麻" not in page.content()
    (folder / "数据.yaml").unlink()


def test_what_a_template_prints_runs_no_script_in_the_page(preview: Running, page: Any, faults: list[str]) -> None:
    open_draft(page, preview)
    page.evaluate(
        """() => { window.ran = 0;
        const box = document.getElementById('host').shadowRoot.querySelector('.report');
        box.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran=1"><script>window.ran=1</'
          + 'script><p style="position:fixed" onclick="window.ran=1" id="evil">x</p><iframe src="https://example.com"></iframe>');
        const script = document.createElement('script'); script.textContent = 'window.ran = 1'; box.append(script); }"""
    )
    page.locator("#evil").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") == 0
    assert (
        page.evaluate("getComputedStyle(document.getElementById('host').shadowRoot.getElementById('evil')).position") == "static"
    )
    assert any("inline event handler violates" in fault for fault in faults)
    faults.clear()


def test_text_that_looks_like_markup_is_text_in_the_draft(preview: Running, page: Any) -> None:
    file = preview.folder / "医保 局" / "2024" / "文字.yaml"
    with changed(file, "组织落实。", "<script>window.ran=1</script><b onclick=alert(1)>&amp;。"):
        page.goto(f"{preview.base}/d/{preview.ids['医保 局/2024']}")
        page.wait_for_selector("body[data-version], body[data-problem]", timeout=30000)
        shown = page.locator("#host .report").text_content()
        assert "<script>" in shown
        assert page.evaluate("window.ran") is None
        assert page.locator("#host script, #host [onclick]").count() == 0
