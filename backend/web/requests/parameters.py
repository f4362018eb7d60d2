"""Parameters of addresses that no row can have: refused before anybody asks the database for them."""

from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import QueryParameter

from backend.domain.integrations.integration import HIGHEST
from backend.domain.integrations.settings_given import unknown_name
from backend.domain.objects import Problem
from backend.web.access.auth import SAFE_METHODS, AnyRequest, is_api, is_fragment


def number_in(request: AnyRequest, name: str) -> int | None:
    """Of the query; None: not given, or no number that anything has."""
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def check_page(after: int, limit: int, most: int) -> None:
    """Of a list that is read page by page. Raises HTTPException 400."""
    if not 0 <= after <= HIGHEST:
        raise HTTPException(status_code=400, detail="after: expected the last answer's `next`")
    if not 1 <= limit <= most:
        raise HTTPException(status_code=400, detail=f"limit: expected a number from 1 to {most}")


async def check_parameters(request: AnyRequest) -> None:
    """Before every handler. Raises NotFoundException, or HTTPException 400."""
    for value in request.path_params.values():
        _check(value)
    if is_fragment(request.scope) or (is_api(request.scope) and request.method not in SAFE_METHODS):
        _check_names(request)


def _check(value: Any) -> None:
    if isinstance(value, int) and not 0 <= value <= HIGHEST:  # nothing else that an address names has more rows
        raise NotFoundException(f"There is nothing with the number {str(value)[:40]}")
    if isinstance(value, str) and "\0" in value:
        raise HTTPException(status_code=400, detail="The address holds a zero byte (%00): nothing has such a name")


def _check_names(request: AnyRequest) -> None:
    """Who asks for a dry run in other words than ours must not get a real one, nor all who asks for a part."""
    known = _known(request.route_handler.fn)
    problems = [
        Problem(name, unknown_name(name, known) if known else "unknown: nothing is given here in the address")
        for name in request.query_params
        if name not in known
    ]
    if problems:
        raise HTTPException(status_code=400, detail="; ".join(map(str, problems[:3])), extra=problems)


@cache
def _known(handler: Callable[..., Any]) -> tuple[str, ...]:
    hints = get_type_hints(handler, include_extras=True)
    return tuple(
        name for name, hint in hints.items() if any(isinstance(one, QueryParameter) for one in _metadata(hint))
    )


def _metadata(hint: Any) -> tuple[Any, ...]:
    return getattr(hint, "__metadata__", ())
