"""What others need goes first, and who had to wait keeps its turn."""

import pytest

from backend.domain.ingest.envelope import Envelope
from backend.runtime import Runtime
from tests.actions.make import books, customer, department, invoice, make
from tests.factories import drain, make_integration, press, receive, rows

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("automatic", [False, True])
async def test_of_what_is_wanted_at_once_master_data_goes_first(runtime: Runtime, *, automatic: bool) -> None:
    kinds = ("supplier", "purchase_invoice")
    given = {"automatic": dict.fromkeys(kinds, automatic), "quiet_seconds": dict.fromkeys(kinds, 0)}
    integration = await make_integration(runtime, batch_size=2, **given)
    await receive(runtime, *map(_bill, range(6)), *(make("supplier", f"S{n}", {"name": "Vins"}) for n in range(6)))
    if not automatic:
        await press(runtime, integration)
    await drain(runtime, integration)
    written = await rows(integration)
    assert {row["status"] for row in written} == {"success"}
    assert len({row["revision"] for row in written}) == 1, "no document was blocked and released on its way"


def _bill(number: int) -> Envelope:
    lines = [{"amount": "10.00"}]
    body = {"supplier": f"S{number}", "date": "2024-02-29", "currency": "EUR", "lines": lines, "total": "10.00"}
    return make("purchase_invoice", f"B{number}", body)


async def test_who_waited_goes_before_what_was_wanted_later(runtime: Runtime) -> None:
    integration = await make_integration(runtime, batch_size=1)
    await receive(runtime, invoice("INV1", of="C1"), customer("C1"), *(department(f"D{n}") for n in range(3)))
    await press(runtime, integration, "INV1")
    await drain(runtime, integration)
    await press(runtime, integration, "C1")
    await press(runtime, integration, "D0", "D1", "D2")
    await drain(runtime, integration)
    order = [record.number for record in (await books(integration)).records.values()]
    assert order == ["C1", "D0", "INV1", "D1", "D2"], "D0 was claimed while C1 was on the wire"
