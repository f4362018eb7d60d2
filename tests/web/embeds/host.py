"""The host of an embed: a key of its own, the tokens that it signs, and the frames that it opens."""

import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import jwt
import msgspec

from backend.actions.embeds.create_embed_key import create_embed_key
from backend.runtime import Runtime
from backend.settings import Settings
from tests.actions.make import customer, department, invoice
from tests.factories import make_integration, receive
from tests.web.whole import Whole, whole

ORIGIN = "https://portal.example"
ROWS = "/integrations/1/rows"
OBJECTS = "/integrations/1/objects"


class Host:
    def __init__(self, site: Whole, secret: str) -> None:
        self.site, self.secret = site, secret

    @property
    def runtime(self) -> Runtime:
        runtime: Runtime = self.site.app.state.runtime
        return runtime

    def sign(self, **claims: Any) -> str:
        """A good token, but for what is given; None: without it."""
        return jwt.encode(claims_with(**claims), self.secret, algorithm="HS256")

    async def open(self, token: str, size: str = "full") -> httpx.Response:
        return await self.site.client.post("/embed/sessions", json={"token": token, "size": size})

    async def frame(self, size: str = "full", **claims: Any) -> "Frame":
        answer = await self.open(self.sign(**claims), size)
        assert answer.status_code == 201, answer.text
        return Frame(self.site.client, answer.json()["session"])


class Frame:
    """Asks as the frame's script does, whoever else is signed in in this browser."""

    def __init__(self, client: httpx.AsyncClient, session: str) -> None:
        self.client, self.headers = client, {"x-embed": session, "hx-request": "true"}

    async def get(self, path: str) -> httpx.Response:
        return await self.client.get(path, headers=self.headers)

    async def post(self, path: str, **fields: Any) -> httpx.Response:
        return await self.client.post(path, data=fields, headers=self.headers)


def claims_with(**claims: Any) -> dict[str, Any]:
    """A `timedelta` is a time from now."""
    now = time.time()
    good = {"iss": "portal", "aud": "embed", "jti": uuid.uuid4().hex, "nbf": now, "exp": now + 300}
    good |= {"role": "operator", "integration": 1}
    given = {name: _moment(now, value) for name, value in claims.items()}
    return {name: value for name, value in (good | given).items() if value is not None}


def _moment(now: float, value: Any) -> Any:
    return now + value.total_seconds() if isinstance(value, timedelta) else value


@asynccontextmanager
async def hosted(settings: Settings, role: str = "operator") -> AsyncIterator[Host]:
    """Two integrations with departments and a customer of the whole company, and an invoice of entity 100."""
    settings = msgspec.structs.replace(settings, embed_origins=frozenset({ORIGIN}))
    async with whole(settings) as site:
        runtime = site.app.state.runtime
        await make_integration(runtime)
        await make_integration(runtime)
        await receive(runtime, department("D1"), department("D2"), customer("C1"), invoice("INV1", entity="100"))
        secret = await create_embed_key(runtime, "portal", role, by="tests")
        assert isinstance(secret, str)
        yield Host(site, secret)
