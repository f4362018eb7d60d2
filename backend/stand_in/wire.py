"""Bytes of HTTP as the ASGI server hands them over and takes them back."""

import gzip
from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

MOST_BYTES = 64 * 1024 * 1024


async def read_body(receive: Receive) -> bytes | None:
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


async def send_answer(
    send: Send, status: int, content_type: bytes, body: bytes, *, packed: bool = False, retry_after: int = 0
) -> None:
    """`packed`: the body goes out in gzip. An empty content type is left out, and so is a Retry-After of 0."""
    headers = [(b"content-type", content_type)] if content_type else []
    if packed:
        body = gzip.compress(body, compresslevel=1)
        headers.append((b"content-encoding", b"gzip"))
    if retry_after:
        headers.append((b"retry-after", str(retry_after).encode()))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def takes_gzip(scope: Scope) -> bool:
    return b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"")
