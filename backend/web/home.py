"""The first page, health, and static files."""

from collections.abc import Sequence
from mimetypes import guess_type
from typing import Any

from jinja2 import Environment
from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.domain.integrations.integration import Integration
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.storage.screens import integrations as screens
from backend.web.access.auth import AnyRequest, auth_of
from backend.web.access.client import Client
from backend.web.access.guards import allow, open_to_all
from backend.web.theme import Theme

_FOR_EVER = "public, max-age=31536000, immutable"


@get("/", guards=[allow(Role.VIEWER)])
async def home(
    request: AnyRequest, runtime: NamedDependency[Runtime], client: NamedDependency[Client]
) -> Response[Any]:
    """To the integration of the last visit, or the first; where there is none, an administrator makes one."""
    found = await screens.every()
    if not found and not client.acts(Role.ADMIN):
        raise NotFoundException(detail=Sentence("There is no integration yet: an administrator makes one"))
    page = f"{_last(request, found).id}/objects" if found else "new"
    return Response(None, status_code=303, headers={"location": f"{runtime.settings.base_path}/integrations/{page}"})


def _last(request: AnyRequest, found: Sequence[Integration]) -> Integration:
    number = request.cookies.get(auth_of(request).cookies.integration)
    return next((one for one in found if str(one.id) == number), found[0])


@get("/health", guards=[open_to_all], media_type=MediaType.TEXT)
async def health() -> str:
    """For load balancers: this process answers."""
    return "ok"


@get("/theme/{hashed:str}", guards=[open_to_all])
async def theme(env: NamedDependency[Environment], hashed: FromPath[str]) -> Response[str]:
    """The installation's own colours, under the hash of them."""
    ours: Theme = env.globals["theme"]  # type: ignore[assignment]  # Jinja's globals have no types
    if ours.path != f"/theme/{hashed}":
        raise NotFoundException(detail=Sentence("There is no such file"))
    return Response(ours.sheet, media_type=MediaType.CSS, headers={"cache-control": _FOR_EVER})


@get("/static/{hashed:str}/{name:path}", guards=[open_to_all])
async def static(env: NamedDependency[Environment], hashed: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """A file under the hash of all files, so that browsers keep it for ever."""
    file = env.globals["static_path"](hashed, name.lstrip("/"))  # type: ignore[operator]
    if file is None:
        raise NotFoundException(detail=Sentence("There is no such file"))
    kind = guess_type(file.name)[0] or "application/octet-stream"
    return Response(file.read_bytes(), media_type=kind, headers={"cache-control": _FOR_EVER})
