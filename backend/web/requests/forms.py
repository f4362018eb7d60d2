"""Forms that the screens send: ids of objects, and what a button said."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from litestar.exceptions import HTTPException

from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.kinds.body.hygiene import flaw
from backend.domain.kinds.parts.text import Sort
from backend.web.access.auth import AnyRequest

MOST_OBJECTS = 10_000


async def ids_of(request: AnyRequest) -> Sequence[int]:
    """The ticked objects. Raises HTTPException 400."""
    sent = (await request.form()).getall("object", [])
    if len(sent) > MOST_OBJECTS or not all(isinstance(one, str) and one.isdecimal() and len(one) < 19 for one in sent):
        raise HTTPException(status_code=400, detail=f"object: expected up to {MOST_OBJECTS:,} numbers of objects")
    return sorted({int(one) for one in sent})


async def matching_of(request: AnyRequest) -> GridFilter | None:
    """The list's filter, where all that match it are meant. Raises HTTPException 400."""
    if await field_of(request, "matching") != "all" and request.query_params.get("matching") != "all":
        return None
    found = read_filter(parse_qsl(await field_of(request, "filter")))
    if isinstance(found, GridFilter):
        return found
    raise HTTPException(status_code=400, detail="; ".join(map(str, found)))


async def field_of(request: AnyRequest, name: str) -> str:
    """Raises HTTPException 400 for what no field holds."""
    value = (await request.form()).get(name, "")
    if not isinstance(value, str):
        return ""
    if flaw(value, Sort.LONG):
        raise HTTPException(status_code=400, detail=f"{name}: {flaw(value, Sort.LONG)}")
    return value


async def number_of(request: AnyRequest, name: str) -> int | None:
    """None: not given. Raises HTTPException 400."""
    text = await field_of(request, name)
    if text and not (text.isdecimal() and len(text) < 10):
        raise HTTPException(status_code=400, detail=f"{name}: expected a number")
    return int(text) if text else None
