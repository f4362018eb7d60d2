"""Objects of kinds that a connector does not carry: listed with the reason, and never sent."""

import pytest

from backend.connectors.loopback.connector import Loopback
from backend.runtime import Runtime
from tests.factories import make_envelope, make_integration, press, receive, rows

pytestmark = pytest.mark.anyio

WHY = "A narrow third party does not carry employees"


class Narrow(Loopback):
    """One that knows no employees."""

    label = "A narrow third party"
    kinds = {name: kind for name, kind in Loopback.kinds.items() if name != "employee"}  # noqa: RUF012


async def narrow(runtime: Runtime) -> int:
    runtime.connectors = {**runtime.connectors, "loopback": Narrow()}
    return await make_integration(runtime)


async def test_it_is_listed_with_the_reason_and_a_press_leaves_it_out(runtime: Runtime) -> None:
    integration = await narrow(runtime)
    await receive(runtime, make_envelope("employee", "E-1"))

    done = await press(runtime, integration)

    (row,) = await rows(integration)
    assert (row["status"], row["message"]) == ("not_integrated", WHY)
    assert [(one.reason, one.count) for one in done.plan.left_out] == [("not carried by this connector", 1)]


async def test_a_newer_version_of_it_keeps_the_reason(runtime: Runtime) -> None:
    integration = await narrow(runtime)
    await receive(runtime, make_envelope("employee", "E-1"))
    await receive(runtime, make_envelope("employee", "E-1", body={"name": "Somebody else"}))

    (row,) = await rows(integration)
    assert (row["desired_version"], row["status"], row["message"]) == (2, "not_integrated", WHY)


async def test_a_new_integration_lists_what_was_there_before(runtime: Runtime) -> None:
    await receive(runtime, make_envelope("employee", "E-1"), make_envelope("class", "CAT1"))

    integration = await narrow(runtime)

    assert {row["key"]: row["message"] for row in await rows(integration)} == {"E-1": WHY, "CAT1": None}
