"""How often an object was tried, and who asked last: a reading for a page, whatever an object has behind it."""

import pytest

from backend.runtime import Runtime
from backend.storage.screens.objects.tried import MOST, Tried, tried
from tests.actions.make import department
from tests.factories import drain, make_integration, press, receive, rows, sql

pytestmark = pytest.mark.anyio


async def test_attempts_are_counted_and_the_last_who_asked_is_named(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration, "D1", by="Bob")
    await drain(runtime, integration)
    await receive(runtime, department("D1", name="Other"))
    await press(runtime, integration, "D1", by="Ada")
    await drain(runtime, integration)
    ids = {row["key"]: row["id"] for row in await rows(integration)}

    found = await tried(list(ids.values()))

    assert found == {ids["D1"]: Tried(2, False, "Ada"), ids["D2"]: Tried(0, False, "")}


async def test_very_many_attempts_are_not_counted_to_the_end(runtime: Runtime) -> None:
    await make_integration(runtime)
    await receive(runtime, department("D1"))
    ((id_,),) = await sql("SELECT id FROM binding")
    await sql(
        "INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence)"
        " SELECT $1::bigint, 'look', 1, 'h', 'top', 1, 'k', 'h', 1 FROM generate_series(1, $2::int)",
        id_,
        MOST + 7,
    )

    assert await tried([id_]) == {id_: Tried(MOST, True, "")}
