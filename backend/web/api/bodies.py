"""Bodies of requests, bounded."""

from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.exceptions import HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from backend.domain.ingest.envelope import decode_json
from backend.domain.kinds.body.hygiene import custom_problems
from backend.domain.objects import Problem

T = TypeVar("T")
MOST_BYTES = 16 * 2**20  # of a request; litestar stops reading there too


async def read_body(
    request: Request[Any, Any, Any], most: int = MOST_BYTES, *, instead: str = "send it in smaller parts"
) -> bytes:
    """The whole body. `instead`: what who sends too much can do; "": nothing. Raises HTTPException 413 when it has more
    bytes than allowed: the rest is not read."""
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise _too_large(most, instead)
            parts.append(part)
    except RequestEntityTooLarge as stopped:
        raise _too_large(most, instead) from stopped
    return b"".join(parts)


def _too_large(most: int, instead: str) -> HTTPException:
    size = f"{most // 2**20} MB" if most >= 2**20 else f"{most // 2**10} KB"
    detail = f"Expected at most {size} here"
    return HTTPException(status_code=413, detail=f"{detail}: {instead}" if instead else detail)


async def read_object(request: Request[Any, Any, Any], most: int = MOST_BYTES) -> dict[str, Any]:
    """Raises HTTPException 400 for what is no JSON object, and 422 that names the texts which no database holds."""
    raw = decode_json(await read_body(request, most))
    if not isinstance(raw, dict):
        raise refusal(400, raw if isinstance(raw, Problem) else Problem("", "expected a JSON object"))
    if problems := list(custom_problems(raw, "")):
        raise refusal(422, *problems)
    return raw


async def read_as(request: Request[Any, Any, Any], form: type[T], most: int = MOST_BYTES) -> T:
    """A JSON object with these fields and no others. Raises HTTPException 400 that names the field."""
    raw = await read_object(request, most)
    try:
        return msgspec.convert(raw, form)
    except msgspec.ValidationError as error:
        sentence, _, place = str(error).partition(" - at `$.")
        raise refusal(400, Problem(place.rstrip("`"), sentence)) from error


def refusal(status: int, *problems: Problem) -> HTTPException:
    return HTTPException(status_code=status, detail="; ".join(map(str, problems[:3])), extra=list(problems))
