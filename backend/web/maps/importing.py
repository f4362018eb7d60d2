"""Many entries of a value map at once, pasted or from a file: first what would change, then the change."""

from typing import Any

from litestar import Response, Router, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from backend.actions.integrations.change_value_map import Changed, change_value_map
from backend.domain.maps.csv_entries import read_pasted
from backend.domain.maps.seen import mark_of
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Number, Sentence, joined
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice
from backend.web.maps.pages import draw_map, map_of, path_of
from backend.web.maps.shown import differences, differing
from backend.web.requests.forms import field_of
from backend.web.requests.paths import key_of
from backend.web.screen import Screen

MOST_SHOWN = 200  # differences
NOTHING = Problem("pasted", Sentence("Paste entries, or choose a file"))
NO_TEXT = Problem("pasted", Sentence("The file is no text in UTF-8 (Excel: save it as CSV UTF-8)"))


@post("/{integration_id:int}/maps/{name:str}/import", status_code=200, guards=[allow(Role.ADMIN)])
async def create(screen: NamedDependency[Screen], name: FromPath[str]) -> Response[Any]:
    """`do=store`: what the preview showed, and nothing else."""
    text = await _text(screen)
    if isinstance(text, Problem):
        return await draw_map(screen, name, problems=(text,))
    entries = read_pasted(text)
    if isinstance(entries, tuple):
        return await draw_map(screen, name, problems=entries, pasted=text)
    replace, stores = await _is(screen, "replace", "yes"), await _is(screen, "do", "store")
    act = _store if stores else _preview
    return await act(screen, name, entries, text, replace=replace)


async def _preview(screen: Screen, name: str, entries: dict[str, str], text: str, *, replace: bool) -> Response[Any]:
    integration, context = await screen.framed()
    found = await map_of(screen.runtime, integration, name)
    done = await _change(screen, name, entries, replace=replace, dry_run=True)
    if isinstance(done, tuple):
        return await draw_map(screen, name, problems=done, pasted=text)
    changes = differences(found.entries, entries, replace=replace)
    context |= {"map": found, "sizes": done.sizes, "differing": differing(done), "pasted": text, "replace": replace}
    context |= {"changes": changes[:MOST_SHOWN], "more": len(changes) - MOST_SHOWN}
    return screen.draw("maps/preview.html", **context, seen=mark_of(found.entries, entries, replace=replace))


async def _store(screen: Screen, name: str, entries: dict[str, str], text: str, *, replace: bool) -> Response[Any]:
    seen = await field_of(screen.request, "seen")
    done = await _change(screen, name, entries, replace=replace, seen=seen)
    if isinstance(done, tuple):
        return await draw_map(screen, name, problems=done, pasted=text)
    sizes = done.sizes
    told = Sentence(
        "%(added)s added, %(changed)s changed, %(removed)s removed",
        **{
            name: Number(count)
            for name, count in (("added", sizes.added), ("changed", sizes.changed), ("removed", sizes.removed))
        },
    )
    return screen.go(path_of(screen, name), Notice("good", joined("", [told, ". ", differing(done), "."])))


async def _change(
    screen: Screen, name: str, entries: dict[str, str], *, replace: bool, dry_run: bool = False, seen: str | None = None
) -> Changed | tuple[Problem, ...]:
    integration, by = await screen.integration(), screen.client.name
    return await change_value_map(
        screen.runtime, integration, key_of(name), entries, replace=replace, by=by, dry_run=dry_run, seen=seen
    )


async def _text(screen: Screen) -> str | Problem:
    """What was pasted, or what the file holds."""
    file = (await screen.request.form()).get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        pasted = await field_of(screen.request, "pasted")
        return pasted if pasted.strip() else NOTHING
    try:
        return (await file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        return NO_TEXT


async def _is(screen: Screen, field: str, value: str) -> bool:
    """Raises HTTPException 400."""
    given = await field_of(screen.request, field)
    if given not in ("", value):
        raise HTTPException(status_code=400, detail=f"{field}: expected {value}, or nothing")
    return given == value


router = Router("/integrations", route_handlers=[create])
