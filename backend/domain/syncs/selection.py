"""Which objects a person or a program means, and what will happen to them."""

from collections.abc import Iterable, Sequence

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.status import Park, Status
from backend.domain.syncs.verbs import Verb, left_out

NOT_CARRIED = "not carried by this connector"


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A binding as a plan sees it."""

    id: int
    ref: ObjectRef
    status: Status
    park: Park | None
    version: int
    carried: bool = True  # False: the connector does not know its kind

    def left_out(self, verb: Verb) -> str | None:
        """Why this verb leaves it out; None: it is sent."""
        return left_out(self.status, verb, self.park) if self.carried else NOT_CARRIED


class LeftOut(msgspec.Struct, frozen=True):
    reason: str  # "in step"
    count: int
    example: str  # a key


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Who is sent, and who is left out and why."""

    sent: list[Candidate]
    left_out: list[LeftOut]


def plan_sync(candidates: Sequence[Candidate], verb: Verb) -> Plan:
    reasons = [(one, one.left_out(verb)) for one in candidates]
    return Plan(
        sent=[one for one, reason in reasons if reason is None],
        left_out=merged((reason, 1, one.ref.key) for one, reason in reasons),
    )


def merged(counted: Iterable[tuple[str | None, int, str]]) -> list[LeftOut]:
    """By reason, with the first key of each; without those who are sent."""
    found: dict[str, LeftOut] = {}
    for reason, count, key in counted:
        if reason is not None:
            known = found.get(reason)
            found[reason] = (
                LeftOut(reason, count + known.count, known.example) if known else LeftOut(reason, count, key)
            )
    return list(found.values())
