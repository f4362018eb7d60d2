"""The push protocol, broken on purpose: switches that exist in these tests only."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from backend.actions.push import build_pushes, commit_intents, store_answers
from backend.domain.protocol import decide
from backend.domain.protocol.events import Accepted, LeaseEnded, Looked
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps import answers
from backend.domain.protocol.steps.ends import queued, synced
from backend.domain.protocol.times import Times
from backend.domain.pushes.outcome import Result
from backend.domain.status import Phase
from backend.storage.postgres.database import connection, transaction
from tests.failpoints.acting import nothing


def broken(name: str) -> AbstractContextManager[Any]:
    """The protocol is so while the context lasts."""
    return _MUTANTS[name]()


def _no_quarantine() -> AbstractContextManager[Any]:
    """Who does not know the outcome looks at once."""
    of = Times.of
    return patch.object(Times, "of", lambda promises: replace(of(promises), quarantine=timedelta(0)))


def _no_look_up() -> AbstractContextManager[Any]:
    """What a look sees does not matter: it is sent again."""

    def blind(row: Row, event: Looked, now: datetime) -> Decision:
        return Decision(queued(row, now)) if row.phase is Phase.CONFIRMING else Decision(row)

    return patch.dict(decide._DECISIONS, {Looked: blind})


def _forgotten_intent() -> AbstractContextManager[Any]:
    """Whose worker died is sent again, as if nothing had been written down."""
    ended = decide._DECISIONS[LeaseEnded]

    def forgotten(row: Row, event: LeaseEnded, now: datetime) -> Decision:
        decided = ended(row, event, now)
        return Decision(queued(decided.row, now)) if row.phase is Phase.SENT and decided.row != row else decided

    return patch.dict(decide._DECISIONS, {LeaseEnded: forgotten})


def _no_intent() -> AbstractContextManager[Any]:
    """It is sent, and nothing was written down before."""
    return patch.multiple(commit_intents, intend_claimed=nothing, transaction=_undone)


class _UndoneError(Exception):
    """Rolls back."""


@asynccontextmanager
async def _undone() -> AsyncIterator[None]:
    with suppress(_UndoneError):
        async with transaction():
            yield
            raise _UndoneError


def _key_per_attempt() -> AbstractContextManager[Any]:
    """Each try of a create has a key of its own."""
    return patch.object(build_pushes, "create_key", lambda *_: secrets.token_hex(16))


def _update_resets_state() -> AbstractContextManager[Any]:
    """A newer version takes the row away from whoever is sending it."""
    accepted = decide._DECISIONS[Accepted]

    def reset(row: Row, event: Accepted, now: datetime) -> Decision:
        if row.phase not in (Phase.CLAIMED, Phase.SENT, Phase.CONFIRMING):
            return accepted(row, event, now)
        return Decision(queued(replace(row, desired_version=event.version, desired_hash=event.hash), now))

    return patch.dict(decide._DECISIONS, {Accepted: reset})


def _success_without_version() -> AbstractContextManager[Any]:
    """What was answered is taken for the newest version, whichever was sent; and the database does not mind."""
    told, blame_maps = answers._told, store_answers.blame_maps

    def newest(row: Row, event: Any, now: datetime) -> Decision:
        if event.outcome.result is not Result.APPLIED:
            return told(row, event, now)
        return Decision(synced(replace(row, want=False), row.desired_version, row.desired_hash, now), "")

    async def unguarded(*given: Any) -> Any:
        async with connection() as one:
            await one.execute("ALTER TABLE binding DISABLE TRIGGER synced_was_seen")
        return await blame_maps(*given)

    both = ExitStack()
    both.enter_context(patch.object(answers, "_told", newest))
    both.enter_context(patch.object(store_answers, "blame_maps", unguarded))
    return both


_MUTANTS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "no quarantine": _no_quarantine,
    "no look-up": _no_look_up,
    "forgotten intent": _forgotten_intent,
    "no intent": _no_intent,
    "key per attempt": _key_per_attempt,
    "update resets state": _update_resets_state,
    "success without version": _success_without_version,
}

MUTANTS = tuple(_MUTANTS)
