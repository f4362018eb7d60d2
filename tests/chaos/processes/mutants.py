"""The protocol with one belt cut: what a test of it must notice. Switches of the tests; the product has none."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from backend.actions import tend
from backend.actions.push import build_pushes
from backend.connectors.sage_intacct.remote import IntacctRemote
from backend.domain.protocol import decide
from backend.domain.protocol.events import Accepted, Pressed
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps import answers, ends, looks
from backend.domain.protocol.times import Times
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.push import Push
from backend.domain.status import Phase, Status
from backend.domain.syncs.verbs import ANSWERS, Verb
from backend.storage.postgres.database import connection

_IN_DOUBT = (Phase.SENT, Phase.CONFIRMING)


@dataclass(frozen=True)
class Mutant:
    """`world`: what differs from the short world in which it must be noticed."""

    change: Callable[[], None]
    world: dict[str, Any] = field(default_factory=dict)


def _put(place: Any, name: str, what: Any) -> None:
    assert hasattr(place, name), f"{place} has no {name} any more: the mutant would change nothing"
    setattr(place, name, what)


def no_look_up() -> None:
    """After an unknown outcome it is sent again, blindly."""

    async def blind(_: IntacctRemote, wanted: Sequence[Push]) -> Sequence[Found]:
        return [Found(match=Match.ABSENT, sentence="Nobody looked")] * len(wanted)

    _put(IntacctRemote, "find", blind)


def no_quarantine() -> None:
    """It looks at once, and believes that nothing there is nothing under way."""
    of = Times.of

    def hasty(promises: Any) -> Times:
        return replace(of(promises), quarantine=timedelta(0), rest=timedelta(0))

    _put(Times, "of", hasty)


def key_per_attempt() -> None:
    _put(build_pushes, "create_key", lambda *_: secrets.token_hex(16))


def no_intent() -> None:
    """Nothing is known of a call whose worker died: as if the intent had not been written down before it."""
    reap = tend.reap_leases

    async def forgetful(runtime: Any) -> None:
        async with connection() as one:
            await one.execute(_FORGET)
        await reap(runtime)

    _put(tend, "reap_leases", forgetful)


_FORGET = """WITH gone AS (
        SELECT id, open_attempt FROM binding WHERE phase = 'sent' AND lease_until < clock_timestamp()
        FOR UPDATE SKIP LOCKED),
    forgotten AS (UPDATE attempt a SET outcome = 'not_applied', learned_by = 'answer', outcome_at = clock_timestamp()
                  FROM gone WHERE a.id = gone.open_attempt AND a.outcome IS NULL)
UPDATE binding b SET phase = 'idle', want = true, next_at = clock_timestamp(), open_attempt = NULL,
    quarantine_until = NULL, lease_until = NULL, fence = fence + 1 FROM gone WHERE b.id = gone.id"""


def newer_version_resets() -> None:
    """A newer version begins anew, whatever is under way."""
    accepted = decide._DECISIONS[Accepted]

    def reset(row: Row, event: Accepted, now: datetime) -> Decision:
        if row.phase not in _IN_DOUBT:
            return accepted(row, event, now)
        row = replace(row, desired_version=event.version, desired_hash=event.hash, fence=row.fence + 1)
        return Decision(ends.queued(row, now))

    decide._DECISIONS[Accepted] = reset


def success_without_version() -> None:
    """Whatever was sent, what is there now counts as the current version; and the database does not mind."""
    synced, reap = ends.synced, tend.reap_leases

    def careless(row: Row, _version: int, _content: bytes, now: datetime) -> Row:
        return synced(replace(row, want=False), row.desired_version, row.desired_hash, now)

    async def unguarded(runtime: Any) -> None:
        async with connection() as one:
            await one.execute(_UNGUARD)
        await reap(runtime)

    for module in (answers, looks):
        _put(module, "synced", careless)
    _put(tend, "reap_leases", unguarded)


_UNGUARD = """DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_trigger WHERE tgname = 'synced_was_seen' AND tgenabled <> 'D') THEN
        ALTER TABLE binding DISABLE TRIGGER synced_was_seen;
    END IF;
END $$"""


def force_skips_confirmation() -> None:
    """A Force on what is being confirmed sends it again at once."""
    pressed = decide._DECISIONS[Pressed]

    def skip(row: Row, event: Pressed, now: datetime) -> Decision:
        forced = event.verb is Verb.FORCE_SYNCHRONIZE and row.phase in _IN_DOUBT
        return Decision(ends.queued(replace(row, fence=row.fence + 1), now)) if forced else pressed(row, event, now)

    decide._DECISIONS[Pressed] = skip
    ANSWERS[Status.PENDING, Verb.FORCE_SYNCHRONIZE] = None


# four seconds of quarantine, which those pauses outlast
_BRIEF = {"call_timeout_seconds": 1, "longest_processing_seconds": 1, "look_up_lag_seconds": 0}
LOST = {"drop_after": 0.3}
LATE = {"late": 0.3}
# few objects that are sent at once, so that a newer version of one that is on its way is no rare luck
HASTY = {"latency_ms": 300, "quiet_seconds": 0, "load": {"start": 12, "new": 1.0, "documents": 0.1}}
MUTANTS = {
    "no-look-up": Mutant(no_look_up, {"faults": LOST}),
    "no-quarantine": Mutant(no_quarantine, {"faults": LATE}),
    "key-per-attempt": Mutant(
        key_per_attempt, {"profile": "keys", "pauses": {"rate": 0.4, "seconds": 7.0}, "bounded": False, "times": _BRIEF}
    ),
    "no-intent": Mutant(no_intent, {"faults": {"answer_late": 0.7}, "kills": True}),
    "newer-version-resets": Mutant(newer_version_resets, {"faults": LOST}),
    "success-without-version": Mutant(success_without_version, HASTY),
    "force-skips-confirmation": Mutant(force_skips_confirmation, {"faults": LOST, "forces_pending": True}),
}
ELSEWHERE = {
    "no-fence": "needs one particular history of twenty steps: tests/domain/protocol (the exhaustive model)",
    "early-find-by-content": "needs an older update that lands after a newer one: tests/domain/protocol",
}
