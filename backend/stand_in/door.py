"""The ASGI door: the gateway under its old path, the admin interface for this machine only."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote

from backend.stand_in.admin.desk import Desk
from backend.stand_in.admin.faults import Fault
from backend.stand_in.admin.http import Asked, refused
from backend.stand_in.admin.targets import target_of
from backend.stand_in.company.journal import Journal
from backend.stand_in.execution import Execution
from backend.stand_in.gateway.answers import control_failure
from backend.stand_in.gateway.envelope import Envelope, read_envelope
from backend.stand_in.gateway.refusals import GatewayError, RequestError
from backend.stand_in.pages import HTML, LOGIN_PAGE, XML, error_page

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

GATEWAY_PATH = "/ia/xml/xmlgw.phtml"
MOST_BYTES = 64 * 1024 * 1024
_HERE = ("127.", "::1", "::ffff:127.")


class Door:
    """The application that the web server calls."""

    def __init__(self, execution: Execution, journal: Journal, desk: Desk) -> None:
        self._execution = execution
        self._journal = journal
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path == GATEWAY_PATH:
            await self._gateway(scope, receive, send)
        elif path == "/admin" or path.startswith("/admin/"):
            await self._admin(scope, receive, send)
        elif path == "/health":
            await _send(send, 200, b"text/plain", b"ready\n")
        else:
            await _send(send, 404, b"text/plain", b"The gateway answers at /ia/xml/xmlgw.phtml.\n")

    async def _gateway(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await _send(send, 405, b"text/plain", b"The gateway takes POST.\n")
            return
        self._desk.stats.begin()
        try:
            body = await _body(receive)
            if body is not None:
                await self._answer(body, scope, receive, send)
        finally:
            self._desk.stats.end()

    async def _answer(self, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        settings = self._execution.books.settings
        try:
            envelope = read_envelope(body)
        except RequestError as refusal:
            await asyncio.sleep(settings.latency_ms / 1000)
            await _send(send, 200, XML, control_failure(None, refusal.errors))
            return
        self._desk.stats.count([call.name for call in envelope.calls])
        delays, end, refusals = self._faults(envelope)
        # Time passes before the effect: a client that gave up early meets a record that appears later.
        wait = (settings.latency_ms + settings.record_ms * len(envelope.calls)) / 1000
        await asyncio.sleep(wait + sum(each.effect.seconds for each in delays if not each.after))
        if end is not None and not end.after:
            await _fail(end, scope, receive, send)
            return
        answer = self._execution.execute(envelope, endpoint=_endpoint(scope), refusals=refusals)
        if answer.wrote:
            await self._journal.sync()
        await asyncio.sleep(sum(each.effect.seconds for each in delays if each.after))
        if end is not None:
            await _fail(end, scope, receive, send)
        else:
            await _send(send, 200, XML, answer.body)

    def _faults(self, envelope: Envelope) -> tuple[list[Fault], Fault | None, dict[int, GatewayError]]:
        """The delays, the one fault that ends the request, and errors by the function's position."""
        delays: list[Fault] = []
        refusals: dict[int, GatewayError] = {}
        end: Fault | None = None
        if not self._desk.faults:
            return delays, end, refusals
        targets = [target_of(call, self._execution.books) for call in envelope.calls]
        for fault in self._desk.faults:
            if fault.spec.do == "error_code":
                for position, target in enumerate(targets):
                    if position not in refusals and fault.fires([target]):
                        refusals[position] = fault.error()
            elif fault.ends:
                end = end or (fault if fault.fires(targets) else None)
            elif fault.fires(targets):
                delays.append(fault)
        return delays, end, refusals

    async def _admin(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if not str((scope["client"] or [""])[0]).startswith(_HERE) or b"origin" in headers:
            answer = refused("The admin interface answers programs on this machine only.", status=403)
        else:
            parts = scope["raw_path"].decode().removeprefix("/admin").strip("/").split("/")
            asked = Asked(
                method=scope["method"],
                path=[unquote(part) for part in parts if part],
                query=dict(parse_qsl(scope["query_string"].decode())),
                body=await _body(receive) or b"",
            )
            answer = self._desk.answer(asked)
        if answer.wrote:
            await self._journal.sync()
        await _send(send, answer.status, answer.content_type, answer.body)


async def _fail(fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
    if fault.spec.do == "status":
        content_type, page = error_page(fault.effect.status)
        await _send(send, fault.effect.status, content_type, page)
    elif fault.spec.do == "html":
        await _send(send, 200, HTML, LOGIN_PAGE)
    else:
        scope["close"]()
        while (await receive())["type"] != "http.disconnect":
            pass


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None when the client left before it was there, or sent far too much."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > MOST_BYTES:
            return None
        if not message.get("more_body"):
            return b"".join(chunks)


async def _send(send: Send, status: int, content_type: bytes, body: bytes) -> None:
    headers: Sequence[tuple[bytes, bytes]] = [
        (b"content-type", content_type),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _endpoint(scope: Scope) -> str:
    host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1")
    return f"{scope['scheme']}://{host}{GATEWAY_PATH}"
