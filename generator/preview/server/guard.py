"""Who may see a page: this machine's own browser with this start's token, asking under the page's own name.

Every request: Host is the loopback address (a name that an attacker points at 127.0.0.1 is not), Origin the page's own
where it is stated (and all but GET and HEAD must state it), and the secret in the cookie. A token comes in by a
printed address, once: it is changed for a cookie that scripts cannot read, and is worth nothing from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.preview.server.tokens import Tokens

SAFE = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""No script, style, picture or address from anywhere but this program, and none inside the markup."""
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """The application behind the checks. hosts: what Host may say, such as `127.0.0.1:8000`.

    again: called where an address is opened a second time, so that the person gets a new one.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens, port: int, again: Callable[[], None]) -> None:
        self.app = app
        self.tokens = tokens
        self._again = again
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self.cookie = f"gongkai-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, refused or passed on; the answer carries the headers either way."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._answer(scope)
        await (answer or self.app)(scope, receive, guarded)

    def _answer(self, scope: Scope) -> Response | None:
        """What is said instead of the page; None where all is right."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self.hosts or len(headers.getlist("host")) != 1:
            return _refused("地址不对：请用启动时打印的地址打开。")
        origin = headers.get("origin")
        if origin is not None and origin not in [f"http://{host}" for host in self.hosts]:
            return _refused("这个请求来自别的网页，不接受。")
        if scope["method"] not in SAFE and origin is None:
            return _refused("这个请求没有说来自哪个网页，不接受。")
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        known = self.tokens.is_secret(_cookie(headers.get("cookie", ""), self.cookie))
        if given and scope["path"] == "/" and scope["method"] == "GET":
            if self.tokens.take(given) or known:
                answer = RedirectResponse("/", 303)
                answer.set_cookie(self.cookie, self.tokens.secret, httponly=True, samesite="strict", path="/")
                return answer
            if self.tokens.was_used(given):
                self._again()
                return _refused("这个地址只能用一次，已经用过了。新的地址印在启动预览的窗口里，用它打开。")
        if not known:
            return _refused("没有权限：请用启动时打印的完整地址打开（里面有本次的口令）。")
        return None


def _refused(text: str) -> Response:
    return PlainTextResponse(text, 403)


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
