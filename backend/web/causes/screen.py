"""What objects in error have in common: the groups, one of them, and what people do about it."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.actions.causes.note_cause import LONGEST_NOTE, LONGEST_OWNER, note_cause
from backend.actions.syncs.press import press
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.domain.syncs.verbs import Verb
from backend.storage.causes import written
from backend.storage.screens.causes import COUNTED, Causes, cause, causes
from backend.storage.screens.objects.grid import grid_page
from backend.web.access.guards import allow
from backend.web.causes.shown import BY_AMOUNT, group_of, ordered
from backend.web.context import shown
from backend.web.drawing.notices import Notice
from backend.web.drawing.templates import draw
from backend.web.requests.forms import field_of, number_of
from backend.web.screen import Context, Screen
from backend.web.syncs.pressing import after

MOST = 200
_EXAMPLES = 10
_LONGEST = {"note": LONGEST_NOTE, "owner": LONGEST_OWNER}


@get("/{integration_id:int}/causes", guards=[allow(Role.VIEWER)])
async def index(screen: NamedDependency[Screen]) -> Response[str]:
    acts, sort = screen.client.acts(Role.OPERATOR), _sort(screen)
    view = _view(sort, acts=acts)
    context: Context = {"rev": screen.tag(f"causes?{view}"), "query": view, "sort": sort, "may_act": acts}
    _, framed = await screen.framed()
    return screen.draw(
        "causes/index.html", **framed, **context, causes=await _found(screen, sort), notice=screen.notice
    )


@get("/{integration_id:int}/causes/rows", guards=[allow(Role.VIEWER)])
async def rows(screen: NamedDependency[Screen]) -> Response[str]:
    """`acts`: with the buttons of those who may press. They lead to a form that only these are shown."""
    sort, acts = _sort(screen), screen.request.query_params.get("acts") == "1"

    async def drawing(rev: str) -> str:
        context = {"integration": shown(screen.runtime, await screen.integration()), "may_act": acts}
        return draw(screen.env, "causes/_list.html", **context, causes=await _found(screen, sort), rev=rev)

    return await screen.poll(f"causes?{_view(sort, acts=acts)}", drawing)


@get("/{integration_id:int}/causes/{number:int}", guards=[allow(Role.VIEWER)])
async def show(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[str]:
    return await _page(screen, number)


@post("/{integration_id:int}/causes/{number:int}/note", status_code=200, guards=[allow(Role.OPERATOR)])
async def note(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[Any]:
    typed = {name: await field_of(screen.request, name) for name in _LONGEST}
    seen = await field_of(screen.request, "seen")
    problem = await note_cause(screen.integration_id, number, **typed, by=screen.client.name, seen=seen)
    if problem:
        return await _page(screen, number, problem, typed)
    return screen.go(screen.path(f"causes/{number}"), Notice("good", Sentence("The note is kept.")))


@post("/{integration_id:int}/causes/{number:int}/retry", guards=[allow(Role.OPERATOR)])
async def retry(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[Any]:
    """Force synchronize the group, if it is still as many as the button showed."""
    integration, by, undo = await screen.integration(), screen.client.name, screen.undo
    expected = await number_of(screen.request, "expect")
    verb = Verb.FORCE_SYNCHRONIZE
    done = await press(screen.runtime, integration.id, group_of(number), verb, by=by, expected=expected, undo=undo)
    return after(screen, done, integration, follow=True)


def _sort(screen: Screen) -> str:
    return BY_AMOUNT if screen.request.query_params.get("sort") == BY_AMOUNT else ""


def _view(sort: str, *, acts: bool) -> str:
    """What the poll of this page asks for, as `Unchanged` names it."""
    return urlencode(([("sort", sort)] if sort else []) + ([("acts", "1")] if acts else []))


async def _found(screen: Screen, sort: str) -> Causes:
    """Read once for all who look within a moment."""
    number = screen.integration_id
    found: Causes = await screen.views.lately.get(number, "causes", lambda: causes(number, MOST))
    return ordered(found, sort)


async def _page(
    screen: Screen, number: int, problem: Problem | None = None, typed: dict[str, str] | None = None
) -> Response[str]:
    """`typed`: what could not be kept; it stays in its fields, beside what stands there now."""
    _, context = await screen.framed()
    one = await cause(screen.integration_id, number)
    if one is None:
        raise NotFoundException(detail=Sentence("There is no cause %(number)s at this integration.", number=number))
    page = await grid_page(screen.integration_id, group_of(number), _EXAMPLES, short=True)
    context |= {"one": one, "rows": page.rows, "notice": screen.notice, "problem": problem.sentence if problem else ""}
    context |= {"expect": one.retries if one.count < COUNTED else ""}  # else they are more than were counted
    context |= {"typed": typed or {"note": one.note, "owner": one.owner}, "seen": written(one.noted_at)}
    return screen.draw("causes/show.html", status_code=422 if problem else 200, **context, longest=_LONGEST)


router = Router("/integrations", route_handlers=[index, rows, show, note, retry])
