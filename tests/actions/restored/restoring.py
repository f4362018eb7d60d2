"""A database that was put back, and what everybody does about it."""

from backend.actions.instances.end_restoration import end_restoration
from backend.actions.instances.enter_database import enter_database
from backend.actions.instances.know_instance import know_instance
from backend.actions.line.release_integration import release_integration
from backend.actions.tend import tend
from backend.domain.instances.recognizing import Witness
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.instances.witness import keep_witness
from tests.actions.make import books, department, let_time_pass
from tests.factories import drain, make_integration, press, receive, sql, statuses


async def in_use(runtime: Runtime) -> int:
    await enter_database(runtime, decides=True)
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    await know_instance(runtime)
    return integration


async def put_back(runtime: Runtime) -> None:
    """As if attempts were made since, which the home saw."""
    witness = runtime.witness
    assert witness is not None
    keep_witness(runtime.settings.home, Witness(witness.life, witness.newest_attempt + 100))
    runtime.witness = None
    await enter_database(runtime, decides=True)


async def release(runtime: Runtime, integration: int, role: Role = Role.ADMIN) -> Problem | None:
    return await release_integration(runtime, integration, by="Ada", role=role)


async def released(runtime: Runtime) -> int:
    """In use, put back, marked, and let go on again."""
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    return integration


async def held(integration: int) -> str:
    (row,) = await sql("SELECT held_reason FROM integration WHERE id = $1", integration)
    return row["held_reason"] or ""


async def ended(runtime: Runtime, integration: int) -> str | Problem:
    found = await integrations.read(integration)
    assert found is not None
    return await end_restoration(runtime, found, by="Ada")


async def looked_up(runtime: Runtime, integration: int) -> str:
    assert await release(runtime, integration) is None
    await let_time_pass()
    for _ in range(3):
        await drain(runtime, integration)
    return str((await books(integration)).records["1"].fields["name"])
