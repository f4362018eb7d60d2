"""What a press does: the plan that the bar shows, and the sync itself."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from jinja2 import Environment
from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from msgspec.structs import replace

from backend.actions.syncs.press import Pressed, TooManyError, press
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.roles import Role
from backend.domain.status import Status
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.screens.health import alive
from backend.storage.screens.objects.grid import PAGE
from backend.storage.screens.syncs.plans import Preflight, preflight, preflight_matching
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.access.sign_in_first import local_path
from backend.web.context import chips_of, integration_of, shown
from backend.web.drawing.notices import Notice, with_notice
from backend.web.drawing.templates import draw
from backend.web.drawing.views import Views
from backend.web.objects.screen import html
from backend.web.requests.forms import field_of, ids_of, matching_of, number_of
from backend.web.syncs.screen import index

MEANWHILE = "Something changed meanwhile, so nothing was sent. Look at the numbers and press again."


@post("/{integration_id:int}/plans", status_code=200, guards=[allow(Role.VIEWER)])
async def plan(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    integration = await integration_of(integration_id)
    found = await _plan(request, views, integration)
    return html(draw(env, "objects/bar/_bar.html", integration=shown(runtime, integration), plan=found))


@post("/{integration_id:int}/syncs", guards=[allow(Role.OPERATOR)])
async def create(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[Any]:
    integration, verb = await integration_of(integration_id), await _verb(request)
    matching = await matching_of(request)
    expected = await number_of(request, f"expect_{verb}")
    chosen = matching or await ids_of(request)
    try:
        done = await press(runtime, integration_id, chosen, verb, by=client.name, expected=expected)
    except TooManyError as problem:
        raise HTTPException(status_code=400, detail=str(problem)) from problem
    if not is_htmx(request):
        return _after(request, runtime, client, integration, done, follow=matching is not None)
    if done.meanwhile:
        return html(draw(env, "syncs/refused.html", sentence=MEANWHILE), status_code=409, headers=again("poll, plan"))
    said = _outcome(done, integration)
    found = None if matching else await _plan(request, views, integration)
    context = {"integration": shown(runtime, integration), "plan": found}
    page = draw(env, "syncs/create.html", **context, tone=said.tone, sentence=said.sentence, number=done.sync)
    return html(page, status_code=201, headers=again("poll, changed"))


def _after(
    request: AnyRequest, runtime: Runtime, client: Client, integration: Integration, done: Pressed, *, follow: bool
) -> Response[None]:
    """Without JavaScript: to the sync's page, where all that match were meant; else to the list."""
    if follow and done.sync:
        address = f"{runtime.settings.base_path}/integrations/{integration.id}/syncs/{done.sync}"
        return Response(None, status_code=303, headers={"location": address})
    said = Notice("warn", MEANWHILE) if done.meanwhile else _outcome(done, integration)
    return back(request, runtime, client, integration, said)


def _outcome(done: Pressed, integration: Integration) -> Notice:
    """What a press did, what that waits for, and what it left out and why."""
    sent, left_out = done.sent, done.left_out
    if not sent and not left_out:
        return Notice("warn", "Nothing was sent: tick objects first.")
    line = standing_of(integration)
    queued = f"{sent:,} accepted, and sent {line.when}" if line.stops else f"{sent:,} queued"
    parts = [queued if sent else "Nothing was sent"]
    parts += [f"{one.count:,} left out: {one.reason}" for one in left_out]
    return Notice("good" if sent else "warn", " · ".join(parts))


async def _verb(request: AnyRequest) -> Verb:
    text = await field_of(request, "verb")
    if text not in list(Verb):
        raise HTTPException(status_code=400, detail=f"verb: expected {' or '.join(Verb)}")
    return Verb(text)


async def _plan(request: AnyRequest, views: Views, integration: Integration) -> Preflight | None:
    workers, _ = await alive()
    if (given := await matching_of(request)) is not None:
        return await preflight_matching(integration.id, given, worker_down=workers == 0)
    ids = await ids_of(request)
    if not ids:
        return None
    elsewhere = min(await number_of(request, "elsewhere") or 0, len(ids))
    found = await preflight(integration.id, ids, hidden=elsewhere, worker_down=workers == 0)
    return replace(found, offer=await _offer(request, views, integration, found.selected))


async def _offer(request: AnyRequest, views: Views, integration: Integration, selected: int) -> str:
    """How many match the list's filter, once a whole page of them is selected; "": no more than those."""
    given = read_filter(parse_qsl(await field_of(request, "filter")))
    if selected < PAGE or not isinstance(given, GridFilter):
        return ""
    chips = [one for one in await chips_of(views, integration, given) if one.status in (given.statuses or Status)]
    count, more = sum(one.count for one in chips), any(one.more for one in chips)
    return f"{count:,}{'+' if more else ''}" if count > selected else ""


def is_htmx(request: AnyRequest) -> bool:
    return request.headers.get("hx-request") == "true"


def again(events: str) -> dict[str, str]:
    return {"HX-Trigger": events}


def back(
    request: AnyRequest, runtime: Runtime, client: Client, integration: Integration, said: Notice
) -> Response[None]:
    """To the view that the form stood on, as far as the browser tells; there it is said what happened."""
    base, shown_at = runtime.settings.base_path, urlsplit(request.headers.get("referer", ""))
    path = local_path(f"{shown_at.path}?{shown_at.query}", base)
    if not path.startswith(f"{base}/integrations/{integration.id}/objects"):
        path = f"{base}/integrations/{integration.id}/objects"
    path = with_notice(path, said, runtime.settings.secret, client)
    return Response(None, status_code=303, headers={"location": path})


router = Router("/integrations", route_handlers=[plan, create, index])
