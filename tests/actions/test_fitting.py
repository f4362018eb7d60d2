"""A request holds what the third party takes; the rest is claimed again at once."""

import pytest

from backend.cli.servers.preparing import COMPANY, PASSWORDS
from backend.domain.protocol.times import Times
from backend.runtime import Runtime
from tests.actions.make import make
from tests.actions.worker import Worker
from tests.factories import make_integration, press, receive, rows

pytestmark = pytest.mark.anyio

CONFIG = COMPANY | {"endpoint": "http://127.0.0.1:9/ia/xml/xmlgw.phtml"}


async def _claimed(runtime: Runtime, employees: int) -> tuple[int, list[str]]:
    """How many go in the first request, and where the others are."""
    integration = await make_integration(runtime, "sage_intacct", config=CONFIG, secrets=PASSWORDS)
    await receive(runtime, *[make("employee", f"E{n}", {"name": "Ada Lovelace"}) for n in range(employees)])
    await press(runtime, integration)
    batch = await (await Worker.at(runtime, integration)).claim()
    held = {item.row.id for item in batch.items}
    return len(held), [row["phase"] for row in await rows(integration) if row["id"] not in held and row["want"]]


async def test_an_employee_counts_as_two_functions(runtime: Runtime) -> None:
    assert await _claimed(runtime, employees=52) == (50, ["idle"] * 2)


async def test_where_all_fits_all_goes(runtime: Runtime) -> None:
    assert await _claimed(runtime, employees=50) == (50, [])


async def test_a_request_that_is_answered_later_holds_fewer_bytes(runtime: Runtime) -> None:
    integration = await make_integration(
        runtime, "sage_intacct", config=CONFIG | {"policy_id": "later"}, secrets=PASSWORDS
    )
    worker = await Worker.at(runtime, integration)
    assert worker.runtime.promises(worker.integration).batch_bytes == 450_000
    assert Times.of(worker.runtime.promises(worker.integration)).answer.total_seconds() > 3600
