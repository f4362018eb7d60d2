"""Bodies of requests, bounded."""

from typing import Any, Final

from litestar import Request

from backend.domain.envelope import decode_json
from backend.domain.kinds.body.hygiene import custom_problems
from backend.domain.objects import Problem

MOST_BYTES = 16 * 1024 * 1024  # litestar stops reading there too
TOO_LARGE: Final = b"\0 too large"


async def read_body(request: Request[Any, Any, Any], most: int = MOST_BYTES) -> bytes:
    """The whole body; TOO_LARGE (the same object) when it has more bytes than allowed: the rest is not read."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            return TOO_LARGE
        parts.append(part)
    return b"".join(parts)


async def read_object(request: Request[Any, Any, Any]) -> dict[str, Any] | Problem:
    """A JSON object whose texts the database can hold, or why not."""
    raw = decode_json(await read_body(request))
    if not isinstance(raw, dict | Problem):
        return Problem("", "expected a JSON object")
    return raw if isinstance(raw, Problem) else next(custom_problems(raw, ""), raw)
