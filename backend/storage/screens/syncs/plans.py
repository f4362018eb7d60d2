"""Before a press: what each button would send, who is left out and why, and who would wait."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

import msgspec
from msgspec.structs import replace

from backend.domain.grid.bounds import Bounds
from backend.domain.grid.grid_filter import GridFilter, without_page
from backend.domain.status import Status
from backend.domain.syncs.selection import Candidate, merged, plan_sync, reason_said
from backend.domain.syncs.verbs import Verb
from backend.storage import syncs
from backend.storage.postgres.database import Record, query
from backend.storage.screens.objects.grid import ids_matching
from backend.storage.screens.objects.matching import Matching, fetch, matching, source
from backend.storage.syncs import TooManyNeededError, candidates, children_of, needed_by

_WAITS = 3


class Both(msgspec.Struct, frozen=True):
    """A press that takes along what is needed."""

    verb: Verb
    count: int  # the number on its button


class Preflight(msgspec.Struct, frozen=True, kw_only=True):
    selected: int
    synchronize: int  # the number on the button, and of the sync's items
    force: int
    left_out: list[tuple[str, int, str]]  # (reason, count, a key) of what neither button sends
    waits: list[tuple[str, str, str, Status | None]]  # (key, kind it needs, key it needs, that one's status); the first
    waiting: int  # objects that would wait for something that nobody sends
    held_up: int = 0  # of `synchronize`: they would wait for what that press does not send, or for one that waits
    both: Both | None = None  # what would end these waits
    hidden: int = 0  # selected, but not in the list
    worker_down: bool = False
    offer: str = ""  # how many match the list's filter, where a whole page of them is selected: "12,345", "10,000+"
    matching: bool = False  # all that match are selected
    bounds: Bounds | None = None  # of an embed: outside of them nothing is told of what they wait for
    examined: int | None = None  # for what they need: only so many, where all that match are more than that

    @property
    def at_once(self) -> int:
        """What Synchronize really sends now."""
        return self.synchronize - self.held_up


async def preflight(integration: int, ids: Sequence[int], *, hidden: int = 0, worker_down: bool = False) -> Preflight:
    """Plans as the press does. Ids that do not exist are not counted; `hidden` and `worker_down` are handed through."""
    chosen = await candidates(integration, ids, takes_over=True)
    synchronize, force = (plan_sync(chosen, verb).sent for verb in Verb)
    waits = await _waits(chosen)
    return Preflight(
        selected=len(chosen),
        synchronize=len(synchronize),
        force=len(force),
        left_out=_left_out(chosen),
        waits=_first(waits),
        waiting=_number(waits),
        held_up=await _held_up(chosen),
        both=await _both(integration, chosen, waits) if waits else None,
        hidden=hidden,
        worker_down=worker_down,
    )


async def _waits(chosen: Sequence[Candidate]) -> Sequence[Record]:
    """Who would wait for what nobody sends: neither these, nor a sync that runs."""
    sent = [one.id for verb in Verb for one in plan_sync(chosen, verb).sent]
    children = {one.id for verb in Verb for one in children_of(chosen, verb)}
    return await query("screen_waits", children=list(children), sent=sent)


def _first(waits: Sequence[Record]) -> list[tuple[str, str, str, Status | None]]:
    return [(row[1], row[2], row[3], Status(row[4]) if row[4] else None) for row in waits[:_WAITS]]


def _number(waits: Sequence[Record]) -> int:
    return len({row["child"] for row in waits})


async def _held_up(chosen: Sequence[Candidate], along: Collection[int] = ()) -> int:
    """`along`: others that are sent with them."""
    sent = [one.id for one in plan_sync(chosen, Verb.SYNCHRONIZE).sent]
    return len(await query("screen_held_up", sent=sent, along=list(along))) if sent else 0


async def _both(integration: int, chosen: Sequence[Candidate], waits: Sequence[Record]) -> Both | None:
    """By the first verb that ends one of these waits; None too where that would be too many."""
    waited_for = {row["needs"] for row in waits}
    for verb in Verb:
        try:
            needed = await needed_by(integration, chosen, verb)
        except TooManyNeededError:
            return None
        every = {one.id: one for one in (*chosen, *needed)}
        sent = plan_sync(list(every.values()), verb, {one.id for one in needed}).sent
        if not waited_for.isdisjoint(one.id for one in sent):
            return Both(verb, len(sent))
    return None


def _left_out(chosen: Sequence[Candidate]) -> list[tuple[str, int, str]]:
    keys: dict[str, list[str]] = {}
    for one in chosen:
        reasons = [one.left_out(verb) for verb in Verb]
        if None not in reasons:
            keys.setdefault(reasons[-1] or "", []).append(one.ref.key)  # Synchronize would only point to Force
    return [(reason, len(them), them[0]) for reason, them in keys.items()]


async def preflight_matching(integration: int, given: GridFilter, *, worker_down: bool = False) -> Preflight:
    """Of all that match a filter. Where they are very many, for whom the first of them wait is told, and said to be so;
    what they need is not sent with them. A filter of which a part cannot be read finds nobody."""
    if given.problems:
        return replace(await preflight(integration, [], worker_down=worker_down), matching=True)
    ids = await ids_matching(integration, given, syncs.CHUNK + 1)
    if len(ids) <= syncs.CHUNK:
        return replace(await preflight(integration, ids, worker_down=worker_down), matching=True)
    return await _of_very_many(integration, without_page(given), ids[:-1], worker_down=worker_down)


async def _of_very_many(integration: int, given: GridFilter, first: Sequence[int], *, worker_down: bool) -> Preflight:
    counted = await _groups(integration, given)
    sent = {verb: sum(count for one, count in counted if one.left_out(verb) is None) for verb in Verb}
    kept = [(one, count) for one, count in counted if all(one.left_out(verb) for verb in Verb)]
    left_out = merged((one.left_out(Verb.FORCE_SYNCHRONIZE), count, one.ref.key) for one, count in kept)
    examined = await candidates(integration, first, takes_over=True)
    waits = await _waits(examined)
    along = await _sent_along(integration, given, {row["needs"] for row in waits if row["needs"]})
    waits = [row for row in waits if row["needs"] not in along]
    return Preflight(
        selected=sum(count for _, count in counted),
        synchronize=sent[Verb.SYNCHRONIZE],
        force=sent[Verb.FORCE_SYNCHRONIZE],
        left_out=[(reason_said(one.reason), one.count, one.example) for one in left_out],
        waits=_first(waits),
        waiting=_number(waits),
        held_up=await _held_up(examined, along),
        worker_down=worker_down,
        matching=True,
        examined=len(first),
    )


async def _sent_along(integration: int, given: GridFilter, ids: Collection[int]) -> set[int]:
    """Those of these that match as well, and that a verb sends."""
    meant = matching(integration, given)
    meant = replace(meant, conditions=(*meant.conditions, "ids"), values=meant.values | {"ids": list(ids)})
    found = [row["id"] for status in meant.statuses or (None,) for row in await fetch(_among(meant, status), meant)]
    return {one.id for one in await candidates(integration, found) if one.sent_by}


def _among(meant: Matching, status: Status | None) -> str:
    return f"SELECT b.id {source(meant.conditions, status)}"  # constants


async def _groups(integration: int, given: GridFilter) -> list[tuple[Candidate, int]]:
    """Those that are treated alike, one of each with their number; none, if part of the filter cannot be read."""
    if given.problems:
        return []
    meant = matching(integration, given)
    found: Counter[tuple[str, str | None, bool]] = Counter()
    examples: dict[tuple[str, str | None, bool], int] = {}
    for status in meant.statuses or (None,):
        for row in await fetch(_counted(meant.conditions, status), meant):
            group = (row["status"], row["park"], row["carried"])
            found[group] += row["count"]
            examples.setdefault(group, row["example"])
    one_of_each = {one.id: one for one in await candidates(integration, list(examples.values()))}
    groups = [(one_of_each.get(examples[group]), Status(group[0]), count) for group, count in found.items()]
    return [(replace(one, status=status), count) for one, status, count in groups if one]


# As freeze_chunks has it.
_TAKEN_OVER = """
CASE WHEN b.status = 'pending' AND (b.want OR b.forced OR b.phase <> 'confirming' OR b.open_attempt IS NOT NULL)
          AND (b.open_attempt IS NOT NULL OR b.lease_until IS NOT NULL
               OR (SELECT EXISTS (SELECT FROM sync w WHERE w.withdrawing)))
          AND (SELECT true FROM sync_item i JOIN sync s ON s.id = i.sync
               WHERE i.binding = b.id AND i.outcome IS NULL AND s.stopped_at IS NOT NULL LIMIT 1)
     THEN 'not_integrated' ELSE b.status END"""


@cache
def _counted(conditions: tuple[str, ...], status: Status | None) -> str:
    columns = f"{_TAKEN_OVER} AS status, b.park, b.carried, count(*) AS count, min(b.id) AS example"
    return f"SELECT {columns} {source(conditions, status, columns)} GROUP BY 1, 2, 3"  # constants
