"""What becomes of the objects of a sync, as its page and programs ask for them."""

from enum import StrEnum


class Outcome(StrEnum):
    MOVING = "moving"  # not yet ended
    SUCCESS = "success"
    ERROR = "error"
    CHANGED = "changed"  # ended otherwise: a newer version came
    STOPPED = "stopped"


KEPT = {
    Outcome.MOVING: ["moving"],
    Outcome.SUCCESS: ["success"],
    Outcome.ERROR: ["error"],
    Outcome.CHANGED: ["not_integrated", "desynchronized"],
    Outcome.STOPPED: ["stopped"],
}  # as the rows have it; those that move have none


def outcome_of(kept: str | None) -> Outcome:
    return next((one for one, names in KEPT.items() if kept in names), Outcome.MOVING)
