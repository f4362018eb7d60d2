"""A demo works on a database that it prepared itself, and leaves every other as it is."""

import asyncio
import os
from pathlib import Path
from typing import Any

import asyncpg
import click
import pytest

from backend.actions.integrations.create_integration import create_integration
from backend.actions.integrations.update_integration import update_integration
from backend.actions.keys.create_api_key import create_api_key
from backend.actions.people.create_user import create_user
from backend.cli.servers.preparing import prepare
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage import integrations
from tests.factories import sql

pytestmark = pytest.mark.anyio

NEAR, FAR = "http://127.0.0.1:1/ia/xml/xmlgw.phtml", "https://api.intacct.com/ia/xml/xmlgw.phtml"
CONFIG = {"company_id": "ACME", "sender_id": "s", "user_id": "u"}
PASSWORDS = {"sender_password": "x", "user_password": "x"}
CONTENT = ("integration", '"user"', "sign_in_link", "api_key", "audit", "value_map")


async def start_demo(runtime: Runtime, folder: Path, port: int = 8001) -> dict[str, str]:
    env = os.environ | {"DATABASE_URL": runtime.settings.database_url, "SYNCLINE_HOME": str(folder)}
    return await asyncio.to_thread(prepare, env, stand_in_port=port, level="top", empty=True)


async def make_books(runtime: Runtime, endpoint: str) -> None:
    settings = {"config": CONFIG | {"endpoint": endpoint}, "secrets": PASSWORDS}
    made = await create_integration(runtime, name="Books", connector="sage_intacct", settings=settings, by="Ada")
    assert isinstance(made, int), made


async def content() -> list[Any]:
    return [await sql(f"SELECT * FROM {table} ORDER BY 1") for table in CONTENT]


async def endpoint_of(number: int) -> str:
    found = await integrations.read(number)
    assert found is not None
    return str(found.config["endpoint"])


async def test_an_empty_database_is_prepared_and_found_again_at_the_next_start(
    runtime: Runtime, tmp_path: Path
) -> None:
    await start_demo(runtime, tmp_path, port=8001)

    again = await start_demo(runtime, tmp_path, port=9001)

    assert again["sign_in_url"]
    assert again["api_key"]
    assert await endpoint_of(1) == "http://127.0.0.1:9001/ia/xml/xmlgw.phtml"
    assert len(await integrations.every()) == 1


async def test_a_demo_that_was_killed_before_it_made_anything_goes_on(runtime: Runtime, tmp_path: Path) -> None:
    await start_demo(runtime, tmp_path)
    await sql("DELETE FROM value_map")
    await sql("DELETE FROM integration")

    await start_demo(runtime, tmp_path)

    assert len(await integrations.every()) == 1


@pytest.mark.parametrize("endpoint", [NEAR, FAR])
async def test_somebodys_integration_is_refused_and_nothing_is_changed(
    runtime: Runtime, tmp_path: Path, endpoint: str
) -> None:
    await make_books(runtime, endpoint)
    assert isinstance(await create_api_key("demo", Role.OPERATOR, by="Ada"), str)
    before = await content()

    with pytest.raises(click.ClickException, match=r"No demo prepared this database: integration 1 \(Books\)"):
        await start_demo(runtime, tmp_path)

    assert await content() == before


async def test_people_alone_are_reason_enough(runtime: Runtime, tmp_path: Path) -> None:
    await create_user("ada", Role.ADMIN, by="command line")
    before = await content()

    with pytest.raises(click.ClickException, match="Nothing was changed"):
        await start_demo(runtime, tmp_path)

    assert await content() == before


async def test_a_demo_that_was_pointed_at_the_real_company_is_left_pointing_there(
    runtime: Runtime, tmp_path: Path
) -> None:
    await start_demo(runtime, tmp_path)
    assert await update_integration(runtime, 1, {"config": {"endpoint": FAR}}, by="Ada") == ()
    before = await content()

    with pytest.raises(click.ClickException, match="no longer sends to a stand-in on this machine"):
        await start_demo(runtime, tmp_path)

    assert await content() == before
    assert await endpoint_of(1) == FAR


async def test_a_refused_database_is_not_even_migrated(runtime: Runtime, tmp_path: Path) -> None:
    await make_books(runtime, FAR)
    await sql("DELETE FROM migration WHERE name LIKE '2026-11-23T07%'")
    await sql("DROP INDEX binding_master_data, binding_revised, sync_item_binding, attempt_applied, object_key_lower")

    with pytest.raises(click.ClickException, match="No demo prepared this database"):
        await start_demo(runtime, tmp_path)

    assert await sql("SELECT FROM migration WHERE name LIKE '2026-11-23T07%'") == []


async def test_what_others_add_to_a_demo_is_not_redirected(runtime: Runtime, tmp_path: Path) -> None:
    await start_demo(runtime, tmp_path, port=8001)
    await make_books(runtime, FAR)

    await start_demo(runtime, tmp_path, port=9001)

    assert await endpoint_of(2) == FAR


async def test_a_database_without_our_tables_is_empty(runtime: Runtime, tmp_path: Path) -> None:
    base, _, options = runtime.settings.database_url.partition("?")
    name = f"{base.rsplit('/', 1)[1]}_bare"
    connection = await asyncpg.connect(runtime.settings.database_url)
    await connection.execute(f"CREATE DATABASE {name}")
    try:
        env = os.environ | {"DATABASE_URL": f"{base}_bare?{options}", "SYNCLINE_HOME": str(tmp_path)}
        prepared = await asyncio.to_thread(prepare, env, stand_in_port=8001, level="top", empty=True)
    finally:
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await connection.close()

    assert prepared["api_key"]
