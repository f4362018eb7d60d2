"""Who is shut out at the very moment in which they sign in stays out."""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.actions.sessions.open_link import open_link
from backend.actions.sessions.open_session import OpenedSession
from backend.actions.sessions.sign_in import Refusal, sign_in
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.security import passwords
from backend.security.tokens import SessionTokens
from backend.storage import people
from tests.factories import sql
from tests.waiting import until

pytestmark = pytest.mark.anyio

OLD, NEW = "a password that leaked", "a password of today"
WAITS = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
END_ALL = "UPDATE session SET ended_at = now()"


async def let_in(password: str = OLD) -> Any:
    """Ann, with a hash that was made with weaker parameters than those of today."""
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)
    return await people.insert_user("ann", Role.ADMIN, weak)


@asynccontextmanager
async def checked_after(runtime: Runtime) -> AsyncIterator["asyncio.Task[OpenedSession | Refusal]"]:
    """A sign-in that knows the hash by now; the password is compared with it once the block is left."""
    go_on = threading.Event()
    for _ in range(passwords._AT_ONCE):
        passwords._THREADS.submit(go_on.wait)
    try:
        attempt = asyncio.create_task(sign_in(runtime, "ann", OLD, address=""))
        while not passwords._begun:
            await asyncio.sleep(0)
        yield attempt
    finally:
        go_on.set()


async def opened_while(runtime: Runtime, change: str, opening: Coroutine[Any, Any, Any]) -> Any:
    """What comes of it while somebody changes the person, and ends the sessions that are there."""
    other = await asyncpg.connect(runtime.settings.database_url)
    try:
        async with other.transaction():
            await other.execute(f"UPDATE \"user\" SET {change} WHERE name = 'ann'")
            await other.execute(END_ALL)
            attempt = asyncio.create_task(opening)

            async def waits_or_is_over() -> bool:
                return attempt.done() or bool(await other.fetch(WAITS))

            await until(waits_or_is_over)
            await other.execute("UPDATE sign_in_link SET used_at = now() WHERE used_at IS NULL")
        return await attempt
    finally:
        await other.close()


async def open_sessions() -> int:
    (found,) = await sql("SELECT count(*) AS n FROM session WHERE ended_at IS NULL")
    return int(found["n"])


async def token_of_a_link(runtime: Runtime) -> str:
    await create_user("ann", Role.ADMIN, by="test")
    link = await make_link(runtime, "ann", by="test")
    return link.rpartition("/")[2]  # type: ignore[union-attr]


async def test_a_password_that_is_replaced_while_it_is_checked_opens_nothing(runtime: Runtime) -> None:
    ann, new = await let_in(), passwords._HASHER.hash(NEW)

    async with checked_after(runtime) as attempt:
        await people.set_password(ann, new)
        await people.end_sessions(ann)

    assert await attempt is Refusal.WRONG
    assert await open_sessions() == 0
    assert (await people.every_user())[0].password_hash == new  # the old one did not come back, either
    assert isinstance(await sign_in(runtime, "ann", NEW, address=""), OpenedSession)


async def test_a_weaker_hash_is_made_anew_by_a_sign_in(runtime: Runtime) -> None:
    await let_in()
    before = (await people.every_user())[0].password_hash

    assert isinstance(await sign_in(runtime, "ann", OLD, address=""), OpenedSession)
    assert (await people.every_user())[0].password_hash != before
    assert isinstance(await sign_in(runtime, "ann", OLD, address=""), OpenedSession)


async def test_a_password_that_is_being_replaced_opens_nothing(runtime: Runtime) -> None:
    await let_in()
    change = f"password_hash = '{passwords._HASHER.hash(NEW)}'"

    assert await opened_while(runtime, change, sign_in(runtime, "ann", OLD, address="")) is Refusal.WRONG
    assert await open_sessions() == 0


async def test_who_is_being_disabled_gets_in_neither_by_password_nor_by_a_link(runtime: Runtime) -> None:
    token = await token_of_a_link(runtime)

    assert await opened_while(runtime, "disabled_at = now()", open_link(runtime, token, address="")) is None
    await sql("UPDATE \"user\" SET name = 'bob'")
    await let_in()
    assert await opened_while(runtime, "disabled_at = now()", sign_in(runtime, "ann", OLD, address="")) is Refusal.WRONG
    assert await open_sessions() == 0


async def test_a_role_that_is_being_taken_away_is_in_no_cookie(runtime: Runtime) -> None:
    await create_user("ann", Role.ADMIN, by="test", password=OLD)

    opened = await opened_while(runtime, "role = 'viewer'", sign_in(runtime, "ann", OLD, address=""))

    signed = SessionTokens(runtime.settings.secret).read(opened.token, datetime.now(UTC))
    assert signed is not None
    assert signed.role is Role.VIEWER
