"""Value maps to look at: all of an integration, one with its entries, and one as a file."""

from collections.abc import Sequence

import msgspec
from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from backend.domain.integrations.integration import Integration
from backend.domain.maps.csv_entries import write_csv
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.storage.screens import integrations as screens
from backend.storage.screens.maps import Stopped, stopped
from backend.web.access.guards import allow
from backend.web.drawing.content import map_label
from backend.web.drawing.text import segment
from backend.web.maps.shown import Draft, listed
from backend.web.requests.paths import key_of
from backend.web.screen import Screen


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """One that the connector reads."""

    name: str
    about: str
    entries: dict[str, str]
    stopped: Sequence[Stopped]

    @property
    def label(self) -> str:
        return map_label(self.name)

    @property
    def waiting(self) -> int:
        """Objects in error that wait for an entry or its correction."""
        return sum(one.count for one in self.stopped)

    @property
    def more(self) -> bool:
        return any(one.more for one in self.stopped)

    def is_mended(self, one: Stopped) -> bool:
        """Whether the entry that was missing is there by now."""
        return one.code in self.entries or "*" in self.entries


@get("/{integration_id:int}/maps", guards=[allow(Role.VIEWER)])
async def index(screen: NamedDependency[Screen]) -> Response[str]:
    integration, context = await screen.framed()
    maps = await maps_of(screen.runtime, integration)
    return screen.draw("maps/index.html", **context, maps=maps)


@get("/{integration_id:int}/maps/{name:str}", guards=[allow(Role.VIEWER)])
async def show(
    screen: NamedDependency[Screen],
    name: FromPath[str],
    code: FromQuery[str] = "",
    find: FromQuery[str] = "",
    after: FromQuery[str] = "",
) -> Response[str]:
    """`code`: one that an error named. It is found, or ready to be given its entry."""
    return await draw_map(screen, name, code=code, find=find, after=after)


@get("/{integration_id:int}/maps/{name:str}/csv", guards=[allow(Role.VIEWER)])
async def export(screen: NamedDependency[Screen], name: FromPath[str]) -> Response[bytes]:
    """As it can be imported again."""
    found = await map_of(screen.runtime, await screen.integration(), name)
    headers = {"content-disposition": f'attachment; filename="{found.name}.csv"'}
    return Response(write_csv(found.entries).encode(), media_type="text/csv", headers=headers)


async def maps_of(runtime: Runtime, integration: Integration) -> list[Map]:
    entries, waiting = (await screens.maps(integration.id)).entries, await stopped(integration.id)
    return [
        Map(
            name=name,
            about=about,
            entries=entries.get(name, {}),
            stopped=[one for one in waiting if one.is_about(name)],
        )
        for name, about in runtime.connector(integration).maps.items()
    ]


async def map_of(runtime: Runtime, integration: Integration, name: str) -> Map:
    """Raises NotFoundException."""
    maps = await maps_of(runtime, integration)
    for one in maps:
        if one.name == key_of(name):
            return one
    raise NotFoundException(
        detail=Sentence(
            "There is no value map %(name)s here, only %(others)s",
            name=key_of(name),
            others=", ".join(one.name for one in maps),
        )
    )


async def draw_map(
    screen: Screen,
    name: str,
    *,
    code: str = "",
    find: str = "",
    after: str = "",
    draft: Draft | None = None,
    problems: Sequence[Problem] = (),
    pasted: str = "",
) -> Response[str]:
    """With what was refused in its place: the entry that somebody typed (`draft`), or what was `pasted`."""
    integration, context = await screen.framed()
    found = await map_of(screen.runtime, integration, name)
    is_new = code not in found.entries
    find = find or ("" if is_new else code)
    context |= {"map": found, "listed": listed(found.entries, find, after), "notice": screen.notice}
    context |= {"find": find, "after": after, "to_ask": await screen.to_ask(Role.ADMIN)}
    context |= {"draft": draft or Draft(code if is_new else ""), "problems": problems, "pasted": pasted}
    return screen.draw("maps/show.html", status_code=422 if problems else 200, **context)


def path_of(screen: Screen, name: str, view: str = "", place: str = "") -> str:
    """The map's page; `view`: the query of a page of its entries; `place`: where it is opened."""
    path = screen.path(f"maps/{segment(key_of(name))}")
    return f"{path}{f'?{view}' if view else ''}{f'#{place}' if place else ''}"


router = Router("/integrations", route_handlers=[index, show, export])
