"""What waits of stopped syncs is withdrawn piece by piece, and one of them keeps no other from it."""

from itertools import count
from types import SimpleNamespace

import pytest

from backend.actions.syncs.stop_sync import stop_sync
from backend.actions.syncs.withdraw import withdraw, withdraw_one
from backend.actions.tend import tend
from backend.runtime import Runtime
from backend.storage.protocol import marks
from tests.actions.make import configure, department
from tests.factories import make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio
WITHDRAW = "backend.actions.syncs.withdraw"


async def _stopped(runtime: Runtime, monkeypatch: pytest.MonkeyPatch, *keys: str) -> tuple[int, int]:
    """A sync that was stopped, and of which nothing was withdrawn yet; and its integration."""
    monkeypatch.setattr("backend.actions.syncs.stop_sync.WITHDRAW_SECONDS", 0.0)
    integration = await make_integration(runtime)
    await receive(runtime, *map(department, keys))
    await press(runtime, integration, *keys)
    (row,) = await sql("SELECT max(id) AS id FROM sync WHERE integration = $1", integration)
    assert await stop_sync(integration, row["id"], by="Ada")
    return row["id"], integration


def _tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is a second, and each transaction withdraws one."""
    ticks = count()
    monkeypatch.setattr(f"{WITHDRAW}.time", SimpleNamespace(monotonic=lambda: next(ticks)))
    monkeypatch.setattr(f"{WITHDRAW}.AT_ONCE", 1)


async def test_a_turn_goes_on_where_the_last_one_ended_past_what_cannot_be_withdrawn(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = ("D1", "D2", "D3")
    sync, integration = await _stopped(runtime, monkeypatch, *keys)
    await configure(runtime, integration, automatic={"department": True})
    await receive(runtime, *(department(key, name="Newer") for key in keys))
    _tick(monkeypatch)
    for _ in keys:
        await withdraw_one(sync, integration, seconds=2)
        assert (sync, integration) in await marks.withdrawing()
    await withdraw_one(sync, integration, seconds=2)
    assert (sync, integration) not in await marks.withdrawing()
    assert set((await statuses(integration)).values()) == {"pending"}


async def test_a_large_sync_leaves_others_their_share_of_a_turn(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = await _stopped(runtime, monkeypatch, *(f"D{number}" for number in range(20)))
    small = await _stopped(runtime, monkeypatch, "D0")
    _tick(monkeypatch)
    await withdraw(runtime, seconds=20)
    left = await marks.withdrawing()
    assert (large in left, small in left) == (True, False)


async def test_a_sync_that_cannot_be_withdrawn_keeps_no_other_from_it(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, _ = await _stopped(runtime, monkeypatch, "D1")
    await sql("UPDATE sync_item SET park = 'no such reason' WHERE sync = $1", broken)
    _, integration = await _stopped(runtime, monkeypatch, "D1")
    await tend(runtime)
    assert [one for one, _ in await marks.withdrawing()] == [broken]
    assert await statuses(integration) == {"D1": "not_integrated"}
    await sql("UPDATE sync_item SET park = NULL WHERE sync = $1", broken)
    await tend(runtime)
    assert await marks.withdrawing() == []
