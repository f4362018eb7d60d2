"""Store what became of one request."""

from collections.abc import Sequence
from datetime import datetime

from backend.actions.push.commit_intents import Sent
from backend.actions.push.settle_blocked import AT_ONCE, decide_blocked, settle_blocked
from backend.domain.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Answered
from backend.domain.protocol.row import Row
from backend.domain.protocol.times import Times
from backend.domain.push import ErrorClass, Outcome, RemoteRef, Result
from backend.domain.status import Phase
from backend.storage import integrations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, bindings
from backend.storage.protocol.bindings import Change


async def complete(
    integration: Integration,
    sent: Sequence[Sent],
    outcomes: Sequence[Outcome],
    times: Times,
    *,
    at_once: int = AT_ONCE,
) -> None:
    """T26–T31, and T19, T20 of those who waited, in one transaction unless they are many. Late answers stay in the
    attempt."""
    answers = {one.prepared.row.id: (one, outcome) for one, outcome in zip(sent, outcomes, strict=True)}
    waiting = await bindings.children_of(list(answers))
    async with transaction():
        locked, now = await bindings.lock([*answers, *waiting[:at_once]])
        rows = [row for row in locked if row.id in answers]
        changes = [_change(row, *answers[row.id], times, now) for row in rows]
        exchange = await attempts.insert_exchange(
            integration.id, next((o.exchange for o in outcomes if o.exchange), None)
        )
        await attempts.note_causes(integration.id, outcomes)
        await _learn(rows, answers, exchange)
        await attempts.link(integration.id, _records(changes, answers))
        await bindings.apply(changes, integration=integration.id)
        await integrations.note_line(integration.id, _trouble(outcomes))
        parked = await decide_blocked(integration.id, [row for row in locked if row.id not in answers], now)
    more = await bindings.children_of(parked) if parked else []
    await settle_blocked(integration, [*waiting[at_once:], *more], at_once=at_once)


def _change(row: Row, sent: Sent, outcome: Outcome, times: Times, now: datetime) -> Change:
    event = Answered(intent=sent.intent, outcome=outcome, times=times)
    return Change(row, decide(row, event, now), outcome.cause)


async def _learn(rows: Sequence[Row], answers: dict[int, tuple[Sent, Outcome]], exchange: int | None) -> None:
    """T33: what a zombie learned is kept, and said to be late."""
    known: dict[str, list[tuple[int, Outcome]]] = {}
    for row in rows:
        one, outcome = answers[row.id]
        in_time = row.phase is Phase.SENT and row.open_attempt == one.intent.attempt
        known.setdefault("answer" if in_time else "late_answer", []).append((one.intent.attempt, outcome))
    for learned_by, outcomes in known.items():
        await attempts.learn(outcomes, exchange=exchange, learned_by=learned_by)


def _records(changes: Sequence[Change], answers: dict[int, tuple[Sent, Outcome]]) -> list[tuple[int, RemoteRef]]:
    """Only of rows that this answer linked: a zombie's late answer binds nothing."""
    found = []
    for change in changes:
        outcome = answers[change.before.id][1]
        if outcome.result is Result.APPLIED and outcome.remote and change.after != change.before:
            found.append((change.before.id, outcome.remote))
    return found


def _trouble(outcomes: Sequence[Outcome]) -> str:
    """What all outcomes complain of, if it is the line and not the objects."""
    line = {o.sentence for o in outcomes if o.result in (Result.NOT_APPLIED, Result.UNKNOWN) and _of_the_line(o)}
    return line.pop() if len(line) == 1 and all(_of_the_line(o) for o in outcomes) else ""


def _of_the_line(outcome: Outcome) -> bool:
    return outcome.error_class in (ErrorClass.CONNECTION, ErrorClass.SETUP, ErrorClass.UNCLEAR)
