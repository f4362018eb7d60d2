"""What was accepted, and what is about to be sent, is on the disk before anybody acts on it."""

import pytest

from backend.runtime import Runtime
from tests.actions.make import department
from tests.actions.worker import Worker
from tests.factories import make_integration, press, receive, sql

pytestmark = pytest.mark.anyio


async def _written() -> str:
    """How far the log of the database is written by now, on the disk or not."""
    (row,) = await sql("SELECT pg_current_wal_insert_lsn()::text AS at")
    return str(row["at"])


async def _is_kept_beyond(place: str) -> bool:
    (row,) = await sql("SELECT pg_current_wal_flush_lsn() > $1::text::pg_lsn AS kept", place)
    return bool(row["kept"])


async def test_an_accepted_version_outlives_a_crash_an_instant_later(runtime: Runtime) -> None:
    await make_integration(runtime)
    before = await _written()
    await receive(runtime, department())
    assert await _is_kept_beyond(before)


async def test_an_intent_outlives_a_crash_an_instant_later(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch, taken = await worker.claim(), await worker.take_slot()
    before = await _written()
    await worker.intend_at(taken, batch)
    assert await _is_kept_beyond(before)
