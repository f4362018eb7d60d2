"""The pages of syncs: what was asked for, how far it is, and Stop."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from msgspec.structs import replace

from backend.actions.syncs.stop_sync import stop_sync
from backend.domain.grid.grid_filter import without_page
from backend.domain.grid.words import in_words
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage.screens.health import alive
from backend.storage.screens.syncs.items import sync_items
from backend.storage.screens.syncs.plans import preflight_matching
from backend.storage.screens.syncs.progress import recent_syncs, sync_page
from backend.web.access.guards import allow
from backend.web.context import shown
from backend.web.drawing.notices import Notice
from backend.web.drawing.templates import draw
from backend.web.objects.listing import filter_of
from backend.web.requests.parameters import number_in
from backend.web.screen import Context, Screen
from backend.web.syncs.shown import ShownSync, shown_items, shown_recent, shown_sync
from backend.web.syncs.view import SyncView, view_of

MOST = 50
_STOPPED = Sentence(
    "Stopped. What was sent goes on until its outcome is known, and is not sent again. Newer versions that are "
    "wanted by themselves go on, and so does what an error of another object blocked, once that is there."
)


@get("/{integration_id:int}/syncs", guards=[allow(Role.VIEWER)])
async def index(screen: NamedDependency[Screen]) -> Response[str]:
    """The last ones; `after`: those before that one."""
    _, context = await screen.framed()
    after = number_in(screen.request, "after")
    recent, following = await recent_syncs(screen.integration_id, MOST, after)
    context |= {"syncs": [shown_recent(one) for one in recent], "after": after, "next_after": following}
    return screen.draw("syncs/index.html", **context)


@get("/{integration_id:int}/syncs/new", guards=[allow(Role.OPERATOR)])
async def new(screen: NamedDependency[Screen]) -> Response[str]:
    """What each verb would do with all that match a filter."""
    _, context = await screen.framed()
    given = without_page(filter_of(screen.request))
    workers, _ = await alive()
    plan = await preflight_matching(screen.integration_id, given, worker_down=workers == 0)
    context |= {"plan": plan, "words": in_words(given.query()), "query": given.query(), "notice": screen.notice}
    return screen.draw("syncs/new.html", **context)


@get("/{integration_id:int}/syncs/{number:int}", guards=[allow(Role.VIEWER)])
async def show(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[str]:
    view = replace(view_of(screen.request, number), acts=screen.client.acts(Role.OPERATOR))
    rev = screen.tag(view.name)
    integration, context = await screen.framed()
    context |= {"sync": await _found(screen.integration_id, number), **await _items(view)}
    context |= {"health": await screen.health(integration), "address": _address(screen, number)}
    return screen.draw("syncs/show.html", **context, rev=rev, notice=screen.notice)


@get("/{integration_id:int}/syncs/{number:int}/rows", guards=[allow(Role.VIEWER)])
async def rows(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[str]:
    """`acts`: with the button of those who may press. It belongs to a form that only these are shown."""
    view = view_of(screen.request, number)

    async def drawing(rev: str) -> str:
        integration = await screen.integration()
        context: Context = {"integration": shown(screen.runtime, integration), "rev": rev}
        context |= {"health": await screen.health(integration)}
        context |= {"sync": await _found(screen.integration_id, number), **await _items(view)}
        return draw(screen.env, "syncs/_progress.html", **context)

    return await screen.poll(view.name, drawing)


@post("/{integration_id:int}/syncs/{number:int}/stop", guards=[allow(Role.OPERATOR)])
async def stop(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[Any]:
    integration = await screen.integration()
    said = await _stopped(await _found(integration.id, number), integration.id, by=screen.client.name)
    if screen.by_script:
        return screen.draw("syncs/stopped.html", events="poll, plan, changed", said=said)
    return screen.go(screen.path(f"syncs/{number}"), said)


async def _stopped(found: ShownSync, integration_id: int, *, by: str) -> Notice:
    if not found.moving and not found.stopped_at:
        return Notice("warn", Sentence("Nothing of it moves any more: nothing was stopped."))
    if not await stop_sync(integration_id, found.number, by=by):
        return Notice("warn", Sentence("It was stopped before."))
    if (await _found(integration_id, found.number)).kept:
        return Notice("good", _STOPPED)
    undone, stopped = Sentence("Undone: nothing of it was sent."), Sentence("Stopped: nothing of it goes on.")
    return Notice("good", undone if found.can_undo else stopped)


async def _found(integration_id: int, number: int) -> ShownSync:
    """Raises NotFoundException."""
    page = await sync_page(integration_id, number)
    if page is None:
        raise NotFoundException(
            detail=Sentence("There is no sync %(number)s at this integration, or it is no longer kept.", number=number)
        )
    return shown_sync(page)


async def _items(view: SyncView) -> Context:
    """A page of its objects, and where it stands."""
    page = await sync_items(view.number, outcome=view.outcome, after=view.after)
    return {"items": shown_items(page), "next_item": page.next, "view": view}


def _address(screen: Screen, number: int) -> str:
    """What one person sends to another."""
    return screen.runtime.settings.url + screen.path(f"syncs/{number}")


router = Router("/integrations", route_handlers=[new, show, rows, stop])  # index: beside the press, at its address
