"""The matrix: where it strikes × what happens there × what is pushed × what the third party does."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from tests.failpoints.acting import Action
from tests.failpoints.points import CONFIRMING, LATENCY_MS, OFF_THE_WIRE, ON_THE_WIRE, POINTS


class What(StrEnum):
    CREATE = "create"  # of an invoice: the third party would take it twice
    UPDATE = "update"  # of a customer
    BATCH = "batch"  # twenty creates in one request


class Remote(StrEnum):
    OK = "ok"
    EXEC_THEN_DROP = "exec_then_drop"  # executes, and closes the connection without an answer
    LATE = "late"  # executes after we have given up


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """`mutant`: a protocol that is broken on purpose. `dedupes`: the third party refuses a key that it completed.

    Who waits does so until others have settled all, or until a newer version came in.
    """

    point: str
    action: Action
    what: What = What.CREATE
    remote: Remote = Remote.OK
    seconds: float = 0.0  # of a sleep; 0: longer than the lease
    hit: int = 1
    mutant: str = ""
    poison: str = ""  # one object takes down whoever renders it; nothing else strikes
    dedupes: bool = False
    newer: bool = False  # a newer version comes in while it waits at the point; of an invoice with the same content
    late_seconds: float = 0.0  # 0: as long as a late execution usually takes

    @property
    def name(self) -> str:
        more = [f"{name}={_word(getattr(self, name))}" for name in _MORE if getattr(self, name)]
        return "-".join([self.point, self.action, self.what, self.remote, *more])

    @property
    def goes_before(self) -> tuple[str, ...]:
        """Where it is struck before: an outcome that is not open cannot be confirmed, nor a lease reaped."""
        if self.point == "in-reap-transaction":
            return ("before-complete",)
        return ("after-intent-commit",) if self.point in CONFIRMING and self.remote is Remote.OK else ()

    @property
    def latency_ms(self) -> int:
        return LATENCY_MS if self.point in ON_THE_WIRE else 0


_MORE = ("seconds", "late_seconds", "newer", "dedupes", "poison", "mutant")


def _word(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).replace(" ", "_")


ACTIONS = (Action.EXIT, Action.SLEEP, Action.RAISE)


def matrix() -> Sequence[Case]:
    """Left out: a third party that does otherwise, where nothing is on the wire and no outcome is open."""
    return [
        Case(point=point, action=action, what=what, remote=remote)
        for point in POINTS
        for action in ACTIONS
        for what in What
        for remote in (Remote if point not in OFF_THE_WIRE else (Remote.OK,))
    ]
