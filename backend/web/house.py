"""What a handler of the pages that belong to no integration has at hand: people, keys, audit, one's own settings."""

from typing import Any

import msgspec
from jinja2 import Environment
from litestar import Response
from litestar.di import NamedDependency

from backend.runtime import Runtime
from backend.web.access.auth import AnyRequest, auth_of
from backend.web.access.client import Client
from backend.web.drawing.notices import Notice, notice_of, with_notice
from backend.web.drawing.templates import draw
from backend.web.locales.catalogs import words_of
from backend.web.locales.choosing import language_of
from backend.web.people.choices import choices_of
from backend.web.requests.forms import field_of
from backend.web.screen import html


class House(msgspec.Struct, frozen=True):
    request: AnyRequest
    runtime: Runtime
    env: Environment
    client: Client

    async def field(self, name: str) -> str:
        """Of the form. Raises HTTPException 400 for what no field holds."""
        return await field_of(self.request, name)

    async def store_seen(self) -> None:
        """Before a page that says who was here lately."""
        await auth_of(self.request).seen.store()

    def draw(self, name: str, /, status_code: int = 200, **context: Any) -> Response[str]:
        around: dict[str, Any] = {
            "integration": None,
            "integrations": [],
            "person": self.client,
            "csrf": self.client.csrf,
            "choices": choices_of(self.request),
        }
        notice = notice_of(self.request, self.runtime.settings.secret, self.client)
        return html(draw(self.env, name, **around, notice=notice, **context), status_code=status_code)

    def go(self, below: str, sentence: str, language: str = "") -> Response[Any]:
        """To that page, which says what was done; in a language that the page is the first to speak, if given."""
        settings, said = self.runtime.settings, words_of(language or language_of(self.request)).said(sentence)
        path = with_notice(f"{settings.base_path}/{below}", Notice("good", said), settings.secret, self.client)
        return Response(None, status_code=303, headers={"location": path})


def provide_house(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
) -> House:
    return House(request, runtime, env, client)
