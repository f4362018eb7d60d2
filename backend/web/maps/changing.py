"""Entries of a value map, changed in their place; and what stopped for want of one, sent again."""

from typing import Any, TypeGuard
from urllib.parse import urlencode

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.integrations.change_value_map import Changed, change_value_map
from backend.actions.syncs.press import press
from backend.domain.maps.entries import Given, entry_problems
from backend.domain.maps.seen import MEANWHILE, mark_of
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence, joined
from backend.domain.syncs.verbs import Verb
from backend.storage.screens.maps import ids_of_cause
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice
from backend.web.drawing.text import dom_id
from backend.web.maps.pages import draw_map, path_of
from backend.web.maps.shown import Draft, differing
from backend.web.requests.forms import field_of, number_of
from backend.web.requests.paths import key_of
from backend.web.screen import Screen
from backend.web.syncs.outcome import outcome

THERE = Problem("code", Sentence("This code has an entry already: find it below, and change it there"))
_REMOVED = Sentence("%(code)s has no entry any more")
_STORED = Sentence("%(code)s → %(value)s is stored")


@post("/{integration_id:int}/maps/{name:str}/entries", guards=[allow(Role.ADMIN)])
async def update(screen: NamedDependency[Screen], name: FromPath[str]) -> Response[Any]:
    """One entry: added, changed, or removed. `seen`: the mark of its line; empty: it is to be a new one."""
    code, value, seen = [await field_of(screen.request, field) for field in ("code", "value", "seen")]
    removes = await field_of(screen.request, "do") == "remove"
    given: Given = {code: None if removes else value}
    find, after = await field_of(screen.request, "find"), await field_of(screen.request, "after")
    done = _in_form(entry_problems(given, may_remove=removes)) or await _changed(screen, name, given, seen)
    if isinstance(done, tuple):
        draft = None if seen else Draft(code, value)
        return await draw_map(screen, name, draft=draft, find=find, after=after, problems=done)
    told = _REMOVED.with_values(code=code) if removes else _STORED.with_values(code=code, value=value)
    view = urlencode([one for one in (("find", find), ("after", after)) if one[1]])
    place = "entries" if removes else f"entry-{dom_id(code)}"
    return screen.go(path_of(screen, name, view, place), Notice("good", joined("", [told, ". ", differing(done), "."])))


@post("/{integration_id:int}/maps/{name:str}/retry", guards=[allow(Role.OPERATOR)])
async def retry(screen: NamedDependency[Screen], name: FromPath[str]) -> Response[Any]:
    """Force synchronize what is in error for one cause."""
    integration, by, undo = await screen.integration(), screen.client.name, screen.undo
    cause, expected = await number_of(screen.request, "cause"), await number_of(screen.request, "expect")
    ids = await ids_of_cause(integration.id, cause or 0)
    verb = Verb.FORCE_SYNCHRONIZE
    done = await press(screen.runtime, integration.id, ids, verb, by=by, expected=expected, undo=undo)
    if done.sync is None:
        return screen.go(path_of(screen, name), outcome(done, integration))
    return screen.go(screen.path(f"syncs/{done.sync}"))


async def _changed(screen: Screen, name: str, given: Given, seen: str) -> Changed | tuple[Problem, ...]:
    integration, by = await screen.integration(), screen.client.name
    mark = seen or mark_of({}, given)
    done = await change_value_map(screen.runtime, integration, key_of(name), given, replace=False, by=by, seen=mark)
    return (THERE,) if done == (MEANWHILE,) and not seen else done


def _in_form(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Named as the fields of the form are."""
    return tuple(
        Problem("code", one.sentence.values["why"]) if _is_code(one.sentence) else Problem("value", one.sentence)
        for one in problems
    )


def _is_code(sentence: str) -> TypeGuard[Sentence]:
    return isinstance(sentence, Sentence) and sentence.startswith("code: ")


router = Router("/integrations", route_handlers=[update, retry])
