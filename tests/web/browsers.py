"""What people do in their browsers without a script."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from backend.actions.people.make_link import make_link
from tests.web.hidden import hidden
from tests.web.whole import Whole


async def press(client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    csrf = hidden((await client.get("/you")).text, "csrf")
    return await client.post(path, data={"csrf": csrf, **fields})


@asynccontextmanager
async def another(site: Whole, name: str) -> AsyncIterator[httpx.AsyncClient]:
    """Another browser of this person, signed in by a link."""
    async with httpx.AsyncClient(transport=site.client._transport, base_url="http://127.0.0.1:8000") as client:
        await client.get(str(await make_link(site.app.state.runtime, name, by="tests")))
        yield client
