"""Who may use a route. Each route says it; what is hidden on a screen is refused here."""

from typing import Any

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, NotFoundException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.routes import BaseRoute, HTTPRoute

from backend.actions.keys.create_api_key import INGEST
from backend.actions.sessions.note_refusal import note_refusal
from backend.domain.roles import Role, role_said
from backend.domain.sentence import Sentence
from backend.storage.people import admins
from backend.web.access.auth import SAFE_METHODS, AnyRequest, auth_of, is_api
from backend.web.access.client import Client
from backend.web.access.csrf import check_csrf

READ_ONLY = Sentence("Nothing was done: this installation is read-only (SYNCLINE_READ_ONLY)")
_NOT_EMBEDDED = Sentence("This is not part of the embedded view: open it in Syncline")
Connection = ASGIConnection[Any, Any, Any, Any]


class SignInNeededError(NotAuthorizedException):
    """Nobody we know: `sign_in_first.ask_to_sign_in` answers it."""


class Guard:
    """By its class a route is known to have declared who may."""


class Allow(Guard):
    def __init__(self, role: Role, *, ingest: bool = False, looks: bool | None = None, embeds: bool = False) -> None:
        self.role, self.ingest, self.looks, self.embeds = role, ingest, looks, embeds

    async def __call__(self, connection: Connection, _handler: BaseRouteHandler) -> None:
        assert isinstance(connection, Request)
        await self._check(connection)

    async def _check(self, request: AnyRequest) -> None:
        client = await auth_of(request).identify(request)
        if client is None:
            raise SignInNeededError("Sign in first")
        request.scope["user"] = client
        self._keep_inside(request, client)
        if not self._admits(client):
            await _refuse(request, client)
        if client.read_only and not self._looks(request):
            raise PermissionDeniedException(detail=READ_ONLY)
        if request.method not in SAFE_METHODS and not is_api(request.scope) and client.embed is None:
            await check_csrf(request, client.csrf)

    def _keep_inside(self, request: AnyRequest, client: Client) -> None:
        """An embed has some routes of its one integration. Raises NotFoundException."""
        embed = client.embed
        if embed and not (self.embeds and request.path_params.get("integration_id") == embed.integration):
            raise NotFoundException(detail=_NOT_EMBEDDED)

    def _admits(self, client: Client) -> bool:
        return client.may(self.role) or (self.ingest and client.role is None)

    def _looks(self, request: AnyRequest) -> bool:
        """Whether a read-only installation takes it. What the ERP hands over goes on there."""
        return (self.ingest or request.method in SAFE_METHODS) if self.looks is None else self.looks


class OpenToAll(Guard):
    async def __call__(self, _connection: Connection, _handler: BaseRouteHandler) -> None:
        """Declares it; refuses nobody."""


open_to_all = OpenToAll()


def allow(role: Role, *, ingest: bool = False, looks: bool | None = None, embeds: bool = False) -> Allow:
    """This role and higher ones; with `ingest` also keys that may only hand over versions. `looks`: whether it changes
    nothing that others see, or ends an access, where its method tells otherwise. `embeds`: also frames of this
    integration; what the handler reads and writes must stay within `Embed.bounds`."""
    return Allow(role, ingest=ingest, looks=looks, embeds=embeds)


ADMIN = [allow(Role.ADMIN)]
ENDS_ACCESS = [allow(Role.ADMIN, looks=True)]  # a read-only installation takes access away, and gives none
allow_ingest = allow(Role.OPERATOR, ingest=True)


async def _refuse(request: AnyRequest, client: Client) -> None:
    role = client.role or INGEST
    asked = f"{request.method} {request.scope['path']}"
    if request.method not in SAFE_METHODS and not auth_of(request).is_noted(client, asked):
        await note_refusal(by=client.name, role=role, asked=asked)
    who = await _who_can(client)
    refused = Sentence("Not allowed for the role %(role)s; %(who)s can change roles", role=role_said(role), who=who)
    raise PermissionDeniedException(detail=refused)


async def _who_can(client: Client) -> str:
    """By name for people, who can go and ask; a program is told no names."""
    named = await admins() if client.user_id is not None else []
    if not named:
        return Sentence("an administrator")
    return Sentence("%(names)s (administrator)", names=" or ".join(named))


def undeclared_routes(app: Litestar) -> list[str]:
    """Routes that do not say who may use them. Litestar's own OPTIONS answers name methods only."""
    return [f"{name} {route.path}" for route in app.routes for name, handler in _handlers(route) if not _says(handler)]


def _handlers(route: BaseRoute) -> list[tuple[str, BaseRouteHandler]]:
    if isinstance(route, HTTPRoute):
        named = [(" ".join(sorted(one.http_methods)), one) for one in route.route_handlers]
        return [(name, one) for name, one in named if name != "OPTIONS"]
    handler: Any = getattr(route, "route_handler", None)
    return [("ASGI", handler)]


def _says(handler: BaseRouteHandler) -> bool:
    return any(isinstance(guard, Guard) for guard in handler.resolve_guards())
