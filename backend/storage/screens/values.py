"""What the screens show: plain values, read only."""

from datetime import datetime
from typing import Any

import msgspec

from backend.domain.pushes.advice import Advice
from backend.domain.pushes.found import Difference
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Park, Phase, Status

MOST_ALIKE = 10_000  # counting so many takes longer than a page of the grid
MOST_EXPORTED = 100_000  # lines of a file: as many as a spreadsheet opens readily


class GridRow(msgspec.Struct, frozen=True, gc=False):
    """One row of the grid. `revision` changes with anything drawn here."""

    id: int
    revision: int
    kind: str
    key: str
    category: str
    entity: str
    status: Status
    phase: Phase
    park: Park | None
    version: int
    synced_version: int | None
    amount: str | None  # "2058.46"
    currency: str | None
    counterparty: str
    level: str | None  # `top` or an entity's id, once sent
    next_at: datetime | None  # next look (confirming) or next try (queued after a failure)
    fail_count: int
    message: str  # an error's sentence, what it waits for, or ""
    remote_number: str | None
    remote_url: str | None
    changed_at: datetime
    in_flight: bool = False  # a write was sent, and what became of it is not known yet
    cause: int | None = None  # the number of what its message has in common with others


class GridPage(msgspec.Struct, frozen=True, kw_only=True):
    rows: list[GridRow]
    next_cursor: str | None  # None: the last page
    previous_cursor: str | None = None  # None: the first page
    before: int | None = 0  # how many rows stand before it; None: nobody counted


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    status: Status
    count: int
    more: bool = False  # counted up to the limit: "10,000+"
    sums: tuple[tuple[str, str], ...] | None = ()  # (currency, amount); None: too many to be summed up


class Hiding(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a filter that leaves nothing, and how many objects would be shown without it."""

    label: str
    value: str
    query: str  # of the list without it
    count: int
    more: bool  # counted up to a limit


class Need(msgspec.Struct, frozen=True):
    """An object that this one needs; status None: it was never received."""

    kind: str
    key: str
    status: Status | None


class Newer(msgspec.Struct, frozen=True, kw_only=True):
    """What the third party does not hold yet."""

    since: int  # the version that it holds
    fields: tuple[str, ...]  # that differ, in the kind's order
    by: tuple[str, ...]  # who handed the versions over
    at: datetime  # when the newest came in


class AttemptLine(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    operation: str  # create, update, look
    version: int
    level: str
    outcome: (
        str | None
    )  # applied, rejected, not_applied, acknowledged, unknown, found, absent, foreign…; None: under way
    sentence: str
    raw: str
    codes: tuple[str, ...]
    support_id: str
    seconds: float | None
    key: str  # the deduplication key
    by: str  # who asked, or ""
    differences: tuple[Difference, ...] = ()  # of a look
    exchange: int | None = None  # its request and answer; None: there were none
    forgotten: bool = False  # they are no longer kept


class ExchangeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One HTTP request and its answer, secrets masked."""

    id: int
    at: datetime  # of its attempt, once it is forgotten
    seconds: float
    http_status: int | None  # None: no answer
    request: str
    answer: str
    bytes_sent: int
    bytes_received: int
    forgotten: bool = False  # it is no longer kept
    key: str = ""  # the deduplication key of its attempt
    blamed: str = ""  # the piece of the request that the error is about; "": that is not known


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """An object at one integration, whole."""

    row: GridRow
    received_at: datetime
    received_from: str
    needs: list[Need]
    versions: list[tuple[int, datetime, str]]  # number, received at, from; newest first
    attempts: list[AttemptLine]  # newest first
    body: dict[str, Any]
    remote_id: str | None
    cause_class: str | None
    advice: Advice | None  # of the cause
    raw: str
    codes: tuple[str, ...]
    support_id: str
    lacks_entry: tuple[str, str] | None = None  # the value map and the code that it does not know
    adds_entry: str = ""  # the command that adds it
    can_retry: bool  # a finance line that is pending after a communication error
    retry_level: str  # where the retry is done: top, or an entity's id
    can_check: bool = False  # it can be looked up now
    can_send_again: bool = False  # the last look, after its time, did not see it
    can_renumber: bool = False  # its number belongs to somebody else there
    not_before: datetime | None = None  # nothing is sent again before that
    lease_until: datetime | None = None  # a worker has it; after that it goes on without that one
    given_number: str = ""  # that a person gave it there
    foreign: tuple[RemoteRef, ...] = ()  # records that are not ours, and could be
    differences: tuple[Difference, ...] = ()  # of such a record
    newer: Newer | None = None  # of a desynchronized object whose third party holds an older version
    cause: int | None = None  # the number of what its error has in common with others
    note: str = ""  # what people wrote beside that cause, for whoever meets it next
    owner: str = ""
    alike: int = 0  # objects in error for the same cause, this one among them; up to MOST_ALIKE

    @property
    def acknowledged(self) -> bool:
        """The third party has taken its last write, and will answer later."""
        last = next((one for one in self.attempts if one.operation != "look"), None)
        return self.row.phase is Phase.CONFIRMING and last is not None and last.outcome == "acknowledged"
