"""Who is told of an integration's troubles: added, tried, removed, and what became of the last notifications."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.notifications.create_subscription import CHANNELS, LONGEST_ADDRESS, create_subscription
from backend.actions.notifications.remove_subscription import remove_subscription
from backend.actions.notifications.send_test import send_test
from backend.domain.notifications.troubles import Topic
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage.screens.notifications import subscriptions
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice
from backend.web.requests.forms import field_of
from backend.web.screen import Screen

_ADDED = Notice("good", Sentence("From now on this address is told."))
_REMOVED = Notice("good", Sentence("This address is not told any more."))
_GONE = Notice("warn", Sentence("Nothing was done: somebody removed this address meanwhile."))
_TESTED = Notice("good", Sentence("A test is on its way: look at this page in a moment."))


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription as it is typed."""

    channel: str = CHANNELS[0]
    address: str = ""
    topics: Sequence[str] = tuple(Topic)


@get("/{integration_id:int}/notifications")
async def index(screen: NamedDependency[Screen]) -> Response[str]:
    return await _page(screen)


@post("/{integration_id:int}/notifications", status_code=200)
async def create(screen: NamedDependency[Screen]) -> Response[Any]:
    """The page shows the secret of a webhook; nothing shows it again."""
    integration, draft = await screen.integration(), await _draft(screen)
    typed = msgspec.structs.asdict(draft)
    done = await create_subscription(screen.runtime, integration.id, **typed, by=screen.client.name)
    if isinstance(done, Problem):
        return await _page(screen, draft, wrong=done)
    if done.secret:
        return await _page(screen, token=done.secret, token_of=draft.address.strip())
    return screen.go(screen.path("notifications"), _ADDED)


@post("/{integration_id:int}/notifications/{number:int}/test", status_code=200)
async def test(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[Any]:
    done = await send_test(screen.runtime, await screen.integration(), number, by=screen.client.name)
    return _done(screen, _TESTED, done=done)


@post("/{integration_id:int}/notifications/{number:int}/remove", status_code=200)
async def remove(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[Any]:
    done = await remove_subscription(screen.integration_id, number, by=screen.client.name)
    return _done(screen, _REMOVED, done=done)


def _done(screen: Screen, said: Notice, *, done: bool) -> Response[Any]:
    return screen.go(screen.path("notifications"), said if done else _GONE)


async def _draft(screen: Screen) -> Draft:
    channel, address = [await field_of(screen.request, name) for name in ("channel", "address")]
    return Draft(channel=channel, address=address, topics=[one for one in Topic if await field_of(screen.request, one)])


async def _page(screen: Screen, draft: Draft | None = None, **shown: Any) -> Response[str]:
    _, context = await screen.framed()
    context |= {"token": "", "token_of": "", "wrong": None, "notice": screen.notice} | shown
    context |= {"subscriptions": await subscriptions(screen.integration_id), "subscribing": draft or Draft()}
    context |= {"has_mail": screen.runtime.settings.mail is not None, "most": LONGEST_ADDRESS}
    return screen.draw("notifications/index.html", status_code=422 if context["wrong"] else 200, **context)


router = Router("/integrations", route_handlers=[index, create, test, remove], guards=[allow(Role.ADMIN)])
