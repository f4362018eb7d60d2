"""Who may administer, what is kept of people and keys, and what is never told."""

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.keys.revoke_api_key import revoke_api_key
from backend.actions.people.change_role import change_role
from backend.actions.people.create_user import create_user
from backend.actions.people.disable_user import disable_user
from backend.actions.people.enable_user import enable_user
from backend.actions.people.make_link import make_link
from backend.actions.people.set_password import set_password
from backend.actions.sessions.open_link import open_link
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage import people
from backend.storage.postgres.database import connection
from tests.web.auth_app import PASSWORD, audited

pytestmark = pytest.mark.anyio


async def test_the_last_administrator_stays(runtime: Runtime) -> None:
    await create_user("ann", Role.ADMIN, by="test")

    for refused in (await disable_user("ann", by="ann"), await change_role("ann", Role.VIEWER, by="ann")):
        assert (
            str(refused) == f"{refused and refused.field}: ann is the only administrator; make somebody else one first"
        )

    await create_user("bob", Role.ADMIN, by="ann")
    assert await disable_user("ann", by="bob") is None
    assert isinstance(await disable_user("bob", by="bob"), Problem)


async def test_somebody_who_is_let_in_again_signs_in_anew(runtime: Runtime) -> None:
    await create_user("ann", Role.VIEWER, by="test")
    old = await make_link(runtime, "ann", by="test")
    await disable_user("ann", by="test")
    assert await enable_user("ann", by="test") is None
    new = await make_link(runtime, "ann", by="test")

    assert isinstance(old, str)
    assert isinstance(new, str)
    assert await open_link(runtime, old.rpartition("/")[2], address="") is None
    assert await open_link(runtime, new.rpartition("/")[2], address="")


async def test_a_name_is_taken_once(runtime: Runtime) -> None:
    await create_user("ann", Role.VIEWER, by="test")

    assert str(await create_user("ann", Role.ADMIN, by="test")) == "name: 'ann' is taken"
    for hostile in ("", " ann", "ann\n", "a\x00", "x" * 101):
        assert isinstance(await create_user(hostile, Role.VIEWER, by="test"), Problem)
    assert isinstance(await create_user("bob", Role.VIEWER, by="test", password="short"), Problem)
    assert [one.name for one in await people.every_user()] == ["ann"]


async def test_nobody_unknown_gets_a_link_a_role_or_a_password(runtime: Runtime) -> None:
    assert isinstance(await make_link(runtime, "xyz", by="test"), Problem)
    assert isinstance(await change_role("xyz", Role.VIEWER, by="test"), Problem)
    assert isinstance(await set_password("xyz", PASSWORD, by="test"), Problem)
    assert isinstance(await disable_user("xyz", by="test"), Problem)
    assert await audited() == []


async def test_a_key_is_shown_once_and_kept_as_a_hash(runtime: Runtime) -> None:
    token = await create_api_key("erp", "ingest", by="test")

    assert isinstance(token, str)
    assert isinstance(await create_api_key("erp", "admin", by="test"), Problem)
    assert isinstance(await create_api_key("bad", "root", by="test"), Problem)
    async with connection() as open_connection:
        everything = await open_connection.fetch(
            "SELECT api_key::text FROM api_key UNION ALL SELECT audit::text FROM audit"
        )
    assert token not in str(everything)
    assert [one.role for one in await people.every_key()] == [None]


async def test_a_revoked_key_gives_its_name_back(runtime: Runtime) -> None:
    old = await create_api_key("erp", "ingest", by="test")

    assert await revoke_api_key("erp", by="test")
    assert not await revoke_api_key("erp", by="test")
    new = await create_api_key("erp", "viewer", by="test")

    assert isinstance(new, str)
    assert new != old
    assert [action for _, action, _ in await audited()] == ["api_key.created", "api_key.revoked", "api_key.created"]


async def test_nothing_printed_of_a_person_or_a_session_tells_a_secret(runtime: Runtime) -> None:
    await create_user("ann", Role.VIEWER, by="test", password=PASSWORD)
    link = await make_link(runtime, "ann", by="test")
    assert isinstance(link, str)
    opened = await open_link(runtime, link.rpartition("/")[2], address="")

    assert opened
    assert opened.token not in repr(opened)
    assert "argon2" not in repr(await people.find_user("ann"))
