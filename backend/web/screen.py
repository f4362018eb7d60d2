"""What a handler of an integration's screens has at hand: who asks, for which integration, and the ways to answer."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import msgspec
from jinja2 import Environment
from litestar import MediaType, Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.storage.people import admins
from backend.storage.screens import integrations as screens
from backend.storage.screens.bounded import all_within
from backend.storage.screens.health import Health, alive, health
from backend.web.access.auth import AnyRequest, auth_of
from backend.web.access.client import Client
from backend.web.context import found_in, integration_of, shown
from backend.web.drawing.notices import Notice, notice_of, with_notice
from backend.web.drawing.templates import draw
from backend.web.drawing.views import Views
from backend.web.locales.catalogs import words_of
from backend.web.locales.choosing import language_of
from backend.web.people.choices import choices_of
from backend.web.requests.forms import ids_of

Context = dict[str, Any]


class Screen(msgspec.Struct, frozen=True):
    request: AnyRequest
    runtime: Runtime
    env: Environment
    client: Client
    views: Views
    integration_id: int

    async def integration(self) -> Integration:
        """Raises NotFoundException."""
        return self._told(await integration_of(self.integration_id))

    async def looked_at(self) -> Integration:
        """As pages show it. Raises NotFoundException."""
        return self._told(found_in(await self._every(), self.integration_id))

    async def _every(self) -> list[Integration]:
        found: list[Integration] = await self.views.lately.get(self.integration_id, "integrations", screens.every)
        return found

    def _told(self, integration: Integration) -> Integration:
        """To a frame not who holds it, and why: that is said among those who work here."""
        held = self.client.embed is not None and integration.held_reason is not None
        return msgspec.structs.replace(integration, held_reason="", held_by="") if held else integration

    async def framed(self) -> tuple[Integration, Context]:
        """The integration, and what stands around every page. Raises NotFoundException."""
        every, integration = await self._every(), await self.looked_at()
        return integration, {
            "integration": shown(self.runtime, integration),
            "integrations": [shown(self.runtime, one) for one in every],
            "line": standing_of(integration),
            "person": self.client,
            "csrf": self.client.csrf,
            "choices": choices_of(self.request),
        }

    async def health(self, integration: Integration) -> Health:
        async def read() -> Health:
            workers, seen_at = await alive()
            whole = await integration_of(integration.id)  # for everybody: a frame has only part of it
            quota = self.runtime.quota(whole)
            return await health(whole, workers=workers, worker_seen_at=seen_at, quota=quota)

        found: Health = await self.views.lately.get(integration.id, "health", read)
        return found

    async def to_ask(self, needed: Role) -> list[str]:
        """Who may do what this person may not."""
        return [] if self.client.may(needed) else await admins()

    @property
    def by_script(self) -> bool:
        return self.request.headers.get("hx-request") == "true"

    async def chosen(self) -> Sequence[int]:
        """The ticked objects. Raises HTTPException 400, and NotFoundException for one that an embed does not show."""
        ids = await ids_of(self.request)
        embed = self.client.embed
        if embed and not await all_within(self.integration_id, embed.bounds, ids):
            raise NotFoundException(detail=Sentence("There is no such object here"))
        return ids

    @property
    def undo(self) -> timedelta:
        """For which a press waits that is for more than one object. A frame's is sent at once: it has no page of it."""
        return timedelta() if self.client.embed else timedelta(seconds=self.runtime.settings.undo_seconds)

    @property
    def notice(self) -> Notice | None:
        return notice_of(self.request, self.runtime.settings.secret, self.client)

    def draw(self, name: str, /, status_code: int = 200, events: str = "", **context: Any) -> Response[str]:
        """`events`: what the page's scripts hear of it."""
        answer = html(draw(self.env, name, **context), status_code=status_code, events=events)
        cookies = auth_of(self.request).cookies
        if self.client.embed is None and self.request.cookies.get(cookies.integration) != str(self.integration_id):
            answer.set_cookie(cookies.at(self.integration_id))
        return answer

    async def poll(self, view: str, drawing: Callable[[str], Awaitable[str]], events: str = "") -> Response[str]:
        """204 when nothing changed since `rev`: asked of this process's memory only. `drawing` gets the tag."""
        if self.request.query_params.get("rev") == self.tag(view):
            return Response("", status_code=204, media_type=MediaType.HTML)
        drawn = await self.views.draw(self.integration_id, view, language_of(self.request), drawing)
        return html(drawn.html, events=events)

    @property
    def heard(self) -> str:
        return self.views.heard(self.integration_id)

    def tag(self, view: str, heard: str = "") -> str:
        """`heard`: before what it is a tag of was read; "": now."""
        return self.views.tag(self.integration_id, view, heard)

    def path(self, below: str) -> str:
        return f"{self.runtime.settings.base_path}/integrations/{self.integration_id}/{below}"

    def go(self, path: str, said: Notice | None = None) -> Response[Any]:
        """To that page, which says what happened."""
        if said is not None:
            said = msgspec.structs.replace(said, sentence=words_of(language_of(self.request)).said(said.sentence))
            path = with_notice(path, said, self.runtime.settings.secret, self.client)
        return Response(None, status_code=303, headers={"location": path})


def html(content: str, *, status_code: int = 200, events: str = "") -> Response[str]:
    headers = {"HX-Trigger": events} if events else {}
    return Response(content, status_code=status_code, media_type=MediaType.HTML, headers=headers)


def provide_screen(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    views: NamedDependency[Views],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
) -> Screen:
    return Screen(request, runtime, env, client, views, integration_id)
