"""The way out: what certainly did not leave, what may have, and the limits."""

import asyncio
import ssl
from datetime import timedelta

import httpx
import pytest

from backend.connectors.http import (
    FOREIGN,
    LARGEST_ANSWER,
    NOTHING_LEFT,
    Answer,
    NoAnswer,
    _no_answer,
    call,
    shared_client,
)
from tests.connectors.gateway import listening, page, serving

pytestmark = pytest.mark.anyio

CERTAIN = {"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol"}


def httpx_exceptions() -> list[type[Exception]]:
    every = [getattr(httpx, name) for name in httpx.__all__]
    return [each for each in every if isinstance(each, type) and issubclass(each, Exception)]


@pytest.mark.parametrize("kind", httpx_exceptions(), ids=lambda kind: kind.__name__)
def test_each_exception_of_httpx_is_translated(kind: type[Exception]) -> None:
    assert issubclass(kind, FOREIGN)
    assert issubclass(kind, NOTHING_LEFT) == (kind.__name__ in CERTAIN)


@pytest.mark.parametrize("kind", [ConnectionResetError, BrokenPipeError, ssl.SSLError, TimeoutError, OSError])
def test_an_exception_from_below_httpx_is_unknown(kind: type[Exception]) -> None:
    assert issubclass(kind, FOREIGN)
    assert not _no_answer(kind("x"), limit=1, spent=0).certain


async def ask(url: str, *, seconds: float = 5) -> Answer | NoAnswer:
    async with shared_client("test") as client:
        return await call(client, "POST", url, body=b"<x/>", content_type="application/xml", seconds=seconds)


async def test_a_refused_connection_certainly_carried_nothing(closed_port: int) -> None:
    answer = await ask(f"http://127.0.0.1:{closed_port}/")

    assert isinstance(answer, NoAnswer)
    assert answer.certain


async def test_a_name_that_nobody_has_certainly_carried_nothing() -> None:
    answer = await ask("http://no-such-host.invalid/")

    assert isinstance(answer, NoAnswer)
    assert answer.certain


async def test_a_failed_tls_handshake_certainly_carried_nothing() -> None:
    async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with listening(plain) as url:
        answer = await ask(url.replace("http:", "https:"))

    assert isinstance(answer, NoAnswer)
    assert answer.certain


async def test_a_handshake_that_never_ends_certainly_carried_nothing() -> None:
    async with serving(b"") as server:
        answer = await ask(server.url.replace("http:", "https:"), seconds=0.2)

    assert isinstance(answer, NoAnswer)
    assert answer.certain


async def test_a_connection_that_breaks_after_the_request_is_unknown() -> None:
    async with serving(b"") as server:
        answer = await ask(server.url)

    assert isinstance(answer, NoAnswer)
    assert not answer.certain
    assert len(server.asked) == 1


async def test_nothing_is_sent_twice_and_no_redirect_is_followed() -> None:
    async with serving(page(b"", status=307, headers="location: /elsewhere\r\n"), page(b"", status=503)) as server:
        answers = [await ask(server.url), await ask(server.url)]

    assert [answer.status for answer in answers] == [307, 503]
    assert len(server.asked) == 2


async def test_an_answer_that_drips_is_cut_at_the_time_of_the_whole_call() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with listening(drip) as url:
        answer = await ask(url, seconds=1.5)

    assert isinstance(answer, NoAnswer)
    assert not answer.certain
    assert "1.5 seconds" in answer.sentence


@pytest.mark.parametrize(
    "reply",
    [
        page(b"x" * (LARGEST_ANSWER + 1)),
        page(b"\x1f\x8b", headers="content-encoding: gzip\r\n"),
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nshort",
        b"not http at all\r\n\r\nconnection: close",
    ],
    ids=["too large", "compressed", "truncated", "not http"],
)
async def test_an_answer_that_cannot_be_used_is_unknown(reply: bytes) -> None:
    async with serving(reply) as server:
        answer = await ask(server.url)

    assert isinstance(answer, NoAnswer)
    assert not answer.certain


async def test_one_connection_is_used_again_by_every_line_of_a_name() -> None:
    async with serving(page(b"ok")) as server, shared_client("test"):
        for _ in range(5):
            await ask(server.url)

    assert server.connections == 1


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch, closed_port: int) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{closed_port}")
    async with serving(page(b"ok")) as server:
        answer = await ask(server.url)

    assert isinstance(answer, Answer)


async def test_a_cookie_is_not_kept() -> None:
    async with serving(page(b"ok", headers="set-cookie: a=b\r\n")) as server, shared_client("test") as client:
        for _ in range(2):
            await call(client, "GET", server.url, seconds=5)

        assert not client.cookies
    assert [b"cookie" in one.lower() for one in server.heads] == [False, False]


async def test_a_request_has_the_method_and_the_headers_that_it_was_given() -> None:
    async with serving(page(b"ok")) as server, shared_client("test") as client:
        await call(client, "GET", f"{server.url}/a?b=c", headers={"authorization": "Bearer x"}, seconds=5)
        await call(client, "PUT", server.url, body=b"{}", content_type="application/json", seconds=5)

    got, put = [one.decode().lower() for one in server.heads]
    assert got.startswith("get /gw/a?b=c http/1.1\r\n")
    assert "authorization: bearer x\r\n" in got
    assert "content-type" not in got
    assert put.startswith("put /gw http/1.1\r\n")
    assert "content-type: application/json\r\n" in put
    assert server.asked == [b"", b"{}"]


@pytest.mark.parametrize("token", ["p\u00e4ss", "a\r\nx: y", "a\x00", "\ud800"], ids=ascii)
async def test_a_header_that_cannot_be_written_certainly_carried_nothing(token: str) -> None:
    async with serving(page(b"ok")) as server, shared_client("test") as client:
        answer = await call(client, "GET", server.url, headers={"authorization": token}, seconds=5)

    assert isinstance(answer, NoAnswer)
    assert answer.certain
    assert answer.sentence == "The header authorization holds a character that HTTP cannot hold"
    assert not server.asked


@pytest.mark.parametrize("path", ["\ud800", "\x00"], ids=ascii)
async def test_an_address_that_cannot_be_written_certainly_carried_nothing(path: str) -> None:
    async with serving(page(b"ok")) as server:
        answer = await ask(server.url + path)

    assert isinstance(answer, NoAnswer)
    assert answer.certain
    assert not server.asked


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("17", timedelta(seconds=17)),
        ("999999999", timedelta(hours=1)),
        ("9999999999", None),
        ("-1", None),
        ("1.5", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("", None),
    ],
)
async def test_how_long_to_wait_is_read_and_bounded(asked: str, wait: timedelta | None) -> None:
    async with serving(page(b"", status=429, headers=f"retry-after: {asked}\r\n")) as server:
        answer = await ask(server.url)

    assert isinstance(answer, Answer)
    assert answer.retry_after == wait
