"""Where a worker may be struck: a name for each place, and the seam through which it is put in from outside.

The product holds nothing of this (docs/decisions/0037-failpoints-from-outside.md). A seam names a module and what
stands in it; one that is not there any more is refused when it is put in.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import msgspec


class Moment(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    DURING = "during"  # while it waits for somebody else: HOLD_SECONDS after it began


HOLD_SECONDS = 0.1
LATENCY_MS = 300  # of the stand-in, where a call must be struck while it is on the wire


def _something(_given: tuple[Any, ...], result: Any) -> bool:
    return bool(result)


def _changes(given: tuple[Any, ...], _result: Any) -> bool:
    return bool(given[0])


def _always(_given: tuple[Any, ...], _result: Any) -> bool:
    return True


class Seam(msgspec.Struct, frozen=True):
    """`path`: a name in the module; with a dot in it something of that name's, changed for this module only where it is
    itself a module. `counts`: whether a pass through it is one that matters, by what was given and came out. `past`:
    what leads past it when it does anything, and so does nothing here."""

    module: str
    path: str
    moment: Moment
    counts: Callable[[tuple[Any, ...], Any], bool] = _always
    past: str = ""


_DRAIN = "backend.actions.drain_slot"
_CHOICE = "backend.actions.drains.choose_work"
_CALL = "backend.actions.drains.start_call"
_ANSWERED = "backend.actions.drains.store_answered"
_CLAIM = "backend.actions.push.claim"
_INTENTS = "backend.actions.push.commit_intents"
_STORING = "backend.actions.push.store_answers"
_LOOKS = "backend.actions.looks.complete_looks"
_TEND = "backend.actions.tend"
_LINE = "backend.connectors.sage_intacct.remote"

POINTS = {
    # Claim
    "slot-taken": Seam(_DRAIN, "slots.take", Moment.AFTER, _something),
    "after-claim": Seam(_CLAIM, "_take", Moment.AFTER, _something),
    "after-build": Seam(_CLAIM, "build_pushes", Moment.AFTER, _something),
    "signed-in": Seam(_LINE, "IntacctRemote.check", Moment.AFTER),
    # Intent
    "before-intent": Seam(_CALL, "commit_intents", Moment.BEFORE),
    "in-intent-transaction": Seam(_INTENTS, "bindings.apply", Moment.AFTER, _changes, past="intend_claimed"),
    "after-intent-commit": Seam(_CALL, "commit_intents", Moment.AFTER, _something),
    # Send, classify
    "before-send": Seam(_LINE, "IntacctRemote.push", Moment.BEFORE),
    "on-the-wire": Seam(_LINE, "IntacctRemote._send", Moment.DURING),
    "after-reply": Seam(_LINE, "IntacctRemote.push", Moment.AFTER),
    # Complete
    "before-complete": Seam(_ANSWERED, "complete", Moment.BEFORE),
    "in-complete-transaction": Seam(_STORING, "bindings.apply", Moment.AFTER, _changes),
    "in-unblock": Seam(_STORING, "decide_blocked", Moment.AFTER),
    "after-complete": Seam(_ANSWERED, "complete", Moment.AFTER),
    "before-slot-freed": Seam(_DRAIN, "slots.free", Moment.BEFORE),
    # Confirm
    "confirm-claimed": Seam(_CHOICE, "claim_looks", Moment.AFTER, _something),
    "confirm-asked": Seam(_LINE, "find_all", Moment.DURING),
    "confirm-looked": Seam(_LINE, "IntacctRemote.find", Moment.AFTER),
    "in-look-transaction": Seam(_LOOKS, "bindings.apply", Moment.AFTER, _changes),
    # Reap
    "in-reap-transaction": Seam(_TEND, "bindings.apply", Moment.AFTER, _changes),
}

CONFIRMING = ("confirm-claimed", "confirm-asked", "confirm-looked", "in-look-transaction")
ON_THE_WIRE = ("on-the-wire", "confirm-asked")
# No request is under way and no outcome is open: what the third party would do makes no difference.
OFF_THE_WIRE = (
    "slot-taken",
    "after-claim",
    "after-build",
    "signed-in",
    "before-intent",
    "in-intent-transaction",
    "in-unblock",
    "after-complete",
    "before-slot-freed",
)
