"""Parameters of addresses that no row can have: refused before anybody asks the database for them."""

from typing import Any

from litestar.exceptions import HTTPException, NotFoundException

from backend.web.access.auth import AnyRequest

HIGHEST = 2**31 - 1  # number of an integration; nothing else that an address names has more rows


async def check_parameters(request: AnyRequest) -> None:
    """Before every handler. Raises NotFoundException, or HTTPException 400."""
    for value in request.path_params.values():
        _check(value)


def _check(value: Any) -> None:
    if isinstance(value, int) and not 0 <= value <= HIGHEST:
        raise NotFoundException(f"There is nothing with the number {str(value)[:40]}")
    if isinstance(value, str) and "\0" in value:
        raise HTTPException(status_code=400, detail="The address holds a zero byte (%00): nothing has such a name")
