"""What a process knows of ended sessions is read again and again, and trusted only while it is fresh."""

import asyncio

import pytest
from structlog.testing import capture_logs

from backend.actions.people.create_user import create_user
from backend.actions.people.disable_user import disable_user
from backend.actions.sessions.open_session import open_session
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.postgres import database
from backend.web.access import revoked
from backend.web.access.revoked import Revoked

pytestmark = pytest.mark.anyio


def test_before_the_first_reading_nobody_is_vouched_for() -> None:
    assert not Revoked().vouches_for(1)


async def test_it_is_read_at_the_start_and_again_by_itself(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revoked, "_REFRESH_SECONDS", 0.01)
    user = await create_user("ann", Role.VIEWER, by="test")
    assert isinstance(user, int)
    await open_session(runtime, user, facts={})
    known = Revoked()

    async with known.kept_fresh():
        assert known.vouches_for(1)
        await disable_user("ann", by="test")
        async with asyncio.timeout(60):
            while known.vouches_for(1):
                await database.query("living_workers")

    assert known.vouches_for(2)


async def test_a_database_that_is_away_leaves_the_last_reading_to_grow_old(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Revoked()
    await known.refresh()
    monkeypatch.setattr(known, "_read_at", known._read_at - 6)
    pool = database.engine().pool
    assert pool is not None
    await pool.close()

    with capture_logs() as logs:
        await known.refresh()

    assert not known.vouches_for(1)
    assert [line["event"] for line in logs] == ["sessions.unread"]
