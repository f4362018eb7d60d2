"""Signing in and out."""

from jinja2 import Environment
from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from backend.actions.sessions.open_link import open_link
from backend.actions.sessions.open_session import OpenedSession
from backend.actions.sessions.sign_in import Refusal, sign_in
from backend.actions.sessions.sign_out import sign_out
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.security.tokens import new_token
from backend.web.access.auth import AnyRequest, auth_of
from backend.web.access.client import Client
from backend.web.access.csrf import STALE, brought_back
from backend.web.access.guards import allow, open_to_all
from backend.web.access.sign_in_first import local_path
from backend.web.drawing.templates import draw
from backend.web.people.choices import choices_of

USED = "This link was used already, or is older than an hour. Ask for a new one, or sign in with your password."
REFUSED = {
    Refusal.WRONG: (401, "Name or password is wrong."),
    Refusal.BUSY: (429, "Too many people sign in at this moment. Try again in a few seconds."),
}


@get("/sign-in", guards=[open_to_all])
async def new(request: AnyRequest, env: NamedDependency[Environment], next: FromQuery[str] = "/") -> Response[str]:  # noqa: A002
    return sign_in_page(request, env, next_path=next)


@post("/sign-in", guards=[open_to_all])
async def create(
    request: AnyRequest, env: NamedDependency[Environment], runtime: NamedDependency[Runtime]
) -> Response[str]:
    form = await request.form()
    name, password, next_path = (str(form.get(field, "")) for field in ("name", "password", "next"))
    auth = auth_of(request)
    if not auth.forms.match(await brought_back(request), request.cookies.get(auth.cookies.form, "")):
        return sign_in_page(request, env, status=403, problem=STALE, name=name, next_path=next_path)
    outcome = await sign_in(runtime, name, password, address=_address(request))
    if isinstance(outcome, OpenedSession):
        return signed_in(request, outcome, next_path)
    status, sentence = REFUSED[outcome]
    return sign_in_page(request, env, status=status, problem=sentence, name=name, next_path=next_path)


@get("/sign-in/{token:str}", guards=[open_to_all])
async def use_link(
    request: AnyRequest,
    env: NamedDependency[Environment],
    runtime: NamedDependency[Runtime],
    token: FromPath[str],
) -> Response[str]:
    """By GET, which docs/decisions/0005 defends."""
    opened = await open_link(runtime, token, address=_address(request))
    if opened is None:
        return sign_in_page(request, env, status=410, problem=USED)
    return signed_in(request, opened, "/")


@post("/sign-out", guards=[allow(Role.VIEWER, looks=True)])
async def delete(request: AnyRequest, client: NamedDependency[Client]) -> Redirect:
    assert client.session_id is not None
    auth = auth_of(request)
    auth.revoked.add(client.session_id)
    await sign_out(client.session_id, by=client.name)
    return Redirect(f"{auth.base_path}/sign-in", status_code=303, cookies=auth.cookies.closed())


def sign_in_page(
    request: AnyRequest, env: Environment, *, status: int = 200, problem: str = "", name: str = "", next_path: str = ""
) -> Response[str]:
    auth = auth_of(request)
    proof = request.cookies.get(auth.cookies.form) or new_token()  # one for all tabs
    page = draw(
        env,
        "sessions/new.html",
        integration=None,
        integrations=[],
        person=None,
        csrf=auth.forms.of(proof),
        choices=choices_of(request),
        next=local_path(next_path, auth.base_path),
        name=name,
        problem=problem,
    )
    headers = {"retry-after": "5"} if status == 429 else {}
    cookies = auth.cookies.form_begun(proof)
    return Response(page, status_code=status, media_type=MediaType.HTML, headers=headers, cookies=cookies)


def signed_in(request: AnyRequest, opened: OpenedSession, next_path: str) -> Redirect:
    auth = auth_of(request)
    path = local_path(next_path, auth.base_path)
    return Redirect(path, status_code=303, cookies=auth.cookies.opened(opened))


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


HANDLERS = [new, create, use_link, delete]
