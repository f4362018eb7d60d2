"""What the third party does not have is not the ERP's to mend where a value map of ours named it, or only people there
set it up."""

from typing import Any

import pytest

from backend.domain.pushes.advice import Advice, Who
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from backend.storage.screens.objects.detail import detail
from tests.actions.intacct import Intacct
from tests.actions.make import make
from tests.connectors.third_parties import StandIn
from tests.factories import press, receive

pytestmark = pytest.mark.anyio

LINE = {"class": "GIFTS", "amount": "10.00"}
INVOICE = {"customer": "C1", "date": "2026-08-01", "due_date": "2026-09-01", "currency": "USD", "lines": [LINE]}
ENTRY = {
    "journal": "NOPE",
    "date": "2026-08-01",
    "title": "Rent",
    "currency": "USD",
    "lines": [{"account": "4000", "debit": "1.00"}, {"account": "4000", "credit": "1.00"}],
}


async def refused(intacct: Intacct, kind: str, body: dict[str, Any]) -> tuple[str, Advice | None]:
    """Sentence and advice of an object that is refused, when all that it needs was sent."""
    await receive(
        intacct.runtime,
        make("customer", "C1", {"name": "Nagy"}),
        make("supplier", "S1", {"name": "Paper & Co"}),
        make("class", "GIFTS", {"name": "Gifts"}),
        make(kind, "X1", body),
    )
    await press(intacct.runtime, intacct.integration)
    for _ in range(3):
        await intacct.work()
    found = await detail(intacct.integration, kind, "X1")
    assert found is not None
    return found.row.message, found.advice


async def test_the_entry_of_the_map_is_named_that_led_to_what_is_not_there(runtime: Runtime, marking: StandIn) -> None:
    intacct = await Intacct.of(runtime, marking)
    await replace_map(intacct.integration, "accounts", {"GIFTS": "4310", "TOYS": "4310", "*": "4000"})
    await replace_map(intacct.integration, "locations", {"SHOP": "4310"})

    sentence, advice = await refused(intacct, "sales_invoice", INVOICE | {"total": "10.00"})

    step = 'GIFTS and TOYS are mapped to 4310 in the value map "accounts". '
    step += "Correct this entry, or have 4310 set up at Intacct."
    assert sentence == "Intacct has no GL Account 4310."
    assert advice == Advice(Who.SETTINGS, step)


async def test_the_entry_for_all_other_codes_is_named_as_such(runtime: Runtime, marking: StandIn) -> None:
    intacct = await Intacct.of(runtime, marking)
    await replace_map(intacct.integration, "accounts", {"*": "4310"})

    _, advice = await refused(intacct, "sales_invoice", INVOICE | {"total": "10.00"})

    assert advice is not None
    assert advice.next_step.startswith('Every other code is mapped to 4310 in the value map "accounts". ')


async def test_what_no_map_named_stays_the_erps_to_mend(runtime: Runtime, marking: StandIn) -> None:
    intacct = await Intacct.of(runtime, marking)
    await replace_map(intacct.integration, "locations", {"SHOP": "4310"})
    body = INVOICE | {"lines": [{"account": "4310", "amount": "10.00"}], "total": "10.00"}

    _, advice = await refused(intacct, "sales_invoice", body)

    assert advice is not None
    assert advice.who is Who.ERP


async def test_a_journal_that_is_not_there_is_for_people_at_intacct(runtime: Runtime, marking: StandIn) -> None:
    intacct = await Intacct.of(runtime, marking)

    sentence, advice = await refused(intacct, "journal_entry", ENTRY)

    step = 'Set it up at Intacct, or have our code mapped to one that is there (value map "journals").'
    assert sentence.startswith("Intacct has no")
    assert "NOPE" in sentence
    assert advice == Advice(Who.THERE, step)


async def test_a_term_of_suppliers_that_is_not_there_is_the_maps(runtime: Runtime, marking: StandIn) -> None:
    intacct = await Intacct.of(runtime, marking)
    await replace_map(intacct.integration, "payment_terms", {"N14": "Net 99"})

    sentence, advice = await refused(intacct, "supplier", {"name": "Late & Co", "payment_term": "N14"})

    assert sentence == "Intacct has no AP Term Net 99."
    assert advice is not None
    assert advice.who is Who.SETTINGS
    assert advice.next_step.startswith('N14 is mapped to Net 99 in the value map "payment terms". ')
