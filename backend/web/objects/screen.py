"""The list of objects, its fragments, and one object's details."""

from collections.abc import Collection, Sequence
from typing import Any

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from msgspec.structs import replace

from backend.actions.blamed_fields import blamed_fields
from backend.actions.preview_push import preview_push
from backend.domain.grid.grid_filter import GridFilter
from backend.domain.grid.layout import NONE, read_layout
from backend.domain.integrations.integration import Integration
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef
from backend.domain.own_columns.facts import Fact
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage.screens.objects.acts import acts
from backend.storage.screens.objects.attempts import exchange
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.objects.names import ref_of
from backend.storage.screens.objects.neighbours import Neighbours, neighbours
from backend.storage.screens.own_columns.facts import own_facts
from backend.storage.screens.values import Detail
from backend.web.access.guards import allow
from backend.web.context import shown
from backend.web.drawing.templates import draw
from backend.web.drawing.text import path
from backend.web.embeds.view import framed, framed_rows
from backend.web.embeds.within import compared_within, previewed_within, within
from backend.web.objects.columns import layout_of, narrowed
from backend.web.objects.comparing import comparison
from backend.web.objects.concealing import concealed, names_there
from backend.web.objects.listing import (
    chips_of,
    counted_in,
    currencies_of,
    filter_of,
    listing,
    page_filter_of,
    page_of,
    view_of,
)
from backend.web.objects.saved import opening
from backend.web.requests.parameters import number_in
from backend.web.requests.paths import key_of
from backend.web.screen import Context, Screen

TABS = ("overview", "content", "changes", "attempts", "exchange", "will_send", "audit")
PARTS: Context = {
    "blamed": frozenset(),
    "preview": None,
    "comparison": None,
    "exchange": None,
    "acts": [],
    "facts": [],
    "beside": Neighbours(),
}
_NO_ROW = Sentence("There is no such object here")  # as where one is ticked
NOT_OPEN: Context = {"detail": None, "tab": "overview", **PARTS}


_LOOK = [allow(Role.VIEWER, embeds=True)]  # `filter_of` and `_opened` keep a frame within its bounds


@get("/{integration_id:int}/objects", guards=_LOOK)
async def index(screen: NamedDependency[Screen]) -> Response[Any]:
    if screen.client.embed:
        return await framed(screen, screen.client.embed)
    elsewhere = await opening(screen)
    return elsewhere or _drawn(screen, "objects/index.html", **await _list(screen), **NOT_OPEN)


@get("/{integration_id:int}/objects/{kind:str}/{key:str}", guards=[allow(Role.VIEWER)])
async def show(
    screen: NamedDependency[Screen],
    kind: FromPath[str],
    key: FromPath[str],
    tab: FromQuery[str] = "overview",
) -> Response[str]:
    context = await _list(screen)
    return _drawn(screen, "objects/show.html", **context, **await _opened(screen, context["filter"], kind, key, tab))


def _drawn(screen: Screen, name: str, **context: Any) -> Response[str]:
    return screen.draw(name, status_code=400 if context["filter"].refused else 200, **context)


@get("/{integration_id:int}/rows", guards=_LOOK)
async def rows(screen: NamedDependency[Screen]) -> Response[str]:
    async def drawing(rev: str) -> str:
        if screen.client.embed:
            return await framed_rows(screen, screen.client.embed, rev)
        integration, given = await screen.looked_at(), filter_of(screen.request)
        layout = read_layout(screen.request.query_params.get("more", NONE))
        page, line = await page_of(screen, integration, given, layout), await screen.health(integration)
        context = {"integration": shown(screen.runtime, integration), "filter": given, "layout": layout, "page": page}
        return draw(screen.env, "objects/rows.html", **context, health=line, rev=rev)

    return await screen.poll(view_of(screen.request), drawing, events="changed")


@get("/{integration_id:int}/chips", guards=_LOOK)
async def show_chips(screen: NamedDependency[Screen]) -> Response[str]:
    integration, given = await screen.looked_at(), filter_of(screen.request)
    counted = await chips_of(screen.views, integration, given)
    context: Context = {"integration": shown(screen.runtime, integration), "filter": given, "chips": counted}
    context["currencies"] = await currencies_of(screen.views, integration, given)
    return screen.draw("objects/chips.html", **context, counted=counted_in(given, counted))


@get("/{integration_id:int}/drawer/{kind:str}/{key:str}", guards=_LOOK)
async def drawer(
    screen: NamedDependency[Screen],
    kind: FromPath[str],
    key: FromPath[str],
    tab: FromQuery[str] = "overview",
) -> Response[str]:
    given = filter_of(screen.request)
    integration, context = await screen.framed()
    context |= _looking(screen, integration)
    return screen.draw("objects/drawer.html", **context, filter=given, **await _opened(screen, given, kind, key, tab))


