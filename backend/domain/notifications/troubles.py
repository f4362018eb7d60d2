"""What people are told of: troubles of an integration, each from when it is seen until it is over."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from backend.domain.integrations.integration import Integration
from backend.domain.roles import Role

QUIET = timedelta(minutes=1)  # from when a trouble is seen until it is told: what comes meanwhile is counted
MOST_CAUSES = 20  # that are told of one by one; of more at once it is told that there are so many
SETTLE = timedelta(minutes=1)  # from when it is not seen any more until it is over: a retry may bring it back


class Topic(StrEnum):
    """What a subscription is for."""

    CAUSE = "cause"
    LINE = "line"
    UNCONFIRMED = "unconfirmed"


class Event(StrEnum):
    """Before its first dot stands the topic."""

    CAUSE = "cause"
    MANY = "cause.many"
    DOWN = "line.down"
    REFUSED = "line.refused"
    BROKEN = "line.broken"  # by a fault of ours: its settings cannot be used, or Syncline has a bug
    HELD = "line.held"
    RESTORED = "line.restored"  # held because the database is a backup or a copy
    UNCONFIRMED = "unconfirmed"


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """As it stands now."""

    event: Event
    cause: int = 0
    since: datetime | None = None  # None: only now
    count: int = 0  # objects; of MANY: causes
    why: str = ""
    next_step: str = ""


def cause_troubles(standing: Collection[int], still: Collection[tuple[Event, int]], *, waits: bool) -> list[Trouble]:
    """`standing`: causes by number. `still`: what stood before. `waits`: nothing is sent, and what was pressed may fail
    again, so none ends."""
    own = {cause for event, cause in still if event is Event.CAUSE}
    many = len(standing) > MOST_CAUSES or (waits and (Event.MANY, 0) in still)
    each = own.intersection(standing) if many else set(standing)
    troubles = [Trouble(event=Event.CAUSE, cause=one) for one in sorted(each | own if waits else each)]
    return [*troubles, Trouble(event=Event.MANY, count=len(standing))] if many else troubles


def line_troubles(integration: Integration, still: Collection[Event]) -> list[Trouble]:
    """`still`: what stood before. An outage that becomes a refusal, or a fault of ours, is both until it ends."""
    return [*_held(integration), *_down(integration, still)]


def _held(integration: Integration) -> list[Trouble]:
    if integration.held_reason is None:
        return []
    restored = integration.restored_at is not None and Role(integration.release_needs) is Role.ADMIN
    event = Event.RESTORED if restored else Event.HELD
    return [Trouble(event=event, since=integration.held_since, why=integration.held_reason)]


def _down(integration: Integration, still: Collection[Event]) -> list[Trouble]:
    breaker = integration.line.breaker
    if not breaker.is_open:
        return []
    now = Event.BROKEN if breaker.ours else Event.REFUSED if breaker.credentials else Event.DOWN
    return [
        Trouble(event=event, since=breaker.open_since, why=breaker.why)
        for event in (Event.DOWN, Event.REFUSED, Event.BROKEN)
        if event is now or event in still
    ]
