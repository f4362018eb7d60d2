"""What an error is about is known by field: in the request as it was sent, and in the content that it came from."""

from collections.abc import Mapping
from typing import Any

import pytest

from backend.actions.blamed_fields import blamed_fields
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from backend.storage.screens.objects.attempts import attempts, exchange
from backend.storage.screens.objects.detail import detail
from tests.actions.intacct import Intacct
from tests.actions.test_blamed_maps import ENTRY, INVOICE, LINE, refused
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio

TERMS = {"payment_terms": {"N30": "Net 30"}, "accounts": {"*": "4000"}}


async def blamed(
    runtime: Runtime, stand_in: StandIn, kind: str, body: dict[str, Any], maps: Mapping[str, dict[str, str]] = TERMS
) -> tuple[str, set[str]]:
    """The piece of the request that the error names, and the fields."""
    intacct = await Intacct.of(runtime, stand_in)
    for name, entries in maps.items():
        await replace_map(intacct.integration, name, entries)
    await refused(intacct, kind, body)
    found = await detail(intacct.integration, kind, "X1")
    assert found is not None
    assert found.row.status == "error"
    (number,) = {one["exchange"] for one in await attempts(found.row.id)} or {None}
    sent = await exchange(found.row.id, number) if number else None
    assert sent is None or not sent.blamed or sent.blamed in sent.request
    fields = await blamed_fields(runtime, intacct.integration, found.row.id)
    return sent.blamed if sent else "", set(fields)


async def test_a_code_that_a_map_named_is_found_in_the_line_that_it_came_from(
    runtime: Runtime, marking: StandIn
) -> None:
    lines = [LINE | {"class": "GIFTS"}, {"account": "4000", "amount": "5.00", "description": "4310"}]
    body = INVOICE | {"lines": lines, "total": "15.00"}

    piece, fields = await blamed(runtime, marking, "sales_invoice", body, {"accounts": {"GIFTS": "4310"}})

    assert piece == "<glaccountno>4310</glaccountno>"
    assert fields == {"lines[0].class"}


async def test_what_the_erp_itself_names_is_found_where_it_stands(runtime: Runtime, marking: StandIn) -> None:
    piece, fields = await blamed(runtime, marking, "journal_entry", ENTRY)

    assert "NOPE" in piece
    assert fields == {"journal"}


async def test_what_is_refused_before_it_is_sent_names_its_fields_and_no_request(
    runtime: Runtime, marking: StandIn
) -> None:
    body = INVOICE | {"payment_term": "N45", "lines": [LINE | {"account": "4000"}], "total": "10.00"}

    assert await blamed(runtime, marking, "sales_invoice", body) == ("", {"payment_term"})


async def test_what_is_in_step_blames_nothing(runtime: Runtime, marking: StandIn) -> None:
    intacct = await Intacct.of(runtime, marking)
    await refused(intacct, "customer", {"name": "Nagy"})
    found = await detail(intacct.integration, "customer", "X1")

    assert found is not None
    assert found.row.status == "success"
    assert await blamed_fields(runtime, intacct.integration, found.row.id) == frozenset()
