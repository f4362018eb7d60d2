"""What happened since a person was here: a quiet line above their list, until they have read it or come again."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency

from backend.actions.visits.dismiss_news import dismiss_news
from backend.actions.visits.note_visit import note_visit
from backend.domain.roles import Role
from backend.storage.postgres.database_errors import UNAVAILABLE
from backend.storage.screens.news import News, news
from backend.web.access.guards import allow
from backend.web.objects.going_back import back
from backend.web.screen import Screen


@post("/{integration_id:int}/news/dismiss", status_code=200)
async def dismiss(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, user = await screen.integration(), screen.client.user_id
    if user is not None:
        await dismiss_news(user, integration.id)
    return screen.draw("objects/_no_news.html") if screen.by_script else back(screen)


async def news_of(screen: Screen) -> News | None:
    """Notes that who asks is here, as long as the database takes it."""
    user, number = screen.client.user_id, screen.integration_id
    if user is None:
        return None

    async def read() -> News | None:
        return await news(number, await note_visit(user, number))

    try:
        found: News | None = await screen.views.lately.get(number, f"news {user}", read)
    except UNAVAILABLE:
        return None
    return found


router = Router("/integrations", route_handlers=[dismiss], guards=[allow(Role.VIEWER)])
