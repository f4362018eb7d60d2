"""Change a value map. By itself it re-sends nothing: maps apply when a push is built."""

from collections.abc import Mapping

import msgspec

from backend.actions.integrations.count_differing import Counted, count_differing
from backend.domain.integrations.integration import Integration
from backend.domain.maps.entries import Given, changed_codes, merged, size_problems
from backend.domain.maps.seen import MEANWHILE, mark_of
from backend.domain.objects import Problem
from backend.domain.pushes.carried import Maps
from backend.domain.sentence import Number, Sentence
from backend.runtime import Runtime
from backend.storage import audits, integrations
from backend.storage.postgres.database import transaction


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """A map as it is now, and what changed."""

    entries: int
    added: int
    changed: int
    removed: int


class Changed(msgspec.Struct, frozen=True):
    sizes: Sizes
    counted: Counted  # of objects that are in step: how many would be rendered differently now


async def change_value_map(
    runtime: Runtime,
    integration: Integration,
    name: str,
    given: Given,
    *,
    replace: bool,
    by: str,
    dry_run: bool = False,
    may_empty: bool = True,
    seen: str | None = None,
) -> Changed | tuple[Problem, ...]:
    """`given` was judged by `entry_problems` or `read_csv`. `replace`: what is not given goes.
    `may_empty`: all of it may. `seen`: the mark of what was shown; what is not there any more is not written over."""
    known = runtime.connector(integration).maps
    if name not in known:
        return (Problem("name", f"expected one of {', '.join(known)}, got {name!r}"),)
    async with transaction():
        await integrations.lock(integration.id)
        maps = await integrations.maps(integration.id)
        before = maps.entries.get(name, {})
        if seen not in (None, mark_of(before, given, replace=replace)):
            return (MEANWHILE,)
        after = merged({} if replace else before, given)
        problems = size_problems(after) or (() if after or may_empty else _emptied(before))
        if problems:
            return problems
        sizes = _sizes(before, after)
        if not dry_run:
            await _store(integration, name, after, by, replace=replace, sizes=sizes)
    changed = Maps({**maps.entries, name: after} if after else _without(maps, name))
    counted = await count_differing(runtime, integration, maps, changed, changed_codes(before, after))
    return Changed(sizes, counted)


async def _store(
    integration: Integration, name: str, entries: dict[str, str], by: str, *, replace: bool, sizes: Sizes
) -> None:
    await integrations.replace_map(integration.id, name, entries)
    action = "value_map.replaced" if replace else "value_map.merged"
    await audits.write(by, action, integration.id, subject=name, facts=msgspec.structs.asdict(sizes))


def _emptied(before: Mapping[str, str]) -> tuple[Problem, ...]:
    if not before:
        return ()
    return (Problem("entries", _EMPTIED.with_values(num=Number(len(before)))),)


_EMPTIED = Sentence(
    "there are none, and the map has %(num)s that would go. Say so if that is meant: empty=true in the address, or "
    "syncline map with --empty"
)


def _sizes(before: Mapping[str, str], after: Mapping[str, str]) -> Sizes:
    return Sizes(
        entries=len(after),
        added=len(after.keys() - before.keys()),
        changed=sum(before[code] != after[code] for code in before.keys() & after.keys()),
        removed=len(before.keys() - after.keys()),
    )


def _without(maps: Maps, name: str) -> dict[str, dict[str, str]]:
    """A map without entries is not there, as when it is read."""
    return {other: entries for other, entries in maps.entries.items() if other != name}
