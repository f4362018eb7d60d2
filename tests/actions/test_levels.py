"""A record stays at the level where it is, whatever the setting says later; what was refused has no record."""

import pytest

from backend.actions.push.complete import complete
from backend.actions.resolve.adopt_record import adopt_record
from backend.connectors.loopback.content import flat
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.integrations import replace_map
from tests.actions.make import attempts_of, books, configure, customer, make, receive_one, row_of
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, statuses

pytestmark = pytest.mark.anyio

_LINES = {"lines": [{"amount": "10.00"}], "total": "10.00", "currency": "EUR"}
_BODY = {"customer": "C1", "date": "2024-02-29", "payment_term": "N30"} | _LINES


async def _made_by_hand(runtime: Runtime, *, date: str) -> int:
    """An invoice that was never sent, since its payment term is not mapped, and lies at entity 100 all the same."""
    integration = await make_integration(runtime, transaction_level="entity")
    await replace_map(integration, "payment_term", {"N10": "Net 10"})
    ours = make("sales_invoice", "INV1", _BODY, entity="100")
    await receive(runtime, customer(), ours)
    await press(runtime, integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"C1": "success", "INV1": "error"}
    fields = flat({**ours.reading.stored, "date": date})
    (await books(integration)).add(kind="sales_invoice", number="INV1", level="100", fields=fields)
    return integration


async def _sent_again(runtime: Runtime, integration: int) -> str:
    """The level of its next push, after the setting changed."""
    await configure(runtime, integration, transaction_level="top")
    await replace_map(integration, "payment_term", {"N30": "Net 30"})
    await receive_one(runtime, make("sales_invoice", "INV1", _BODY | {"description": "Newer"}, entity="100"))
    await press(runtime, integration, "INV1")
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["status"] == "success"
    *_, last = await attempts_of(integration, "INV1")
    return str(last["level"])


async def test_what_a_look_found_is_updated_where_it_was_found(runtime: Runtime) -> None:
    integration = await _made_by_hand(runtime, date="2024-02-29")
    await press(runtime, integration, "INV1", verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)
    found = await row_of(integration, "INV1")
    assert (found["status"], found["level"]) == ("success", "100")
    assert await _sent_again(runtime, integration) == "100"


async def test_what_was_adopted_is_updated_where_it_was_seen(runtime: Runtime) -> None:
    integration = await _made_by_hand(runtime, date="2024-03-01")
    await press(runtime, integration, "INV1", verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)
    found = await row_of(integration, "INV1")
    assert (found["park"], found["level"]) == ("foreign", None)
    held = await integrations.read(integration)
    assert held is not None
    (record,) = [one for one in (await books(integration)).records.values() if one.number == "INV1"]
    await adopt_record(runtime, held, found["id"], record.id, by="Ada")
    assert (await row_of(integration, "INV1"))["level"] == "100"
    await drain(runtime, integration)  # it is compared first
    assert await _sent_again(runtime, integration) == "100"


async def _refused(runtime: Runtime) -> int:
    """An invoice of entity 100 that the third party refused at the top."""
    integration = await make_integration(runtime, transaction_level="top")
    await configure(runtime, integration, config={"refuse_prefix": "INV"})
    await receive(runtime, customer(), make("sales_invoice", "INV1", _BODY, entity="100"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"C1": "success", "INV1": "error"}
    await configure(runtime, integration, config={"refuse_prefix": ""})
    return integration


async def _levels(integration: int) -> list[tuple[str, str]]:
    return [(one["outcome"], one["level"]) for one in await attempts_of(integration, "INV1")]


async def test_what_was_refused_at_the_top_goes_to_its_entity_once_the_setting_says_so(runtime: Runtime) -> None:
    integration = await _refused(runtime)
    await configure(runtime, integration, transaction_level="entity")
    await press(runtime, integration, "INV1", verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)
    assert await statuses(integration) == {"C1": "success", "INV1": "success"}
    assert [one for one in await _levels(integration) if one[0] != "absent"] == [
        ("rejected", "top"),
        ("applied", "100"),
    ]


async def test_what_was_refused_may_belong_to_another_entity_by_its_next_version(runtime: Runtime) -> None:
    integration = await _refused(runtime)
    await configure(runtime, integration, transaction_level="entity")
    await receive_one(runtime, make("sales_invoice", "INV1", _BODY, entity="200"))
    await press(runtime, integration, "INV1")
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["status"] == "success"
    assert (await _levels(integration))[-1] == ("applied", "200")


async def test_a_version_of_another_entity_that_came_during_a_refused_call_is_sent_there(runtime: Runtime) -> None:
    integration = await make_integration(runtime, transaction_level="entity")
    await receive(runtime, customer())
    await press(runtime, integration)
    await drain(runtime, integration)
    await receive(runtime, make("sales_invoice", "INV1", _BODY, entity="100"))
    await configure(runtime, integration, config={"refuse_prefix": "INV"})
    await press(runtime, integration, "INV1")
    worker = await Worker.at(runtime, integration)
    sent, answers = await worker.send()
    await receive_one(runtime, make("sales_invoice", "INV1", _BODY, entity="200"))
    await complete(worker.runtime, worker.integration, sent, answers, worker.times)
    await configure(runtime, integration, config={"refuse_prefix": ""})
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["status"] == "success"
    assert await _levels(integration) == [("rejected", "100"), ("applied", "200")]
