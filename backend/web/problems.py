"""Refusals for programs: application/problem+json that names the field or the line."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from backend.domain.objects import Problem

TITLES = {
    400: "The request cannot be read",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not there",
    405: "Not possible here",
    409: "It contradicts what is there",
    413: "Too large",
    415: "Not this type of content",
    422: "The content is refused",
    429: "Too many requests",
    500: "Something broke on our side",
    503: "Not available just now",
}


def problem(
    status: int, detail: str, problems: Sequence[Problem] = (), *, request_id: str = "", **more: Any
) -> Response[dict[str, Any]]:
    """`more`: fields of our own beside those of the standard."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "detail": detail,
    }
    if request_id:
        content["request_id"] = request_id
    if problems:
        content["problems"] = [{"field": one.field, "sentence": one.sentence} for one in problems]
    return Response(content | more, status_code=status, media_type="application/problem+json")


def refused(problems: Sequence[Problem], status: int = 422) -> Response[dict[str, Any]]:
    return problem(status, "; ".join(map(str, problems[:3])), problems)