@get("/{integration_id:int}/verbs", guards=[allow(Role.VIEWER)])
async def verbs(screen: NamedDependency[Screen]) -> Response[Any]:
    """What may be pressed for a row of the list; without a script its details say it. Of no row: the list."""
    if not screen.by_script and "of" not in screen.request.query_params:
        return screen.go(screen.path("objects"))
    ref = await ref_of(screen.integration_id, number_in(screen.request, "of") or 0)
    found = await detail(screen.integration_id, ref.kind, ref.key) if ref else None
    if found is None:
        raise NotFoundException(detail=_NO_ROW)
    if not screen.by_script:
        return screen.go(screen.path(f"objects/{path(found.row)}"))
    integration, context = await screen.framed()
    return screen.draw("objects/verbs.html", **context | _looking(screen, integration), detail=found)


async def _list(screen: Screen) -> Context:
    """The whole page, but for the drawer. What was heard is read before the settings and the rows are."""
    given, heard = page_filter_of(screen.request), screen.heard
    integration, context = await screen.framed()
    layout = narrowed(layout_of(screen.request), integration)
    rev = screen.tag(view_of(screen.request, layout.more), heard)
    context |= _looking(screen, integration) | await listing(screen, integration, given)
    return context | {"notice": screen.notice, "rev": rev}


def _looking(screen: Screen, integration: Integration) -> Context:
    """What no connector of ours sends is only looked at."""
    known = integration.connector in screen.runtime.connectors
    return {} if known else {"person": replace(screen.client, role=Role.VIEWER)}


async def _opened(screen: Screen, given: GridFilter, kind: str, key: str, tab: str) -> Context:
    ref = ObjectRef(kind, key_of(key))
    found: Detail | None = await detail(screen.integration_id, ref.kind, ref.key)
    if found and screen.client.embed:
        found, tab = await within(screen.client.embed, found, tab)
    if found is None:
        raise no_such_object(ref)
    tab = tab if tab in TABS else "overview"
    beside = await neighbours(screen.integration_id, given, found.row)
    context = {**PARTS, "detail": found, "tab": tab, "beside": beside}
    context["facts"] = await _facts(screen, found) if tab == "overview" else []
    return context | await _part(screen, found, tab)


def no_such_object(ref: ObjectRef) -> NotFoundException:
    kind = KINDS[ref.kind].label.lower() if ref.kind in KINDS else ref.kind
    return NotFoundException(
        detail=Sentence("There is no %(kind)s %(key)s at this integration.", kind=kind, key=ref.key)
    )


async def _part(screen: Screen, found: Detail, tab: str) -> Context:
    """What this tab shows beside the object itself."""
    match tab:
        case "content":
            return {"blamed": await blamed_fields(screen.runtime, screen.integration_id, found.row.id)}
        case "changes":
            asked = (number_in(screen.request, name) for name in ("old", "new"))
            compared = await comparison(found, *asked)
            return {"comparison": compared_within(found, compared) if screen.client.embed else compared}
        case "exchange":
            asked_for = await exchange(found.row.id, number_in(screen.request, "exchange") or 0)
            return {"exchange": concealed(asked_for, found, await _names(screen))}
        case "audit":
            return {"acts": await acts(screen.integration_id, found.row.id, ObjectRef(found.row.kind, found.row.key))}
        case "will_send":
            preview = await preview_push(screen.runtime, screen.integration_id, found.row.id)
            preview = previewed_within(found, preview) if screen.client.embed else preview
            return {"preview": concealed(preview, found, await _names(screen))}
        case _:
            return {}


async def _facts(screen: Screen, found: Detail) -> Sequence[Fact]:
    """What is said of its kind is shown also where it is missing, what is said of all only where it is there."""
    integration, _ = await screen.framed()
    columns = [one for one in integration.own_columns if one.kind in ("", found.row.kind)]
    if not columns:
        return ()
    embed, named = screen.client.embed, {one.token for one in columns if one.kind}
    facts = await own_facts([found.row.id], columns, bounds=embed.bounds if embed else None)
    return [fact for token, fact in facts.get(found.row.id, {}).items() if fact.text or token in named]


async def _names(screen: Screen) -> Collection[str]:
    return names_there(screen.runtime, await screen.integration())


router = Router("/integrations", route_handlers=[index, show, rows, show_chips, drawer, verbs])
