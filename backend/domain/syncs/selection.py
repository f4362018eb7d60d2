"""Which objects a person or a program means, and what will happen to them."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.sentence import Sentence
from backend.domain.status import Park, Status
from backend.domain.syncs.verbs import ANSWERS, RESOLVE, Verb, left_out

NOT_CARRIED = Sentence("not carried by this connector")
_SAID = {str(one): one for one in (*ANSWERS.values(), RESOLVE, NOT_CARRIED) if one}


def reason_said(reason: str) -> str:
    """One that was kept, as screens say it in the language of their reader."""
    return _SAID.get(reason, reason)


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A binding as a plan sees it."""

    id: int
    ref: ObjectRef
    status: Status
    park: Park | None
    version: int
    carried: bool = True  # False: the connector does not know its kind
    stopped: bool = False  # pending of a sync that was stopped: Synchronize takes it over

    def left_out(self, verb: Verb) -> str | None:
        """Why this verb leaves it out; None: it is sent."""
        if not self.carried:
            return NOT_CARRIED
        return left_out(Status.NOT_INTEGRATED if self.stopped else self.status, verb, self.park)

    @property
    def sent_by(self) -> Verb | None:
        """The verb that sends it, if any does."""
        return next((verb for verb in Verb if self.left_out(verb) is None), None)


class LeftOut(msgspec.Struct, frozen=True):
    reason: str  # "in step"
    count: int
    example: str  # a key


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Who is sent, and who is left out and why."""

    sent: list[Candidate]
    left_out: list[LeftOut]


def verb_for(one: Candidate, verb: Verb, needed: Collection[int] = ()) -> Verb:
    """What others need is sent by the verb that sends it."""
    return (one.sent_by or verb) if one.id in needed else verb


def plan_sync(candidates: Sequence[Candidate], verb: Verb, needed: Collection[int] = ()) -> Plan:
    """`needed`: ids of those that are sent because others need them."""
    reasons = [(one, one.left_out(verb_for(one, verb, needed))) for one in candidates]
    return Plan(
        sent=[one for one, reason in reasons if reason is None],
        left_out=merged((reason, 1, one.ref.key) for one, reason in reasons),
    )


def merged(counted: Iterable[tuple[str | None, int, str]]) -> list[LeftOut]:
    """By reason, with the first key of each; without those who are sent."""
    found: dict[str, LeftOut] = {}
    for said, count, key in counted:
        if said is not None:
            reason = str(said)
            known = found.get(reason)
            found[reason] = (
                LeftOut(reason, count + known.count, known.example) if known else LeftOut(reason, count, key)
            )
    return list(found.values())
