"""The addresses of the preview: pages, their streams, where a figure comes from, builds and downloads."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from generator.model.numerals import chinese
from generator.preview.drafts import Draft
from generator.preview.hub import OpenPage
from generator.preview.scope import ScopeEntry
from generator.preview.session import Session
from generator.writers.formats import FORMATS

STATIC = Path(__file__).parents[1] / "static"
KINDS = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
MAX_BODY = 4096
MAX_STEPS = 60
MAX_PIECES = 100_000


def application(session: Session) -> Starlette:
    """The application of one preview."""

    def with_session(answer: Callable[[Session, Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            return await answer(session, request)

        return answered

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        session.open()
        yield
        session.close()

    gets = {
        "/": _overview_page,
        "/d/{entry}": _draft_page,
        "/static/{name}": _static,
        "/style/{entry}/{sheet}": _style,
        "/events": _events,
        "/api/rows": _rows,
        "/api/source": _source,
        "/files/{job}/{number:int}": _file,
    }
    routes = [Route(path, with_session(answer), methods=["GET"]) for path, answer in gets.items()]
    routes.append(Route("/api/build", with_session(_build), methods=["POST"]))
    handlers: dict[Any, Any] = {HTTPException: _failed, Exception: _broken}
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers=handlers)


async def _overview_page(session: Session, request: Request) -> Response:
    return _page("overview.html")


async def _draft_page(session: Session, request: Request) -> Response:
    _entry(session, request.path_params["entry"])
    return _page("draft.html", {"<!-- formats -->": _format_buttons()})


def _page(name: str, parts: Mapping[str, str] | None = None) -> Response:
    """A page; parts: what stands in place of its comments."""
    text = (STATIC / name).read_text(encoding="utf-8")
    for comment, markup in (parts or {}).items():
        text = text.replace(comment, markup)
    return Response(text, media_type="text/html; charset=utf-8")


def _format_buttons() -> str:
    """The buttons of the formats that the preview offers, and one for all of them."""
    offered = {name: form.label for name, form in FORMATS.items() if form.label}
    buttons = {**offered, ",".join(offered): f"{'两' if len(offered) == 2 else chinese(len(offered))}样都要"}
    return "\n".join(f'<button type="button" data-formats="{names}">{escape(label)}</button>' for names, label in buttons.items())


async def _static(session: Session, request: Request) -> Response:
    name = request.path_params["name"]
    file = next((file for file in STATIC.iterdir() if file.name == name and file.suffix in (".css", ".js", ".svg")), None)
    if file is None:
        raise HTTPException(404)
    return Response(file.read_bytes(), media_type=KINDS[file.suffix])


async def _style(session: Session, request: Request) -> Response:
    """The sheet of a report: `paper.css` for the report itself, `page.css` for the pages that it is printed on."""
    sheet = _draft(session, request).made.styles.get(request.path_params["sheet"])
    if sheet is None:
        raise HTTPException(404)
    return Response(sheet, media_type="text/css")


async def _events(session: Session, request: Request) -> Response:
    one = request.query_params.get("d", "")
    page = OpenPage(one, request.query_params.get("r", ""))
    entry = _entry(session, one) if one else None
    session.welcome(page, entry)
    return StreamingResponse(session.hub.stream(page), media_type="text/event-stream")


async def _rows(session: Session, request: Request) -> Response:
    overview = session.overview
    title = session.scope.given.resolve().name
    return JSONResponse({"folder": title, "rows": list(overview.rows.values()), "waiting": overview.waiting})


async def _source(session: Session, request: Request) -> Response:
    draft = _draft(session, request)
    query = request.query_params
    try:
        version, piece, figure = (int(query.get(key, "")) for key in "vbn")
        steps = [int(step) for step in query.get("p", "").split(".") if step]
    except ValueError:
        raise HTTPException(400) from None
    if version != draft.version:
        raise HTTPException(409, "稿子刚刚更新，请再点一次")
    if not 0 <= piece < MAX_PIECES or len(steps) > MAX_STEPS:
        raise HTTPException(404)
    found = await session.drafts.source(draft, query.get("r", ""), piece, figure, steps)
    if found is None:
        raise HTTPException(404, "这个数没有出处")
    return JSONResponse(found)


async def _build(session: Session, request: Request) -> Response:
    if request.headers.get("content-type", "").split(";")[0] != "application/json":
        raise HTTPException(415)
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY:
                raise HTTPException(413)
    except ClientDisconnect:
        raise HTTPException(400) from None
    try:
        asked = json.loads(body)
        one, report, formats = str(asked["d"]), str(asked["r"]), tuple(str(kind) for kind in asked["formats"])
        draft, purpose = bool(asked.get("draft")), str(asked.get("purpose", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise HTTPException(400) from None
    entry = _entry(session, one)
    made = session.drafts.drafts.get((one, report)) or session.drafts.drafts.get((one, ""))
    if made is None or not formats or not set(formats) <= set(FORMATS) or len(formats) > len(FORMATS):
        raise HTTPException(400, "现在没有可以生成的稿子，或没有这种格式")
    job = session.jobs.start(entry, report or made.made.pack, tuple(dict.fromkeys(formats)), draft, purpose[:20])
    return JSONResponse({"job": job.id})


async def _file(session: Session, request: Request) -> Response:
    job = session.jobs.jobs.get(request.path_params["job"])
    number = request.path_params["number"]
    if job is None or not number < len(job.files):
        raise HTTPException(404, "这个文件已经不在了，请重新生成")
    path, kind, _ = job.files[number]
    try:
        data = path.read_bytes()
    except OSError:
        raise HTTPException(404, "这个文件已经不在了，请重新生成") from None
    form = FORMATS[kind]
    inline = form.pages == "fixed" and "inline" in request.query_params
    headers = {"content-disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(path.name, safe='')}"}
    if inline:  # the browser's own viewer needs styles of its own
        headers["content-security-policy"] = "default-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    return Response(data, media_type=form.media_type, headers=headers)


def _entry(session: Session, one: str) -> ScopeEntry:
    entry = session.overview.entries.get(one)
    if entry is None:
        raise HTTPException(404, "没有这个部门年度")
    return entry


def _draft(session: Session, request: Request) -> Draft:
    query = request.query_params
    draft = session.drafts.drafts.get((request.path_params.get("entry") or query.get("d", ""), query.get("r", "")))
    if draft is None:
        raise HTTPException(404, "还没有这份稿子")
    return draft


WORDS = {400: "请求不对", 404: "没有这一页", 405: "不能这样请求", 413: "内容太长", 415: "请求的格式不对"}


async def _failed(request: Request, error: HTTPException) -> Response:
    own = error.detail if not error.detail.isascii() else WORDS.get(error.status_code, "请求不对")
    return PlainTextResponse(own, error.status_code)


async def _broken(request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"程序出错：{type(error).__name__}", 500)
