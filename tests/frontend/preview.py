"""The screens on sample data, under the strict policy: `python -m tests.frontend.preview [PORT]`."""

import asyncio
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from mimetypes import guess_type
from typing import Any
from urllib.parse import parse_qs, unquote

import msgspec
import uvicorn
from msgspec.structs import replace

from backend.domain.grid.layout import Layout
from backend.domain.roles import Role
from backend.domain.status import Phase, Status
from backend.domain.syncs.verbs import Verb, left_out
from backend.storage.screens.news import News
from backend.storage.screens.objects.neighbours import Neighbours
from backend.storage.screens.objects.tried import Tried
from backend.storage.screens.values import GridRow
from backend.web.drawing.drawn_rows import ShownPage
from backend.web.drawing.notices import Notice
from backend.web.drawing.templates import draw, make_environment
from backend.web.objects.screen import NOT_OPEN
from backend.web.people.choices import Choices
from tests.frontend import sample
from tests.frontend.filters import SampleFilter
from tests.frontend.shown import drawer

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Answer = tuple[int, str, dict[str, str]]


@dataclass
class Preview:
    """One made-up integration; tests change its fields between requests."""

    base: str = ""
    url: str = ""  # where it listens, base path included
    rows: list[GridRow] = field(default_factory=sample.make_rows)
    revision: int = 1
    choices: Choices = field(default_factory=Choices)
    layout: Layout = field(default_factory=Layout)
    role: Role = Role.OPERATOR
    undo: int = 10
    down: bool = False  # answers as a broken proxy would
    slow: dict[str, float] = field(default_factory=dict)  # part of the query → seconds
    health: Any = field(default_factory=sample.make_health)
    news: News | None = None
    currencies: int = 1
    integration: Any = field(default_factory=sample.make_integration)
    presses: list[dict[str, list[str]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.env = make_environment(self.base)
        self.routes = [
            (r"GET /", self.first),
            (r"GET /sign-in", self.sign_in),
            (r"GET /errors/(\d+)", self.error),
            (r"GET /integrations/1/objects", self.index),
            (r"GET /integrations/1/objects/([a-z_]+)/([^/]+)", self.show),
            (r"GET /integrations/1/rows", self.poll),
            (r"GET /integrations/1/chips", self.chips),
            (r"GET /integrations/1/drawer/([a-z_]+)/([^/]+)", self.drawer),
            (r"POST /integrations/1/plans", self.plan),
            (r"POST /integrations/1/syncs", self.press),
            (r"POST /integrations/1/(?:retries|adoptions|looks|creations|numbers)", self.retry),
        ]

    def change(self, rows: list[GridRow]) -> None:
        self.revision += 1
        self.rows = rows

    # Pages

    def first(self, **_: Any) -> Answer:
        return 303, "", {"location": self.base + "/integrations/1/objects"}

    def index(self, *, query: str, **_: Any) -> Answer:
        return self.drawn("objects/index.html", query, **NOT_OPEN)

    def show(self, kind: str, key: str, *, query: str, **_: Any) -> Answer:
        return self.drawn("objects/show.html", query, **self.opened(kind, key, query))

    def drawer(self, kind: str, key: str, *, query: str, **_: Any) -> Answer:
        return self.drawn("objects/drawer.html", query, **self.opened(kind, key, query))

    def opened(self, kind: str, key: str, query: str) -> dict[str, Any]:
        row = next(row for row in self.rows if (row.kind, row.key) == (kind, unquote(key)))
        tab, listed = parse_qs(query).get("tab", ["overview"])[0], SampleFilter.read(query).pick(self.rows)
        at = listed.index(row) if row in listed else -1
        beside = Neighbours(listed[at - 1] if at > 0 else None, listed[at + 1] if row in listed[:-1] else None)
        return NOT_OPEN | drawer.believable(row) | {"beside": beside, "tab": tab}

    def sign_in(self, *, query: str, **_: Any) -> Answer:
        problem = "This link was used already. Sign in with your password." if "spent" in query else ""
        form = {"next": "/", "name": "", "problem": problem}
        return 200, draw(self.env, "sessions/new.html", **self.nobody(), **form), {}

    def error(self, code: str, **_: Any) -> Answer:
        said = {"title": "Not here", "sentence": f"There is no such object. {sample.HOSTILE}", "request_id": "01J9"}
        return int(code), draw(self.env, "errors/page.html", **self.nobody(), status_code=int(code), **said), {}

    def nobody(self) -> dict[str, Any]:
        return {"integration": None, "integrations": [], "person": None, "csrf": "c", "choices": self.choices}

    # Fragments

    def poll(self, *, query: str, **_: Any) -> Answer:
        if parse_qs(query).get("rev") == [str(self.revision)]:
            return 204, "", {}
        status, html, headers = self.drawn("objects/rows.html", query)
        return status, html, headers | {"hx-trigger": "changed"}

    def chips(self, *, query: str, **_: Any) -> Answer:
        return self.drawn("objects/list/_chips.html", query)

    def plan(self, *, form: dict[str, list[str]], **_: Any) -> Answer:
        return 200, draw(self.env, "objects/bar/_bar.html", integration=self.integration, plan=self.planned(form)), {}

    def press(self, *, form: dict[str, list[str]], htmx: bool, **_: Any) -> Answer:
        self.presses.append(form)
        plan, verb = self.planned(form), Verb(form["verb"][0])
        number = plan.force if verb is Verb.FORCE_SYNCHRONIZE else plan.synchronize
        if form.get(f"expect_{verb}", [str(number)]) != [str(number)]:
            told = {"said": Notice("warn", "Meanwhile something changed: look at the numbers again.")}
            drawn = draw(self.env, "syncs/refused.html", integration=self.integration, **told)
            return 409, drawn, {"hx-trigger": "poll, plan"}
        ids = {row.id for row in self.chosen(form) if left_out(row.status, verb, row.park) is None}
        self.change([queued(row, self.revision) if row.id in ids else row for row in self.rows])
        if not htmx:
            return 303, "", {"location": self.base + "/integrations/1/objects"}
        until = datetime.now(UTC) + timedelta(seconds=self.undo)
        said = {"said": Notice("good", f"{len(ids)} queued", sync=7, undo_until=until), "csrf": "c0ffee"}
        said["plan"] = self.planned(form)
        return (
            201,
            draw(self.env, "syncs/create.html", integration=self.integration, **said),
            {"hx-trigger": "poll"},
        )

    def retry(self, *, form: dict[str, list[str]], **_: Any) -> Answer:
        self.presses.append(form)
        return 201, draw(self.env, "resolve/create.html", sentence="Due now."), {"hx-trigger": "poll"}

    # What they are made of

    def chosen(self, form: dict[str, list[str]]) -> list[GridRow]:
        ids = set(form.get("object", []))
        return [row for row in self.rows if str(row.id) in ids]

    def planned(self, form: dict[str, list[str]]) -> Any:
        rows = self.chosen(form)
        if not rows:
            return None
        sent = {verb: [row for row in rows if left_out(row.status, verb, row.park) is None] for verb in Verb}
        stay = [row for row in rows if all(row not in some for some in sent.values())]
        why_out = [str(left_out(row.status, Verb.FORCE_SYNCHRONIZE, row.park)) for row in stay]
        example = {why: row.key for why, row in zip(why_out, stay, strict=True)}
        return sample.make_plan(
            selected=len(rows),
            synchronize=len(sent[Verb.SYNCHRONIZE]),
            force=len(sent[Verb.FORCE_SYNCHRONIZE]),
            left_out=[(why, why_out.count(why), key) for why, key in example.items()],
            waits=[(row.key, "customer", "HUNGO", Status.NOT_INTEGRATED) for row in rows if "HUNGO is" in row.message],
            waiting=1,
            both=None,
            worker_down=not self.health.workers,
        )

    def drawn(self, name: str, query: str, **more: Any) -> Answer:
        wanted = SampleFilter.read(query)
        rows = wanted.pick(self.rows)
        context = {
            "integration": self.integration,
            "integrations": [self.integration],
            "person": sample.make_person(self.role),
            "csrf": "c0ffee",
            "filter": wanted,
            "zone": "Europe/Berlin",
            "layout": self.layout,
            "choices": self.choices,
            "saved": sample.SAVED,
            "kinds": sample.KINDS,
            "entities": ["100", "200", "300"],
            "health": self.health,
            "news": self.news,
            "line": self.health.line,
            "page": self.page_of(rows, wanted),
            "currencies": self.currencies,
            "chips": sample.make_chips(wanted.pick(self.rows, status=False)),
            "rev": str(self.revision),
            "plan": None,
            "notice": None,
        }
        return 200, draw(self.env, name, **context | more), {}

    def page_of(self, rows: list[GridRow], wanted: SampleFilter) -> ShownPage:
        page = sample.make_page(rows, after=wanted.after, hiding=wanted.hiding(self.rows))
        page = replace(page, tried={row.id: Tried(1, False, "demo") for row in rows} if self.layout.told else {})
        return sample.with_own(page) if self.layout.own else page

    # ASGI

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        path = scope["raw_path"].decode().removeprefix(self.base)
        query = scope["query_string"].decode()
        self.asked.append(f"{scope['method']} {path}?{query}")
        await asyncio.sleep(next((seconds for part, seconds in self.slow.items() if part in f"{path}?{query}"), 0))
        if path.startswith("/static/"):
            await self.send_file(path, send)
            return
        form = parse_qs((await read(receive)).decode())
        status, html, headers = self.answer(scope, path, query, form)
        await reply(send, status, html.encode(), "text/html; charset=utf-8", headers | {"cache-control": "no-store"})

    def answer(self, scope: Any, path: str, query: str, form: dict[str, list[str]]) -> Answer:
        if self.down:
            return 502, "<html><title>502</title><h1>Bad gateway</h1></html>", {}
        for pattern, handler in self.routes:
            if found := re.fullmatch(pattern, f"{scope['method']} {path}"):
                return handler(*found.groups(), query=query, form=form, htmx=b"hx-request" in dict(scope["headers"]))
        return self.error("404")

    async def send_file(self, path: str, send: Any) -> None:
        _, _, wanted_hash, name = path.split("/", 3)
        file = self.env.globals["static_path"](wanted_hash, name)  # type: ignore[operator]
        kind = guess_type(name)[0] or "text/plain"
        await reply(send, 200 if file else 404, file.read_bytes() if file else b"", kind, {})


def queued(row: GridRow, revision: int) -> GridRow:
    now_pending = {"status": Status.PENDING, "phase": Phase.IDLE, "message": "", "fail_count": 0}
    return msgspec.structs.replace(row, revision=revision * 100_000 + row.id, **now_pending)


async def read(receive: Any) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


async def reply(send: Any, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
    given = {"content-type": kind, "content-security-policy": POLICY, "x-content-type-options": "nosniff"} | headers
    pairs = [(name.encode(), value.encode()) for name, value in given.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    uvicorn.run(Preview(), port=int([*sys.argv, "8799"][1]), log_level="warning", access_log=False)
