"""What a press does: the plan that the bar shows, and the sync itself."""

from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from backend.actions.request_sync import ChangedMeanwhile, Requested, request_sync
from backend.domain.integration import Integration
from backend.domain.roles import Role
from backend.domain.verbs import Verb
from backend.runtime import Runtime
from backend.storage.screens.health import alive
from backend.storage.screens.plans import Preflight, preflight
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.access.sign_in_first import local_path
from backend.web.context import integration_of, shown
from backend.web.drawing.notices import Notice, with_notice
from backend.web.drawing.templates import draw
from backend.web.forms import field_of, ids_of, number_of
from backend.web.objects import html

MEANWHILE = "Something changed meanwhile, so nothing was sent. Look at the numbers and press again."


@post("/{integration_id:int}/plans", status_code=200, guards=[allow(Role.VIEWER)])
async def plan(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    integration_id: FromPath[int],
) -> Response[str]:
    integration = await integration_of(integration_id)
    found = await _plan(request, integration_id)
    return html(draw(env, "objects/bar/_bar.html", integration=shown(runtime, integration), plan=found))


@post("/{integration_id:int}/syncs", guards=[allow(Role.OPERATOR)])
async def create(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
) -> Response[Any]:
    integration, verb, ids = await integration_of(integration_id), await _verb(request), await ids_of(request)
    expected = await number_of(request, f"expect_{verb}")
    done = await request_sync(runtime, integration_id, ids, verb, by=client.name, expected=expected)
    if isinstance(done, ChangedMeanwhile):
        if not is_htmx(request):
            return back(request, runtime, client, integration, Notice("warn", MEANWHILE))
        return html(draw(env, "syncs/refused.html", sentence=MEANWHILE), status_code=409, headers=again("poll, plan"))
    said = _outcome(done)
    if not is_htmx(request):
        return back(request, runtime, client, integration, said)
    context = {"integration": shown(runtime, integration), "plan": await _plan(request, integration_id)}
    page = draw(env, "syncs/create.html", **context, tone=said.tone, sentence=said.sentence)
    return html(page, status_code=201, headers=again("poll, changed"))


def _outcome(done: Requested) -> Notice:
    """What a press did, and what it left out and why."""
    sent, left_out = len(done.plan.sent), done.plan.left_out
    if not sent and not left_out:
        return Notice("warn", "Nothing was sent: tick objects first.")
    parts = [f"{sent:,} queued" if sent else "Nothing was sent"]
    parts += [f"{one.count:,} left out: {one.reason}" for one in left_out]
    return Notice("good" if sent else "warn", " · ".join(parts))


async def _verb(request: AnyRequest) -> Verb:
    text = await field_of(request, "verb")
    if text not in list(Verb):
        raise HTTPException(status_code=400, detail=f"verb: expected {' or '.join(Verb)}")
    return Verb(text)


async def _plan(request: AnyRequest, integration_id: int) -> Preflight | None:
    ids = await ids_of(request)
    if not ids:
        return None
    workers, _ = await alive()
    elsewhere = min(await number_of(request, "elsewhere") or 0, len(ids))
    return await preflight(integration_id, ids, hidden=elsewhere, worker_down=workers == 0)


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


router = Router("/integrations", route_handlers=[plan, create])
