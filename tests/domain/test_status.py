"""The five statuses are a function."""

import pytest

from backend.domain.status import Phase, Status, status_of


@pytest.mark.parametrize(
    ("phase", "want", "linked", "in_step", "status"),
    [
        (Phase.IDLE, False, False, False, Status.NOT_INTEGRATED),
        (Phase.IDLE, False, False, True, Status.NOT_INTEGRATED),
        (Phase.IDLE, False, True, False, Status.DESYNCHRONIZED),
        (Phase.IDLE, False, True, True, Status.SUCCESS),
        (Phase.IDLE, True, True, True, Status.PENDING),
        (Phase.PARKED, False, True, True, Status.ERROR),
        (Phase.CLAIMED, False, True, True, Status.PENDING),
        (Phase.SENT, False, True, True, Status.PENDING),
        (Phase.CONFIRMING, False, True, True, Status.PENDING),
        (Phase.BLOCKED, False, True, True, Status.PENDING),
    ],
)
def test_the_status_follows_from_facts(phase: Phase, want: bool, linked: bool, in_step: bool, status: Status) -> None:
    assert status_of(phase=phase, want=want, linked=linked, in_step=in_step) is status
