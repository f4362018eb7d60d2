"""An integration's settings: everybody may read them, administrators change them. Secrets only go in."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency

from backend.actions.integrations.update_integration import update_integration
from backend.domain.integrations.integration import Integration
from backend.domain.integrations.settings_seen import MEANWHILE, settings_mark
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice
from backend.web.integrations.drafts import Form, Typed, form_of, settings_of, texts_of, typed_in, values_of
from backend.web.requests.forms import field_of
from backend.web.screen import Screen

MOST_AT_ONCE = 1000  # of any connector
SAVED = Notice("good", Sentence("The settings are saved."))
SAME = Notice("warn", Sentence("Nothing was changed: these are the settings already."))


@get("/{integration_id:int}/settings", guards=[allow(Role.VIEWER)])
async def show(screen: NamedDependency[Screen]) -> Response[str]:
    return await _page(screen)


@post("/{integration_id:int}/settings", guards=[allow(Role.ADMIN)])
async def update(screen: NamedDependency[Screen]) -> Response[Any]:
    """Only what differs from what is there changes."""
    integration = await screen.integration()
    form = _form(screen.runtime, integration)
    typed, seen = await typed_in(screen.request, form), await field_of(screen.request, "seen")
    settings = settings_of(form, typed, values_of(form, integration))
    if not settings:
        return screen.go(screen.path("settings"), SAME)
    problems = settings if isinstance(settings, tuple) else await _update(screen, settings, seen)
    if problems:
        return await _page(screen, problems, None if problems == (MEANWHILE,) else typed)
    screen.views.lately.forget()
    return screen.go(screen.path("settings"), SAVED)


async def _update(screen: Screen, settings: dict[str, Any], seen: str) -> tuple[Problem, ...]:
    return await update_integration(
        screen.runtime, screen.integration_id, settings, by=screen.client.name, seen=seen or None
    )


async def _page(screen: Screen, problems: Sequence[Problem] = (), typed: Typed | None = None) -> Response[str]:
    """`typed`: what was refused, in its place."""
    _, context = await screen.framed()
    integration = await screen.integration()
    form = _form(screen.runtime, integration)
    texts = texts_of(values_of(form, integration)) if typed is None else typed
    context |= {"fields": form.shown(texts, problems), "seen": settings_mark(integration), "notice": screen.notice}
    context |= {"to_ask": await screen.to_ask(Role.ADMIN)}
    return screen.draw("integrations/settings.html", status_code=422 if problems else 200, **context)


def _form(runtime: Runtime, integration: Integration) -> Form:
    return form_of(runtime.connector(integration), integration, _most_at_once(runtime, integration))


def _most_at_once(runtime: Runtime, integration: Integration) -> int:
    """Also of settings that cannot be used, which are mended here."""
    try:
        return runtime.promises(integration).batch_limit
    except msgspec.ValidationError:
        return MOST_AT_ONCE


router = Router("/integrations", route_handlers=[show, update])
