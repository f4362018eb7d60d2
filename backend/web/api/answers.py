"""Where a third party delivers its answers to requests that it has only acknowledged, and what that address is."""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.actions.answers.receive_answer import receive_answer
from backend.connectors.unreadable import LARGEST
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.security.addresses import answers_token, is_answers_token
from backend.web.access.guards import allow, open_to_all
from backend.web.api.bodies import read_body
from backend.web.context import integration_of
from backend.web.problems import refused


@post("/{integration_id:int}/answers/{token:str}", guards=[open_to_all])
async def receive(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    integration_id: FromPath[int],
    token: FromPath[str],
) -> Response[Any]:
    """The token in the address is all that a third party can bring. 200 once the answer is kept, also again."""
    if not is_answers_token(token, runtime.settings.secret, integration_id):
        raise NotFoundException("There is nothing at this address")
    integration = await integration_of(integration_id)
    problem = await receive_answer(runtime, integration, await read_body(request, LARGEST, instead=""))
    return refused([problem]) if problem else Response({"kept": True})


@get("/{integration_id:int}/answers-address", guards=[allow(Role.ADMIN)])
async def show_address(runtime: NamedDependency[Runtime], integration_id: FromPath[int]) -> Response[Any]:
    """What the third party's transport policy must name. Who knows it can deliver answers: treat it as a password."""
    await integration_of(integration_id)
    settings = runtime.settings
    path = f"/api/v1/integrations/{integration_id}/answers/{answers_token(settings.secret, integration_id)}"
    return Response({"url": f"{settings.url}{settings.base_path}{path}"})


router = Router("/integrations", route_handlers=[receive, show_address])
