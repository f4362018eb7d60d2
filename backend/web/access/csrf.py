"""Unsafe requests of a browser bring back a token of their own session, in the form or in a header."""

from litestar.exceptions import PermissionDeniedException

from backend.domain.sentence import Sentence
from backend.security.tokens import FormTokens
from backend.web.access.auth import AnyRequest

FIELD, HEADER = "csrf", "x-csrf"
STALE = Sentence("This page belongs to an earlier session. Go back, reload it, and press again.")


async def check_csrf(request: AnyRequest, expected: str) -> None:
    """Raises PermissionDeniedException. The form stays readable: Litestar keeps what it parsed."""
    if not expected or not FormTokens.same(await brought_back(request), expected):
        raise PermissionDeniedException(detail=STALE)


async def brought_back(request: AnyRequest) -> str:
    """The token that came with the request, or ""."""
    header = request.headers.get(HEADER)
    if header is not None:
        return header
    field = (await request.form()).get(FIELD, "")
    return field if isinstance(field, str) else ""
