"""Refusals for programs: application/problem+json that names the field or the line."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

REFUSED = Sentence("Refused")
TITLES = {
    400: Sentence("The request cannot be read"),
    401: Sentence("Sign in first"),
    403: Sentence("Not allowed"),
    404: Sentence("Not there"),
    405: Sentence("Not possible here"),
    409: Sentence("It contradicts what is there"),
    413: Sentence("Too large"),
    415: Sentence("Not this type of content"),
    422: Sentence("The content is refused"),
    429: Sentence("Too many requests"),
    500: Sentence("Something broke on our side"),
    503: Sentence("Not available just now"),
}


def problem(
    status: int, detail: str, problems: Sequence[Problem] = (), *, request_id: str = "", **more: Any
) -> Response[dict[str, Any]]:
    """`more`: fields of our own beside those of the standard."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES.get(status, REFUSED)),
        "status": status,
        "detail": str(detail),
    }
    if request_id:
        content["request_id"] = request_id
    if problems:
        content["problems"] = [{"field": one.field, "sentence": str(one.sentence)} for one in problems]
    return Response(content | more, status_code=status, media_type="application/problem+json")


def refused(problems: Sequence[Problem], status: int = 422) -> Response[dict[str, Any]]:
    return problem(status, "; ".join(map(str, problems[:3])), problems)
