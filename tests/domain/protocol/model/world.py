"""What a model's world is like, and what stands in it at one moment: a row, workers, and a third party."""

from typing import Literal, get_args

import msgspec

from backend.domain.protocol.row import Intent, Row
from backend.domain.pushes.found import Match
from tests.domain.protocol.make import NOW, TIMES, make_row

END = NOW + TIMES.quarantine

Mutant = Literal[
    "",
    "no intent",
    "no look-up",
    "key per attempt",
    "no fence",
    "no lease test",
    "no quarantine",
    "force skips confirmation",
    "newer version resets the state",
    "success without version",
    "early find by content",
    "answer for any attempt",
]
MUTANTS: tuple[Mutant, ...] = tuple(one for one in get_args(Mutant) if one)


class World(msgspec.Struct, frozen=True, kw_only=True):
    dedupes: bool = True  # a key that was completed is refused
    natural: bool = False  # a second record under one number is refused
    bounded: bool = True  # delays are: a quarantine outlasts every request
    refuses: int = 0  # this version
    spends: bool = False  # a key that was refused is refused for ever
    away: bool = False  # it may say that it did nothing, for now
    later: bool = False  # it acknowledges, and delivers its answers later, or never
    automatic: bool = True  # a newer version is pushed by itself
    counts_crashes: bool = False  # three deaths park
    stranger: bool = False  # there is a record of somebody else's under its number, with the content of version 1
    versions: int = 2
    workers: int = 2
    in_flight: int = 2
    presses: int = 1
    mutant: Mutant = ""


class Write(msgspec.Struct, frozen=True):
    create: bool
    version: int
    attempt: int
    key: tuple[object, ...]


class Worker(msgspec.Struct, frozen=True):
    at: str = "rest"
    fenced_in: bool = False  # its fence is still the row's
    version: int = 0
    write: Write | None = None
    early: bool = False
    match: Match | None = None


REST = Worker()


class State(msgspec.Struct, frozen=True):
    row: Row
    intent: Write | None = None  # what the row's open attempt says
    duplicate: bool = False  # it was refused as a duplicate
    workers: tuple[Worker, ...] = ()
    flying: tuple[tuple[int, Write], ...] = ()
    mail: tuple[tuple[Write, str], ...] = ()  # answers that are not delivered yet
    records: tuple[int, ...] = ()  # versions that the third party holds
    keys: frozenset[tuple[object, ...]] = frozenset()
    presses: int = 0


Step = tuple[str, bool, State]  # what happens, whether it is a fault or an input, where it leads


def start_of(world: World) -> State:
    """Version 1 was just accepted."""
    row = make_row(fence=0, want=world.automatic, next_at=NOW if world.automatic else None)
    return State(row, workers=(REST,) * world.workers, records=(1,) * world.stranger, presses=world.presses)


def content(version: int) -> bytes:
    return str(version).encode()


def intent_of(write: Write, *, duplicate: bool = False) -> Intent:
    return Intent(
        attempt=write.attempt,
        create=write.create,
        version=write.version,
        hash=content(write.version),
        refused_as_duplicate=duplicate,
    )
