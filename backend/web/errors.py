"""Errors as people and programs see them: the web's outer wall."""

import uuid
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from jinja2 import Environment
from litestar import MediaType, Response
from litestar.exceptions import HTTPException

from backend.domain.objects import Problem
from backend.domain.sentence import Sentence
from backend.runtime import NoConnectorError
from backend.storage.postgres.database_errors import UNAVAILABLE
from backend.storage.screens.objects.matching import SlowFilterError
from backend.web.access.auth import AnyRequest, for_programs
from backend.web.api.bodies import MOST_BYTES
from backend.web.drawing.templates import draw
from backend.web.people.choices import choices_of
from backend.web.problems import REFUSED, TITLES, problem

log = structlog.get_logger()

NOTHING_MORE = Sentence("Check the address and what was sent with it.")
_NOT_THERE = Sentence("There is nothing at this address. Check how it is written, or begin with the objects.")
_TOO_LARGE = Sentence(
    "What was sent is larger than %(most)s MB, the most that is taken in one request.", most=MOST_BYTES // 1024**2
)
AWAY = Sentence("The database does not answer. Nothing is lost; try again in a moment.")
BROKEN = Sentence("Something broke on our side. It was written to the log under this number.")
SLOW = Sentence(
    "What this filter finds takes too long, and was stopped. Name a kind, an entity, or how the key begins."
)


def handlers(env_of: Callable[[AnyRequest], Environment]) -> dict[Any, Any]:
    """For Litestar: refusals, a database that is away, and bugs."""

    def refused(request: AnyRequest, error: HTTPException) -> Response[Any]:
        problems = error.extra if isinstance(error.extra, list) else []
        return answer(
            env_of(request), request, error.status_code, _said(request, error), problems=problems, headers=error.headers
        )

    def away(request: AnyRequest, error: BaseException) -> Response[Any]:
        log.warning("database.unavailable", problem=str(error) or type(error).__name__)
        return answer(env_of(request), request, 503, AWAY, headers={"retry-after": "2"})

    def broken(request: AnyRequest, error: Exception) -> Response[Any]:
        number = uuid.uuid4().hex[:12]
        log.error("request.failed", request_id=number, route=route_of(request), exc_info=error)
        return answer(env_of(request), request, 500, BROKEN, request_id=number)

    def slow(request: AnyRequest, _error: SlowFilterError) -> Response[Any]:
        return answer(env_of(request), request, 503, SLOW)

    def unknown(request: AnyRequest, error: NoConnectorError) -> Response[Any]:
        return answer(env_of(request), request, 409, error.sentence)

    ours = {SlowFilterError: slow, NoConnectorError: unknown}
    return {HTTPException: refused, Exception: broken} | dict.fromkeys(UNAVAILABLE, away) | ours


def _said(request: AnyRequest, error: HTTPException) -> str:
    """Our own sentence where the framework has just the name of the status."""
    if error.detail not in (HTTPStatus(error.status_code).phrase, *_PHRASES):
        return error.detail
    not_taken = Sentence("This address does not take %(method)s.", method=request.method)
    return {404: _NOT_THERE, 405: not_taken, 413: _TOO_LARGE}.get(error.status_code, NOTHING_MORE)


_PHRASES = ("Request Entity Too Large", "Content Too Large")  # one status; its name changed


def route_of(request: AnyRequest) -> str:
    """The route, not the path: a one-time link is a secret."""
    return f"{request.method} {request.scope.get('path_template', '')}"


def answer(
    env: Environment,
    request: AnyRequest,
    status: int,
    sentence: str,
    *,
    request_id: str = "",
    problems: Sequence[Any] = (),
    headers: dict[str, Any] | None = None,
) -> Response[Any]:
    if for_programs(request.scope):
        fields = [one for one in problems if isinstance(one, Problem)]
        return _with(problem(status, sentence, fields, request_id=request_id), headers)
    if request.headers.get("hx-request") == "true":
        page = "" if _by_itself(request) else draw(env, "errors/_toast.html", sentence=sentence)
    else:
        page = _page(env, request, status, sentence, request_id)
    return _with(Response(page, status_code=status, media_type=MediaType.HTML), headers)


def _by_itself(request: AnyRequest) -> bool:
    """Nobody pressed: the page says how old it is, and nobody is alarmed."""
    return request.headers.get("hx-source", "").endswith(("#poller", "#chips", "#drawer"))


def _page(env: Environment, request: AnyRequest, status: int, sentence: str, request_id: str) -> str:
    nobody: dict[str, Any] = {"integration": None, "integrations": [], "person": None, "csrf": ""}
    said = {"title": TITLES.get(status, REFUSED), "sentence": sentence, "request_id": request_id}
    return draw(env, "errors/page.html", **nobody, **said, choices=choices_of(request), status_code=status)


def _with(response: Response[Any], headers: dict[str, Any] | None) -> Response[Any]:
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response
