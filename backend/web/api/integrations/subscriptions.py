"""Who is told of an integration's troubles, for programs."""

from typing import Any

import msgspec
from litestar import Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.notifications.create_subscription import create_subscription
from backend.actions.notifications.remove_subscription import remove_subscription
from backend.actions.notifications.send_test import send_test
from backend.domain.notifications.troubles import Topic
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.storage.screens.notifications import subscriptions
from backend.web.access.guards import allow
from backend.web.api.asking import Asking
from backend.web.api.bodies import read_as
from backend.web.context import integration_of
from backend.web.problems import problem, refused


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    channel: str
    address: str
    topics: list[str] = msgspec.field(default_factory=lambda: [str(one) for one in Topic])


@get("/{integration_id:int}/subscriptions")
async def index(integration_id: FromPath[int]) -> Response[Any]:
    """Each with the newest ten that it was told."""
    await integration_of(integration_id)
    return Response({"subscriptions": await subscriptions(integration_id)})


@post("/{integration_id:int}/subscriptions")
async def create(asking: NamedDependency[Asking]) -> Response[Any]:
    """The answer has the secret of a webhook; nothing shows it again."""
    integration, given = await asking.integration(), msgspec.structs.asdict(await read_as(asking.request, Given))
    done = await create_subscription(asking.runtime, integration.id, **given, by=asking.client.name)
    return refused([done]) if isinstance(done, Problem) else Response(done, status_code=201)


@post("/{integration_id:int}/subscriptions/{number:int}/test", status_code=202)
async def try_out(asking: NamedDependency[Asking], number: FromPath[int]) -> Response[Any]:
    done = await send_test(asking.runtime, await asking.integration(), number, by=asking.client.name)
    return Response({}, status_code=202) if done else _none(asking, number)


@delete("/{integration_id:int}/subscriptions/{number:int}", status_code=200)
async def remove(asking: NamedDependency[Asking], number: FromPath[int]) -> Response[Any]:
    done = await remove_subscription(asking.integration_id, number, by=asking.client.name)
    return Response({}) if done else _none(asking, number)


def _none(asking: Asking, number: int) -> Response[Any]:
    return problem(404, f"There is no subscription {number} at integration {asking.integration_id}")


router = Router("/integrations", route_handlers=[index, create, try_out, remove], guards=[allow(Role.ADMIN)])
