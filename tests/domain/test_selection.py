"""The plan of a sync: who is sent, and who is left out and why."""

from msgspec.structs import replace

from backend.domain.objects import ObjectRef
from backend.domain.status import Park, Status
from backend.domain.syncs.selection import Candidate, LeftOut, plan_sync
from backend.domain.syncs.verbs import Verb


def _candidate(id_: int, status: Status, park: Park | None = None) -> Candidate:
    return Candidate(id=id_, ref=ObjectRef("customer", f"C{id_}"), status=status, park=park, version=1)


EVERY = [
    _candidate(1, Status.SUCCESS),
    _candidate(2, Status.NOT_INTEGRATED),
    _candidate(3, Status.SUCCESS),
    _candidate(4, Status.PENDING),
    _candidate(5, Status.ERROR, Park.ORDINARY),
    _candidate(6, Status.ERROR, Park.FOREIGN),
    _candidate(7, Status.DESYNCHRONIZED),
]


def test_a_plan_counts_who_is_left_out_by_reason_and_names_one() -> None:
    plan = plan_sync(EVERY, Verb.SYNCHRONIZE)
    assert [one.id for one in plan.sent] == [2, 7]
    assert plan.left_out == [
        LeftOut("in step", 2, "C1"),
        LeftOut("already synchronizing", 1, "C4"),
        LeftOut("use Force synchronize", 2, "C5"),
    ]


def test_a_forced_plan_leaves_out_what_must_be_resolved_first() -> None:
    plan = plan_sync(EVERY, Verb.FORCE_SYNCHRONIZE)
    assert [one.id for one in plan.sent] == [5]
    assert LeftOut("resolve first", 1, "C6") in plan.left_out


def test_everyone_is_sent_or_left_out() -> None:
    for verb in Verb:
        plan = plan_sync(EVERY, verb)
        assert len(plan.sent) + sum(one.count for one in plan.left_out) == len(EVERY)


def test_an_empty_selection_makes_an_empty_plan() -> None:
    plan = plan_sync([], Verb.SYNCHRONIZE)
    assert (plan.sent, plan.left_out) == ([], [])


def test_what_is_in_flight_of_a_stopped_sync_is_taken_over_by_synchronize_alone() -> None:
    one = replace(_candidate(4, Status.PENDING), stopped=True)
    assert [each.id for each in plan_sync([one], Verb.SYNCHRONIZE).sent] == [4]
    assert plan_sync([one], Verb.FORCE_SYNCHRONIZE).left_out == [LeftOut("use Synchronize", 1, "C4")]
