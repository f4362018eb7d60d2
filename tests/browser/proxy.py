"""A reverse proxy as companies have one: it mounts Syncline below a path, packs answers, and loses patience."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn

from tests.frontend.preview import read
from tests.waiting import wait_until

HOP = {b"connection", b"keep-alive", b"transfer-encoding", b"content-length", b"content-encoding", b"date", b"server"}
SORRY = b"<html><body><h1>504 Gateway Time-out</h1></body></html>"
Headers = list[tuple[bytes, bytes]]


class Proxy:
    """`cuts`: takes the path off before it hands a request on, as some do; else it is handed on as it came."""

    def __init__(self, upstream: str, base: str, *, cuts: bool) -> None:
        self.upstream, self.base, self.cuts = httpx.URL(upstream), base, cuts
        self.url, self.patience = "", 60.0
        self.strays: list[str] = []  # asked for beside the path
        self.packed: set[bytes] = set()  # kinds of what was packed

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path: bytes = scope["raw_path"].partition(b"?")[0]
        if not path.startswith(self.base.encode() + b"/"):
            self.strays.append(path.decode())
            return await _answer(send, 404, [(b"content-type", b"text/html")], b"<h1>Nothing here</h1>")
        try:
            async with asyncio.timeout(self.patience):
                status, headers, body = await self._hand_on(scope, path, await read(receive))
        except (TimeoutError, httpx.TransportError):
            return await _answer(send, 504, [(b"content-type", b"text/html")], SORRY)
        return await _answer(send, status, *self._packed(scope, headers, body))

    async def _hand_on(self, scope: Any, path: bytes, body: bytes) -> tuple[int, Headers, bytes]:
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        raw = (path.removeprefix(self.base.encode()) if self.cuts else path) + query
        kept = [pair for pair in scope["headers"] if pair[0] not in HOP | {b"accept-encoding"}]
        address = httpx.URL(scheme="http", host=self.upstream.host, port=self.upstream.port, raw_path=raw)
        more = [(b"x-forwarded-for", b"203.0.113.7"), (b"x-forwarded-host", b"elsewhere.example")]
        async with httpx.AsyncClient(trust_env=False, timeout=None) as client:
            found = await client.request(scope["method"], address, headers=[*kept, *more], content=body)
        return found.status_code, [(name.lower(), value) for name, value in found.headers.raw], found.content

    def _packed(self, scope: Any, headers: Headers, body: bytes) -> tuple[Headers, bytes]:
        kept = [pair for pair in headers if pair[0] not in HOP]
        if len(body) < 1_000 or b"gzip" not in dict(scope["headers"]).get(b"accept-encoding", b""):
            return kept, body
        self.packed.add(dict(headers).get(b"content-type", b"").partition(b";")[0])
        return [*kept, (b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")], gzip.compress(body)


async def _answer(send: Any, status: int, headers: Headers, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def proxy(upstream: str, base: str, *, cuts: bool) -> Iterator[Proxy]:
    here = Proxy(upstream, base, cuts=cuts)
    server = uvicorn.Server(uvicorn.Config(here, port=0, log_level="error", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    here.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}{base}/"
    try:
        yield here
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)
