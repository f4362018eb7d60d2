"""A small app with one route of every sort, under the same doors as the real one."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
from litestar import Litestar, Request, Router, delete, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.settings import Settings
from backend.storage.postgres.database import connection
from backend.web.access.auth import Auth, provide_client
from backend.web.access.client import Client
from backend.web.access.guards import SignInNeededError, allow, allow_ingest, open_to_all
from backend.web.access.origin import Origin
from backend.web.access.sign_in_first import ask_to_sign_in
from backend.web.drawing.templates import make_environment
from backend.web.headers import Headers
from backend.web.people.sessions import HANDLERS
from backend.web.requests.paths import Paths

HERE = "http://127.0.0.1:8000"
PASSWORD = "correct horse battery staple"


@get("/", guards=[allow(Role.VIEWER)])
async def page(client: NamedDependency[Client]) -> dict[str, str]:
    return {"name": client.name, "role": str(client.role), "csrf": client.csrf}


@post("/press", guards=[allow(Role.OPERATOR)], status_code=200)
async def press(request: Request[Any, Any, Any], client: NamedDependency[Client]) -> dict[str, Any]:
    return {"by": client.name, "fields": sorted(await request.form())}


@delete("/settings", guards=[allow(Role.ADMIN)], status_code=200)
async def change() -> str:
    return "changed"


@post("/press/{what:str}", guards=[allow(Role.ADMIN)])
async def press_one(what: FromPath[str]) -> str:
    return what


@get("/things", guards=[allow(Role.VIEWER)])
async def things(client: NamedDependency[Client]) -> str:
    return client.name


@post("/objects", guards=[allow_ingest], status_code=200)
async def ingest(client: NamedDependency[Client]) -> str:
    return client.name


@get("/broken", guards=[open_to_all])
async def broken() -> str:
    raise RuntimeError("secret inside")


class Small(msgspec.Struct):
    """The app, its doors, and a way to talk to it as a browser does."""

    litestar: Litestar
    doors: ASGIApp
    runtime: Runtime

    @asynccontextmanager
    async def browser(self, **more: Any) -> AsyncIterator[httpx.AsyncClient]:
        transport = httpx.ASGITransport(app=self.doors, raise_app_exceptions=False)  # type: ignore[arg-type]
        address = urlsplit(self.runtime.settings.url)
        base = f"{address.scheme}://{address.netloc}{self.runtime.settings.base_path}"
        async with httpx.AsyncClient(transport=transport, base_url=base, **more) as browser:
            yield browser

    @property
    def auth(self) -> Auth:
        auth: Auth = self.litestar.state.auth
        return auth


def small_app(runtime: Runtime, folder: Path, more: Sequence[Any] = ()) -> Small:
    (folder / "style.css").write_text("a {}")
    settings: Settings = runtime.settings
    static = create_static_files_router("/static", [folder], guards=[open_to_all])
    api = Router("/api/v1", route_handlers=[things, ingest])
    app = Litestar(
        [page, press, press_one, change, broken, api, static, *HANDLERS, *more],
        dependencies={
            "client": Provide(provide_client, sync_to_thread=False),
            "runtime": Provide(lambda: runtime, sync_to_thread=False),
            "env": Provide(lambda: make_environment(settings.base_path), sync_to_thread=False),
        },
        exception_handlers={SignInNeededError: ask_to_sign_in},
        openapi_config=None,
    )
    app.state.auth = Auth(settings)
    doors = Headers(Paths(Origin(app, settings), settings.base_path), secure=settings.secure)
    return Small(app, doors, runtime)


async def sign_in(small: Small, browser: httpx.AsyncClient, name: str, role: Role = Role.OPERATOR) -> str:
    """A person of this name and role, signed in with this browser; gives the session's form token."""
    assert isinstance(await create_user(name, role, by="test", password=PASSWORD), int)
    await open_link(small, browser, name)
    csrf: str = (await browser.get("/")).json()["csrf"]
    return csrf


async def open_link(small: Small, browser: httpx.AsyncClient, name: str) -> httpx.Response:
    link = await make_link(small.runtime, name, by="test")
    assert isinstance(link, str)
    return await browser.get(link)


async def new_key(name: str, role: str) -> dict[str, str]:
    token = await create_api_key(name, role, by="test")
    assert isinstance(token, str)
    return {"authorization": f"Bearer {token}"}


async def audited() -> list[tuple[str, str, str]]:
    async with connection() as open_connection:
        rows = await open_connection.fetch("SELECT actor, action, subject FROM audit ORDER BY id")
    return [tuple(row) for row in rows]
