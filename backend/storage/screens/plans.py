"""Before a press: what each button would send, who is left out and why, and who would wait."""

from collections.abc import Sequence

import msgspec

from backend.domain.selection import Candidate, plan_sync
from backend.domain.status import Status
from backend.domain.verbs import Verb
from backend.storage.postgres.database import query
from backend.storage.syncs import candidates

_WAITS = 3


class Preflight(msgspec.Struct, frozen=True, kw_only=True):
    selected: int
    synchronize: int  # the number on the button, and of the sync's items
    force: int
    left_out: list[tuple[str, int, str]]  # (reason, count, a key) of what neither button sends
    waits: list[tuple[str, str, str, Status | None]]  # (key, kind it needs, key it needs, that one's status); the first
    waiting: int  # objects that would wait for something that nobody sends
    hidden: int = 0  # selected, but not in the list
    worker_down: bool = False


async def preflight(integration: int, ids: Sequence[int], *, hidden: int = 0, worker_down: bool = False) -> Preflight:
    """Plans as the press does. Ids that do not exist are not counted; `hidden` and `worker_down` are handed through."""
    chosen = await candidates(integration, ids)
    synchronize, force = (plan_sync(chosen, verb).sent for verb in Verb)
    waits = await query("screen_waits", sent=[one.id for one in (*synchronize, *force)])
    return Preflight(
        selected=len(chosen),
        synchronize=len(synchronize),
        force=len(force),
        left_out=_left_out(chosen),
        waits=[
            (key, kind, needed, Status(status) if status else None) for _, key, kind, needed, status in waits[:_WAITS]
        ],
        waiting=len({row["child"] for row in waits}),
        hidden=hidden,
        worker_down=worker_down,
    )


def _left_out(chosen: Sequence[Candidate]) -> list[tuple[str, int, str]]:
    keys: dict[str, list[str]] = {}
    for one in chosen:
        reasons = [one.left_out(verb) for verb in Verb]
        if None not in reasons:
            keys.setdefault(str(reasons[-1]), []).append(one.ref.key)  # Synchronize would only point to Force
    return [(reason, len(them), them[0]) for reason, them in keys.items()]
