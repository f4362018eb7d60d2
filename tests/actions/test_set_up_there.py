"""What people often set up at the third party is waited for only once it was received."""

import pytest

from backend.connectors.loopback.connector import Loopback
from backend.domain.pushes.carried import CarriedKind
from backend.runtime import Runtime
from tests.actions.make import department, make
from tests.factories import drain, make_integration, press, receive, statuses

pytestmark = pytest.mark.anyio


class Settled(Loopback):
    """A third party at which departments are often there already."""

    kinds = Loopback.kinds | {"department": CarriedKind(name="department", remote_name="department", awaited=False)}


async def books(runtime: Runtime) -> int:
    runtime.connectors = {**runtime.connectors, "loopback": Settled()}
    return await make_integration(runtime)


async def test_nobody_waits_for_a_department_that_was_never_received(runtime: Runtime) -> None:
    integration = await books(runtime)
    await receive(runtime, make("employee", "E1", {"name": "Ida Berg", "department": "D1"}))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"E1": "success"}


async def test_a_department_that_was_received_goes_first(runtime: Runtime) -> None:
    integration = await books(runtime)
    await receive(runtime, make("employee", "E1", {"name": "Ida Berg", "department": "D1"}), department("D1"))
    await press(runtime, integration, "E1")
    await drain(runtime, integration)
    assert await statuses(integration) == {"E1": "pending", "D1": "not_integrated"}
    await press(runtime, integration, "D1")
    await drain(runtime, integration)
    assert await statuses(integration) == {"E1": "success", "D1": "success"}
