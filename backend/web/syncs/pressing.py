"""What a press does: the plan that the bar shows, and the sync itself."""

from typing import Any
from urllib.parse import parse_qsl

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from msgspec.structs import replace

from backend.actions.syncs.press import Pressed, TooManyError, press
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.integrations.integration import Integration
from backend.domain.roles import Role
from backend.domain.sentence import Number, Sentence, joined
from backend.domain.status import Status
from backend.domain.syncs.verbs import Verb
from backend.storage.screens.health import alive
from backend.storage.screens.objects.grid import PAGE
from backend.storage.screens.syncs.plans import Preflight, preflight, preflight_matching
from backend.web.access.guards import allow
from backend.web.context import shown
from backend.web.objects.going_back import back
from backend.web.objects.listing import chips_of
from backend.web.requests.forms import field_of, matching_of, number_of
from backend.web.screen import Context, Screen
from backend.web.syncs.outcome import outcome
from backend.web.syncs.screen import index

_NOT_WITHIN = Sentence("What they need may be outside of the embedded view: open it in Syncline")


@post("/{integration_id:int}/plans", status_code=200, guards=[allow(Role.VIEWER, embeds=True)])
async def plan(screen: NamedDependency[Screen]) -> Response[str]:
    integration = await screen.integration()
    found = await _plan(screen, integration)
    return screen.draw("objects/bar/_bar.html", integration=shown(screen.runtime, integration), plan=found)


@post("/{integration_id:int}/syncs", guards=[allow(Role.OPERATOR, embeds=True)])
async def create(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, matching = await screen.integration(), await _matching(screen)
    done = await _pressed(screen, integration, matching)
    if not screen.by_script:
        return after(screen, done, integration, follow=matching is not None)
    said = outcome(replace(done, before=None) if screen.client.embed else done, integration)
    if screen.client.embed:
        said = replace(said, sync=0)  # its page is not part of the frame
    context: Context = {"integration": shown(screen.runtime, integration), "said": said}
    if done.meanwhile:
        return screen.draw("syncs/refused.html", status_code=409, events="poll, plan", **context)
    found = None if matching else await _plan(screen, integration)
    context |= {"plan": found, "csrf": screen.client.csrf}
    return screen.draw("syncs/create.html", status_code=201, events="poll, changed", **context)


async def _pressed(screen: Screen, integration: Integration, matching: GridFilter | None) -> Pressed:
    """Raises HTTPException 400."""
    verb, both = await _verb(screen), bool(await field_of(screen.request, "both"))
    if both and screen.client.embed:
        raise HTTPException(status_code=400, detail=_NOT_WITHIN)
    expected = await number_of(screen.request, "expect_both" if both else f"expect_{verb}")
    chosen, by, undo = matching or await screen.chosen(), screen.client.name, screen.undo
    try:
        return await press(
            screen.runtime, integration.id, chosen, verb, by=by, expected=expected, with_needed=both, undo=undo
        )
    except TooManyError as problem:
        raise HTTPException(status_code=400, detail=problem.sentence) from problem


def after(screen: Screen, done: Pressed, integration: Integration, *, follow: bool) -> Response[Any]:
    """Without JavaScript: to the sync's page, where all that match were meant; else back to where it was pressed."""
    if follow and done.sync:
        return screen.go(screen.path(f"syncs/{done.sync}"))
    return back(screen, outcome(done, integration))


async def _verb(screen: Screen) -> Verb:
    text = await field_of(screen.request, "both") or await field_of(screen.request, "verb")
    if text not in list(Verb):
        raise HTTPException(status_code=400, detail=f"verb: expected {' or '.join(Verb)}")
    return Verb(text)


async def _plan(screen: Screen, integration: Integration) -> Preflight | None:
    workers, _ = await alive()
    ids = await screen.chosen()
    elsewhere = min(await number_of(screen.request, "elsewhere") or 0, len(ids))
    if (given := await _matching(screen)) is not None:
        found = await preflight_matching(integration.id, given, worker_down=workers == 0)
        return replace(found, hidden=max(found.selected - (len(ids) - elsewhere), 0))
    if not ids:
        return None
    found = await preflight(integration.id, ids, hidden=elsewhere, worker_down=workers == 0)
    if screen.client.embed:
        return replace(found, both=None, bounds=screen.client.embed.bounds)
    return replace(found, offer=await _offer(screen, integration, found.selected))


async def _matching(screen: Screen) -> GridFilter | None:
    """A frame chooses objects that it shows, never all that match."""
    return None if screen.client.embed else await matching_of(screen.request)


async def _offer(screen: Screen, integration: Integration, selected: int) -> str:
    """How many match the list's filter, once a whole page of them is selected; "": no more than those."""
    given = read_filter(parse_qsl(await field_of(screen.request, "filter")))
    if selected < PAGE or not isinstance(given, GridFilter):
        return ""
    chips = [
        one for one in await chips_of(screen.views, integration, given) if one.status in (given.statuses or Status)
    ]
    count, more = sum(one.count for one in chips), any(one.more for one in chips)
    return joined("", [Number(count), "+" if more else ""]) if count > selected else ""


router = Router("/integrations", route_handlers=[plan, create, index])
