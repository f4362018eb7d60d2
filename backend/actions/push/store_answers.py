"""Store what became of pushes, whether the answer came at once or later."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from backend.actions.push.settle_blocked import AT_ONCE, decide_blocked, settle_blocked
from backend.domain.integration import Integration
from backend.domain.protocol.answers import is_awaited
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Answered, Delivered
from backend.domain.protocol.row import Row
from backend.domain.push import ErrorClass, Outcome, RemoteRef, Result, cause_of, mending
from backend.storage import integrations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, bindings
from backend.storage.protocol.bindings import Change

Answer = Answered | Delivered
_LEARNED_BY: dict[type[Answer], str] = {Answered: "answer", Delivered: "delivery"}


async def store_answers(integration: Integration, events: Mapping[int, Answer], *, at_once: int = AT_ONCE) -> None:
    """By binding. With T19, T20 of those who waited, in one transaction unless they are many."""
    waiting = await bindings.children_of(list(events))
    outcomes = [event.outcome for event in events.values()]
    async with transaction():
        locked, now = await bindings.lock([*events, *waiting[:at_once]])
        rows = [row for row in locked if row.id in events]
        changes = [_change(row, events[row.id], now) for row in rows]
        exchange = await attempts.insert_exchange(
            integration.id, next((o.exchange for o in outcomes if o.exchange), None)
        )
        await attempts.note_causes(integration.id, [cause for one in outcomes if (cause := cause_of(one))])
        await _learn(rows, events, exchange)
        await attempts.link(integration.id, _records(changes, events))
        await bindings.apply(changes, integration=integration.id)
        await integrations.note_line(integration.id, _trouble(outcomes))
        parked = await decide_blocked(integration.id, [row for row in locked if row.id not in events], now)
    more = await bindings.children_of(parked) if parked else []
    await settle_blocked(integration, [*waiting[at_once:], *more], at_once=at_once)


def _change(row: Row, event: Answer, now: datetime) -> Change:
    return Change(row, decide(row, event, now), event.outcome.cause)


async def _learn(rows: Sequence[Row], events: Mapping[int, Answer], exchange: int | None) -> None:
    """T33: what a zombie learned is kept, and said to be late."""
    known: dict[str, list[tuple[int, Outcome]]] = {}
    for row in rows:
        event = events[row.id]
        learned_by = _LEARNED_BY[type(event)] if is_awaited(row, event) else "late_answer"
        known.setdefault(learned_by, []).append((event.intent.attempt, event.outcome))
    for learned_by, outcomes in known.items():
        await attempts.learn(outcomes, exchange=exchange, learned_by=learned_by)


def _records(changes: Sequence[Change], events: Mapping[int, Answer]) -> list[tuple[int, RemoteRef]]:
    """Only of rows that this answer linked: a zombie's late answer binds nothing."""
    found = []
    for change in changes:
        outcome = events[change.before.id].outcome
        if outcome.result is Result.APPLIED and outcome.remote and change.after != change.before:
            found.append((change.before.id, outcome.remote))
    return found


def _trouble(outcomes: Sequence[Outcome]) -> str:
    """What all outcomes complain of, if it is the line and not the objects."""
    line = {
        mending(o.sentence, o.advice)
        for o in outcomes
        if o.result in (Result.NOT_APPLIED, Result.UNKNOWN) and _of_the_line(o)
    }
    return line.pop() if len(line) == 1 and all(_of_the_line(o) for o in outcomes) else ""


def _of_the_line(outcome: Outcome) -> bool:
    return outcome.error_class in (ErrorClass.CONNECTION, ErrorClass.SETUP, ErrorClass.UNCLEAR)
