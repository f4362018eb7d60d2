"""What a model's world is like, and what stands in it at one moment: a row, workers, and a third party."""

from typing import Literal, NamedTuple, get_args

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
    "sent again while it may fly",
    "sent again without a look",
    "another number, another key",
    "read back whatever was sent since",
    "restored, created without a look",
    "restored, sent over what may fly",
    "restored, believed at once",
    "restored, looked up at once",
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
    stranger: int = 0  # there is a record of somebody else's under its number, with the content of this version
    marks: bool = False  # a look tells ours, whatever it holds; else by its number and content
    resolves: bool = False  # people check now, renumber and send again
    adopts: bool = True  # people may adopt
    meddles: int = 0  # so often somebody there changes something; what is in step is read back
    restores: int = 0  # so often the database is a backup again, made at any moment before
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
    number: int = 0


class Record(NamedTuple):
    version: int  # EDITED: somebody else's content
    number: int = 0  # under which it is there: its own, or the one that people gave it


EDITED = 0


class Worker(msgspec.Struct, frozen=True):
    at: str = "rest"
    fenced_in: bool = False  # its fence is still the row's
    version: int = 0
    write: Write | None = None
    early: bool = False
    match: Match | None = None


REST = Worker()


class Known(msgspec.Struct, frozen=True):
    """What the database knows beside the row; a backup holds both."""

    intent: Write | None = None  # what the row's open attempt says
    duplicate: bool = False  # it was refused as a duplicate
    absent: bool = False  # the last thing known is a look that saw nothing
    number: int = 0  # under which it is sent


class State(msgspec.Struct, frozen=True):
    row: Row
    known: Known = Known()
    workers: tuple[Worker, ...] = ()
    flying: tuple[tuple[int, Write], ...] = ()
    mail: tuple[tuple[Write, str], ...] = ()  # answers that are not delivered yet
    records: tuple[Record, ...] = ()  # what the third party holds of ours
    stranger: int = 0  # and of somebody else's
    deleted: Record | None = None  # by somebody there
    keys: frozenset[tuple[object, ...]] = frozenset()
    presses: int = 0
    meddles: int = 0
    backup: tuple[Row, Known] | None = None
    restores: int = 0
    restored: bool = False
    seen: bool = True  # since it was restored somebody looked, and saw nothing
    unseen: bool = False  # something was created without


Step = tuple[str, bool, State]  # what happens, whether it is a fault or an input, where it leads


def start_of(world: World) -> State:
    """Version 1 was just accepted."""
    wanted = {"want": True, "next_at": NOW} if world.automatic else {}
    row = make_row(fence=0, desired_hash=content(1), **wanted)
    return State(
        row,
        workers=(REST,) * world.workers,
        stranger=world.stranger,
        presses=world.presses,
        meddles=world.meddles,
        restores=world.restores,
    )


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
