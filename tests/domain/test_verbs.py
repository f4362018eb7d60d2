"""The verb table: ten cells."""

import pytest

from backend.domain.status import Park, Status
from backend.domain.syncs.verbs import ANSWERS, Verb, left_out

SYNCHRONIZE, FORCE = Verb.SYNCHRONIZE, Verb.FORCE_SYNCHRONIZE


@pytest.mark.parametrize(
    ("status", "verb", "reason"),
    [
        (Status.NOT_INTEGRATED, SYNCHRONIZE, None),
        (Status.DESYNCHRONIZED, SYNCHRONIZE, None),
        (Status.ERROR, SYNCHRONIZE, "use Force synchronize"),
        (Status.PENDING, SYNCHRONIZE, "already synchronizing"),
        (Status.SUCCESS, SYNCHRONIZE, "in step"),
        (Status.NOT_INTEGRATED, FORCE, "use Synchronize"),
        (Status.DESYNCHRONIZED, FORCE, "use Synchronize"),
        (Status.ERROR, FORCE, None),
        (Status.PENDING, FORCE, "already synchronizing"),
        (Status.SUCCESS, FORCE, "in step"),
    ],
)
def test_each_verb_sends_or_says_why_not(status: Status, verb: Verb, reason: str | None) -> None:
    assert left_out(status, verb) == reason


def test_no_cell_is_missing() -> None:
    assert set(ANSWERS) == {(status, verb) for status in Status for verb in Verb}


@pytest.mark.parametrize("park", Park)
def test_force_leaves_out_what_must_be_resolved_first(park: Park) -> None:
    expected = "resolve first" if park in (Park.FOREIGN, Park.DUPLICATE) else None
    assert left_out(Status.ERROR, FORCE, park) == expected
    assert left_out(Status.ERROR, SYNCHRONIZE, park) == "use Force synchronize"
