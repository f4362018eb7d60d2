"""What a frame shows of an integration: a line of counts, and the list within its bounds."""

from typing import Any

from litestar import Response
from msgspec.structs import replace

from backend.domain.embeds.embed import Embed, Size
from backend.domain.grid.grid_filter import GridFilter
from backend.domain.grid.layout import NONE, Layout, read_layout
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.roles import Role
from backend.domain.status import Status
from backend.web.context import shown
from backend.web.drawing.templates import draw
from backend.web.objects.columns import COOKIE, narrowed
from backend.web.objects.listing import chips_of, filter_of, listing, page_of, view_of
from backend.web.people.choices import choices_of
from backend.web.screen import Context, Screen


async def framed(screen: Screen, embed: Embed) -> Response[Any]:
    """As large as the frame asked for. What was heard is read before the settings and the rows are."""
    layout = _layout(NONE if embed.size is Size.BADGE else screen.request.cookies.get(COOKIE, ""))
    heard, integration, given = screen.heard, await screen.integration(), filter_of(screen.request)
    layout = narrowed(layout, integration)
    rev = screen.tag(view_of(screen.request, layout.more), heard)
    context = await line_of(screen, embed, integration) | {"filter": given, "layout": layout, "rev": rev}
    if embed.size is not Size.BADGE:
        context |= _within(embed, await listing(screen, integration, given))
    return screen.draw(f"embed/{embed.size}.html", **context)


async def framed_rows(screen: Screen, embed: Embed, rev: str) -> str:
    """What a poll brings."""
    integration, given = await screen.integration(), filter_of(screen.request)
    context = await line_of(screen, embed, integration) | {"filter": given, "rev": rev}
    if embed.size is Size.BADGE:
        return draw(screen.env, "embed/_badge.html", **context)
    layout = _layout(screen.request.query_params.get("more", NONE))
    page = await page_of(screen, integration, given, layout)
    return draw(screen.env, "embed/rows.html", **context, layout=layout, page=page)


def _layout(text: str) -> Layout:
    """Who works here is no part of a frame."""
    found = read_layout(text)
    return replace(found, columns=found.columns - {"by"})


async def line_of(screen: Screen, embed: Embed, integration: Integration) -> Context:
    """All that is within its bounds, whatever the list shows of it."""
    chips = await chips_of(screen.views, integration, GridFilter(bounds=embed.bounds))
    by_status = {chip.status: chip for chip in chips}
    looks = integration.connector not in screen.runtime.connectors  # nothing can be sent
    return {
        "integration": shown(screen.runtime, integration),
        "person": replace(screen.client, role=Role.VIEWER) if looks else screen.client,
        "choices": choices_of(screen.request),
        "csrf": "",  # the header is what no other site can send
        "line": standing_of(integration),
        "health": await screen.health(integration),
        "waiting": by_status.get(Status.PENDING),
        "errors": by_status.get(Status.ERROR),
    }


def _within(embed: Embed, context: Context) -> Context:
    """Nothing to choose that it cannot show."""
    bounds = embed.bounds
    kinds = [one for one in context["kinds"] if bounds.kinds is None or one[0] in bounds.kinds]
    entities = [one for one in context["entities"] if bounds.entities is None or one in bounds.entities]
    return context | {"kinds": kinds, "entities": entities}
