"""The whole application, with a program and a person who may do anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

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


@asynccontextmanager
async def whole(settings: Settings) -> AsyncIterator[Whole]:
    auth, views = Auth(settings), Views(Revisions(settings.database_url))
    app = create_inside(settings, auth, views)
    async with running(outside(app, settings, auth, views)) as client:
        token = await create_api_key("tests", Role.ADMIN, by="tests")
        await create_user("ada", Role.ADMIN, by="tests")
        await client.get(str(await make_link(app.state.runtime, "ada", by="tests")))
        yield Whole(app, client, {"authorization": f"Bearer {token}"}, views)
