"""The server of a portal: it keeps one session for many fragments, and changes what they show."""

from typing import Any
from urllib.parse import urlencode

import httpx

from tests.actions.make import books
from tests.factories import drain, press
from tests.web.embeds.host import Host

STAFF = "ada@corp.example"
BADGE, PANEL = "/fragments/1/badge", "/fragments/1/panel"


def object_at(key: str) -> str:
    return f"/fragments/1/object?{urlencode({'kind': 'sales_invoice', 'key': key})}"


INVOICE = object_at("INV1")
EVERY = (BADGE, PANEL, INVOICE)


class Portal:
    """A server that keeps one session for many fragments; whoever is signed in here beside it does not count."""

    def __init__(self, host: Host, session: str) -> None:
        self.client, self.headers = host.site.client, {"x-embed": session}

    async def get(self, path: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.get(path, headers=self.headers | named)


async def holds(it: bool) -> bool:
    return it


async def changed(asked: Portal, path: str, tag: str) -> bool:
    """A view is redrawn at most twice a second."""
    answer = await asked.get(path, if_none_match=tag)
    return answer.status_code == 200 and answer.headers["etag"] != tag


async def portal(host: Host, **claims: Any) -> Portal:
    answer = await host.site.client.post("/embed/sessions", json={"token": host.sign(role="viewer", **claims)})
    assert answer.status_code == 201, answer.text
    return Portal(host, answer.json()["session"])


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    """The status and what it says to a program; no page and nothing that leads to one."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert "location" not in answer.headers
    return answer.status_code, answer.json()["detail"]


async def refuse(host: Host, *keys: str) -> None:
    """Their numbers belong to records that are not ours: each is in error."""
    for key in keys:
        there = await books(1)
        there.add(kind="sales_invoice", number=key, level="top", fields={"total": "987654.00", "customer": "RIVAL"})
    for _ in range(5):
        await press(host.runtime, 1, by=STAFF)
        await drain(host.runtime, 1)
