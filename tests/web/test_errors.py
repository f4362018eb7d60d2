"""A refusal says what is wrong, to people and to programs."""

import httpx
import pytest
from litestar import Litestar, Request, post

from backend.web.access.guards import open_to_all
from backend.web.drawing.templates import make_environment
from backend.web.errors import handlers

pytestmark = pytest.mark.anyio


@post(["/given", "/api/v1/given"], guards=[open_to_all])
async def given(request: Request) -> int:
    return len(await request.body())


ASKED = [
    ("GET", "/nowhere", 404, "There is nothing at this address."),
    ("PATCH", "/given", 405, "This address does not take PATCH."),
    ("POST", "/given", 413, "What was sent is larger than 16 MB"),
]


@pytest.mark.parametrize(("method", "path", "status", "sentence"), ASKED)
async def test_what_the_framework_refuses_is_told_in_a_sentence(
    method: str, path: str, status: int, sentence: str
) -> None:
    app = Litestar(
        [given], exception_handlers=handlers(lambda _request: make_environment("")), request_max_body_size=10
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
        page = await client.request(method, path, content=b"x" * 20)
        told = await client.request(method, f"/api/v1{path}", content=b"x" * 20)

    assert (page.status_code, told.status_code) == (status, status)
    assert sentence in page.text
    assert told.json()["detail"].startswith(sentence)


@pytest.mark.parametrize("source", ["poll-driver#poller", "span#poller", "nav#chips", "aside#drawer"])
async def test_nobody_is_alarmed_by_what_a_page_asked_for_by_itself(source: str) -> None:
    app = Litestar([given], exception_handlers=handlers(lambda _request: make_environment("")))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
        script = {"hx-request": "true"}
        by_itself = await client.get("/nowhere", headers=script | {"hx-source": source})
        pressed = await client.get("/nowhere", headers=script | {"hx-source": "a#k-1"})

    assert (by_itself.status_code, by_itself.text) == (404, "")
    assert 'hx-target="#alarms"' in pressed.text
