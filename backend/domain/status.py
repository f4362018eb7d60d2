"""What the operator sees, and where a binding is. Postgres computes the status; `status_of` says the same in Python."""

from enum import StrEnum


class Status(StrEnum):
    NOT_INTEGRATED = "not_integrated"  # never sent
    PENDING = "pending"  # waiting, sending, or its outcome is being confirmed
    SUCCESS = "success"  # the third party holds the current version
    ERROR = "error"  # somebody must act
    DESYNCHRONIZED = "desynchronized"  # the third party holds another version


class Phase(StrEnum):
    IDLE = "idle"  # nothing under way (idle and wanted = queued)
    CLAIMED = "claimed"  # a drain prepares it; nothing was sent
    SENT = "sent"  # an intent is committed; perhaps on the wire
    CONFIRMING = "confirming"  # the outcome is unknown; looked up when the longest processing time is over
    BLOCKED = "blocked"  # waits for an object that it needs
    PARKED = "parked"  # in error


class Park(StrEnum):
    """Why a binding is parked: what a person may do depends on it."""

    ORDINARY = "ordinary"  # refused, here or there
    EXHAUSTED = "exhausted"  # tried too often
    BLOCKED = "blocked"  # something it needs is in error
    FOREIGN = "foreign"  # its number belongs to a record that is not ours
    DUPLICATE = "duplicate"  # several records at the third party
    CRASHED = "crashed"  # took workers down


RESOLVE_FIRST = frozenset({Park.FOREIGN, Park.DUPLICATE})
STAYS_PARKED = RESOLVE_FIRST | {Park.CRASHED}  # whatever version comes


def status_of(*, phase: Phase, want: bool, linked: bool, in_step: bool) -> Status:
    """The generated column `binding.status`, in the same order."""
    if want or phase in (Phase.CLAIMED, Phase.SENT, Phase.CONFIRMING, Phase.BLOCKED):
        return Status.PENDING
    if phase is Phase.PARKED:
        return Status.ERROR
    if linked and in_step:
        return Status.SUCCESS
    return Status.DESYNCHRONIZED if linked else Status.NOT_INTEGRATED
