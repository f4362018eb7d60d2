"""Store what became of pushes, whether the answer came at once or later."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from msgspec.structs import replace

from backend.actions.push.blame_maps import Answer, blame_maps
from backend.actions.push.broken import not_stored
from backend.actions.push.one_by_one import Noted, one_by_one
from backend.actions.push.unsent.settle_blocked import AT_ONCE, blocked_meanwhile, decide_blocked, settle_blocked
from backend.actions.syncs.withdraw_changes import withdraw_changes
from backend.domain.integrations.integration import Integration
from backend.domain.line.trouble import trouble_of
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Answered, Delivered
from backend.domain.protocol.row import Row
from backend.domain.protocol.steps.answers import is_awaited
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.cause import cause_of
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept
from backend.storage import integrations, objects
from backend.storage.postgres.database import REFUSED, transaction
from backend.storage.protocol import attempts, bindings, loads, records
from backend.storage.protocol.bindings import Change

log = structlog.get_logger()

_UNCLEAR: dict[str, Any] = {
    "result": Result.UNKNOWN,
    "error_class": ErrorClass.UNCLEAR,
    "advice": Advice(Who.NOBODY, kept("Wait: it is looked up before anything is sent again.")),
}
_LEARNED_BY: dict[type[Answer], str] = {Answered: "answer", Delivered: "delivery"}


async def store_answers(integration: Integration, events: Mapping[int, Answer], *, at_once: int = AT_ONCE) -> bool:
    """By binding. With T19, T20 of those who waited, in one transaction unless they are many. Whether breaker or pacing
    of the line have anything to say."""
    events = await blame_maps(integration, events)
    try:
        return await _store_untaken(integration, events, at_once)
    except REFUSED:
        log.exception("answers.not_stored", bindings=list(events))
        noted = await _note_call(integration, events)
        events = await _without_taken(integration, events)
        return await one_by_one(lambda one: _store_alone(integration, one, noted), events.items())


async def _store_untaken(
    integration: Integration, events: Mapping[int, Answer], at_once: int, noted: Noted | None = None
) -> bool:
    try:
        return await _store(integration, events, at_once, noted)
    except records.RecordTakenError:
        return await _store(integration, await _without_taken(integration, events), at_once, noted)


async def _store_alone(integration: Integration, answer: tuple[int, Answer], noted: Noted) -> bool:
    """What the database does not take is not known: it is looked up."""
    id_, event = answer
    try:
        return await _store_untaken(integration, {id_: event}, AT_ONCE, noted)
    except REFUSED as refused:
        return await _store(integration, {id_: _not_stored(event, refused)}, AT_ONCE, noted)


def _not_stored(event: Answer, problem: Exception) -> Answer:
    return replace(event, outcome=Outcome(**_UNCLEAR, cause="answer not stored", sentence=not_stored(problem)))


async def _without_taken(integration: Integration, events: Mapping[int, Answer]) -> dict[int, Answer]:
    """A record belongs to one object: an answer that names somebody else's, or one twice, tells nothing of either."""
    loaded = await loads.load(list(events))
    named = {
        id_: (loaded[id_].version.ref.kind, event.outcome.remote.id)
        for id_, event in events.items()
        if event.outcome.result is Result.APPLIED and event.outcome.remote
    }
    owners, counts = await records.owners(integration.id, list(named.values())), Counter(named.values())
    taken = {id_ for id_, record in named.items() if counts[record] > 1 or owners.get(record, (id_, ""))[0] != id_}
    return {id_: _doubted(event) if id_ in taken else event for id_, event in events.items()}


def _doubted(event: Answer) -> Answer:
    assert event.outcome.remote is not None
    doubtful = replace(
        event.outcome,
        **_UNCLEAR,
        remote=None,
        cause="record of another object",
        sentence=kept(
            "The answer names record %(record)s, which belongs to another object already",
            record=event.outcome.remote.id,
        ),
    )
    return replace(event, outcome=doubtful)


async def _note_call(integration: Integration, events: Mapping[int, Answer]) -> Noted:
    """A call whose answers are stored one by one: none of these says how the line was, but all together."""
    async with transaction():
        exchange = await _insert_exchange(integration, events)
        unsettled = await _note_line(integration, events)
    return Noted(exchange, unsettled)


async def _note_line(integration: Integration, events: Mapping[int, Answer]) -> bool:
    """Joins the open transaction. What comes later says nothing of how the line was."""
    if not any(isinstance(event, Answered) for event in events.values()):
        return False
    return await integrations.note_line(integration.id, trouble_of([event.outcome for event in events.values()]))


async def _insert_exchange(integration: Integration, events: Mapping[int, Answer]) -> int | None:
    """One for the request. Joins the open transaction."""
    outcomes = [event.outcome for event in events.values()]
    return await attempts.insert_exchange(integration.id, next((o.exchange for o in outcomes if o.exchange), None))


async def _store(
    integration: Integration, events: Mapping[int, Answer], at_once: int, noted: Noted | None = None
) -> bool:
    """`noted`: what was kept of the call already."""
    waiting = await bindings.children_of(list(events))
    outcomes = [event.outcome for event in events.values()]
    async with transaction():
        locked, now = await bindings.lock([*events, *waiting[:at_once]])
        rows = [row for row in locked if row.id in events]
        changes = await withdraw_changes(integration, [_change(row, events[row.id], now) for row in rows], now)
        exchange = noted.exchange if noted else await _insert_exchange(integration, events)
        await attempts.note_causes(integration.id, [cause for one in outcomes if (cause := cause_of(one))])
        await _learn(rows, events, exchange)
        await records.link(integration.id, _records(changes, events))
        await bindings.apply(changes, integration=integration.id)
        if freed := [one.before.id for one in changes if one.before.level and not one.after.level]:
            await objects.move_entities(freed)
        unsettled = noted.unsettled if noted else await _note_line(integration, events)
        parked = await decide_blocked(integration.id, [row for row in locked if row.id not in events], now)
    more = await bindings.children_of(parked) if parked else []
    more += await blocked_meanwhile(list(events), waiting)
    await settle_blocked(integration, [*waiting[at_once:], *more], at_once=at_once)
    return unsettled


def _change(row: Row, event: Answer, now: datetime) -> Change:
    return Change(row, decide(row, event, now), event.outcome.cause)


async def _learn(rows: Sequence[Row], events: Mapping[int, Answer], exchange: int | None) -> None:
    """T33: what a zombie learned is kept, and said to be late."""
    known: dict[str, list[tuple[int, Outcome]]] = {}
    for row in rows:
        event = events[row.id]
        if isinstance(event, Delivered) and event.outcome.is_unclear:
            continue  # it takes nothing away from what is known already: that something is there, for instance
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
