"""All that can happen to a binding."""

from datetime import datetime, timedelta

import msgspec

from backend.domain.protocol.row import Intent
from backend.domain.protocol.times import Times
from backend.domain.pushes.found import Found
from backend.domain.pushes.outcome import Outcome
from backend.domain.status import Park
from backend.domain.syncs.verbs import Verb


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A newer version was stored."""

    version: int
    hash: bytes
    automatic: bool
    quiet: timedelta


class Pressed(msgspec.Struct, frozen=True):
    """A person or a program asked; the plan has said that this verb sends the row."""

    verb: Verb
    undo: timedelta = timedelta(0)  # in which a person may take it back


class Retried(msgspec.Struct, frozen=True):
    """A person does not want to wait for the next try or look."""


class Claimed(msgspec.Struct, frozen=True):
    """A drain takes the row to prepare a push."""

    lease: timedelta
    look_from: datetime | None = None  # the database was restored: look before anything is created, not before this


class GivenBack(msgspec.Struct, frozen=True):
    """The drain that holds the row does not go on with it. Nobody died."""


class Blocked(msgspec.Struct, frozen=True):
    """Something it needs is not at the third party."""

    waits_for: str  # a sentence
    in_error: bool  # what it needs is in error itself


class Unblocked(msgspec.Struct, frozen=True):
    """All that it needs is there."""


class Refused(msgspec.Struct, frozen=True):
    """We refuse to send it: the sentence says why."""

    sentence: str


class Intended(msgspec.Struct, frozen=True, kw_only=True):
    """The intent is being committed."""

    attempt: int
    version: int
    level: str
    lease: timedelta
    quarantine: timedelta


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The call ended, one way or the other."""

    intent: Intent
    outcome: Outcome
    times: Times


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a request that was acknowledged came, as a request of the third party's own."""

    intent: Intent
    outcome: Outcome
    times: Times


class LeaseEnded(msgspec.Struct, frozen=True):
    """Its holder died, or was too slow."""

    times: Times


class LookClaimed(msgspec.Struct, frozen=True):
    """A drain takes the row to look it up."""

    lease: timedelta
    look_from: datetime | None = None  # the database was restored: what is seen before this may change by itself


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """The third party was asked what it holds. `intent` is None after a Force or a restoration: nothing is known to be
    in flight."""

    intent: Intent | None
    found: Found
    looked_at: datetime  # the database's time before the look
    level: str  # where it looked
    current: tuple[int, bytes]  # version and hash that the look compared with
    of_backup: bool = False  # nothing newer was received, and nothing sent, since the database was restored


class Adopted(msgspec.Struct, frozen=True):
    """A person says that a record which the last look saw is this object."""

    number: str
    level: str  # where it was seen


class LineRestored(msgspec.Struct, frozen=True):
    """The line works again, or what was wrong with it was mended: what waits because of it does so no longer."""


class LookAsked(msgspec.Struct, frozen=True):
    """A person wants to know now what the third party holds."""


class SentAgain(msgspec.Struct, frozen=True):
    """A person wants it created anew: the last thing known of it is a look that, after its time, saw nothing."""


class Renumbered(msgspec.Struct, frozen=True):
    """A person gave it another number there."""


class CannotLook(msgspec.Struct, frozen=True):
    """What a look would look for cannot be built: the sentence says why."""

    sentence: str


class Stopped(msgspec.Struct, frozen=True, kw_only=True):
    """The sync that marked the row was stopped."""

    version: int  # that was asked for
    automatic: bool  # a newer version is wanted without the sync
    park: Park | None  # why it was in error before a Force
    said: str  # of it before the press


class Restored(msgspec.Struct, frozen=True):
    """The database is a backup, or a copy: what it says of the third party may be old."""

    until: datetime  # what was sent before may still be carried out


class ReadBack(msgspec.Struct, frozen=True, kw_only=True):
    """The record of a row in step was read at the third party."""

    found: Found
    fence: int  # of the row before that


Event = (
    Accepted
    | Pressed
    | Retried
    | Claimed
    | GivenBack
    | Blocked
    | Unblocked
    | Refused
    | Intended
    | Answered
    | Delivered
    | LeaseEnded
    | LookClaimed
    | Looked
    | Adopted
    | LineRestored
    | LookAsked
    | SentAgain
    | Renumbered
    | CannotLook
    | Stopped
    | Restored
    | ReadBack
)
