"""The whole application, with a program and a person who may do anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import httpx
from litestar import Litestar

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.app import create_inside, outside
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.postgres.revisions import Revisions
from backend.web.access.auth import Auth
from backend.web.drawing.views import Views
from tests.web.lifespan import running


class Whole(NamedTuple):
    app: Litestar
    client: httpx.AsyncClient  # a person signed in by cookie; a program where it sends `key`
    key: dict[str, str]
    views: Views

    async def make_books(self, **config: Any) -> None:
        """The first integration. What its third party holds outlives a test, unless the `company` is another one."""
        given = {"name": "Books", "connector": "loopback", "secrets": {"password": "loopback"}, "config": config}
        made = await self.client.post("/api/v1/integrations/", json=given, headers=self.key)
        assert made.status_code == 201, made.text

    async def hand_over(self, *keys: str) -> None:
        """Departments."""
        given = [{"kind": "department", "key": key, "body": {"name": "Sales"}} for key in keys]
        answer = await self.client.post("/api/v1/objects", json=given, headers=self.key)
        assert answer.json()["refused"] == 0, answer.text


@asynccontextmanager
async def whole(settings: Settings) -> AsyncIterator[Whole]:
    auth, views = Auth(settings), Views(Revisions(settings.database_url))
    app = create_inside(settings, auth, views)
    async with running(outside(app, settings, auth, views)) as client:
        token = await create_api_key("tests", Role.ADMIN, by="tests")
        await create_user("ada", Role.ADMIN, by="tests")
        await client.get(str(await make_link(app.state.runtime, "ada", by="tests")))
        yield Whole(app, client, {"authorization": f"Bearer {token}"}, views)
