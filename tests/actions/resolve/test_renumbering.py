"""An object whose number is taken there goes under another, and keeps it; its keys here stay."""

import asyncio

import pytest

from backend.domain.keys import create_key
from backend.domain.objects import ObjectRef, Problem
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from tests.actions.make import (
    attempts_of,
    books,
    come_to_rest,
    configure,
    customer,
    department,
    invoice,
    make,
    row_of,
    written,
)
from tests.actions.resolve.acting import act, audited, held, in_the_way
from tests.factories import drain, press, receive, rows, statuses

pytestmark = pytest.mark.anyio


async def test_it_goes_under_the_number_that_it_was_given_and_so_do_its_later_versions(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")

    said = await act(runtime, integration, "D1", "renumber", "D1-B")
    await drain(runtime, integration)
    first = await row_of(integration, "D1")
    await receive(runtime, department(name="Sales & more"))
    await press(runtime, integration)
    await drain(runtime, integration)

    assert said == "It goes there as D1-B: that number is looked up now, before it is sent."
    assert (first["status"], await statuses(integration)) == ("success", {"D1": "success"})
    records = {one.number: one.fields["name"] for one in (await books(integration)).records.values()}
    assert records == {"D1": "Theirs", "D1-B": "Sales & more"}
    shown = await detail(integration, "department", "D1")
    assert shown is not None
    assert (shown.row.key, shown.row.remote_number, shown.given_number) == ("D1", "D1-B", "D1-B")
    facts = {"number": "D1-B", "before": "D1", "epoch": 1}
    assert await audited("object.renumbered") == [("Ada", "department D1", facts)]


async def test_its_deduplication_keys_are_made_from_its_own_key(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    await act(runtime, integration, "D1", "renumber", "D1-B")
    await drain(runtime, integration)
    *_, look, create = await attempts_of(integration, "D1")
    company = runtime.company(await held(integration))
    assert look["operation"] == "look"
    assert create["key"] == create_key(company, ObjectRef("department", "D1"), 2)


async def test_a_lost_answer_is_found_under_the_given_number(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    await act(runtime, integration, "D1", "renumber", "D1-B")
    await configure(runtime, integration, config={"lose_prefix": "D"})
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert await written(integration) == {"D1": 1, "D1-B": 1}


async def test_who_names_it_names_the_number_that_it_has_there(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    theirs = {"name": "Other people"}
    (await books(integration)).add(kind="customer", number="C1", level="top", fields=theirs)
    await receive(runtime, customer(), invoice())
    await press(runtime, integration, "C1", "INV1")
    await drain(runtime, integration)
    await act(runtime, integration, "C1", "renumber", "C1-B")
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["status"] == "success"
    (sent,) = [one for one in (await books(integration)).records.values() if one.kind == "sales_invoice"]
    assert sent.fields["customer"] == "C1-B"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("D2", "Number D2 belongs to department D2 already"),
        ("D1", "D1 is the number that is taken there"),
        ("", "expected text of 1 to 200 characters, got an empty text"),
        ("x" * 201, "expected text of 1 to 200 characters"),
        (" D9", "expected text without blanks around it"),
        ("D\x079", "expected text without control or invisible characters"),
    ],
)
async def test_a_number_that_cannot_be_is_refused_and_nothing_is_stored(
    runtime: Runtime, number: str, sentence: str
) -> None:
    integration = await in_the_way(runtime, "Theirs")
    await receive(runtime, department("D2"))
    done = await act(runtime, integration, "D1", "renumber", number)
    assert isinstance(done, Problem)
    assert done.field == "number"
    assert done.sentence.startswith(sentence.split(", got", maxsplit=1)[0])
    assert (await row_of(integration, "D1"))["park"] == "foreign"
    assert await audited("object.renumbered") == []


async def test_only_what_a_foreign_record_stands_in_the_way_of_gets_another_number(runtime: Runtime) -> None:
    integration = await in_the_way(runtime)
    done = await act(runtime, integration, "D1", "renumber", "D9")
    assert done == Problem("object", "Only an object whose number belongs to a foreign record gets another one")


async def test_a_number_that_is_taken_there_too_is_for_a_person_again(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    (await books(integration)).add(kind="department", number="D9", level="top", fields={"name": "Theirs, too"})
    await act(runtime, integration, "D1", "renumber", "D9")
    await drain(runtime, integration)
    assert (await row_of(integration, "D1"))["park"] == "foreign"
    await act(runtime, integration, "D1", "renumber", "D10")
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}


async def test_of_two_that_are_given_one_number_at_once_one_gets_it(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    (await books(integration)).add(kind="department", number="D2", level="top", fields={"name": "Theirs, too"})
    await receive(runtime, department("D2"))
    await press(runtime, integration, "D2")
    await drain(runtime, integration)
    assert [row["park"] for row in await rows(integration)] == ["foreign", "foreign"]

    done = await asyncio.gather(*[act(runtime, integration, key, "renumber", "D9") for key in ("D1", "D2")])

    (problem,) = [one for one in done if isinstance(one, Problem)]
    assert problem.field == "number"
    assert "D9" in problem.sentence
    await drain(runtime, integration)
    assert sorted((await statuses(integration)).values()) == ["error", "success"]


async def test_who_was_blocked_by_the_error_waits_for_it_and_then_goes(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    await receive(runtime, make("department", "D2", {"name": "Below", "parent": "D1"}))
    await press(runtime, integration, "D2")
    await drain(runtime, integration)
    blocked = await row_of(integration, "D2")
    assert (blocked["status"], blocked["park"]) == ("error", "blocked")

    await act(runtime, integration, "D1", "renumber")
    waiting = await row_of(integration, "D2")
    assert (waiting["status"], waiting["message"]) == ("pending", "Waiting for department D1")
    await come_to_rest(runtime, integration)
    assert (await row_of(integration, "D2"))["status"] == "success"


async def test_a_later_object_whose_key_was_given_away_there_is_for_a_person_and_doubles_nothing(
    runtime: Runtime,
) -> None:
    integration = await in_the_way(runtime, "Theirs")
    await configure(runtime, integration, automatic={"department": True})
    await act(runtime, integration, "D1", "renumber", "D2")
    await drain(runtime, integration)

    await receive(runtime, department("D2", name="Purchasing"), department("D3"))
    await come_to_rest(runtime, integration)

    row = await row_of(integration, "D2")
    assert (row["status"], row["park"]) == ("error", "foreign")
    assert row["message"] == "The number D2 was given to department D1 there. Give this object another number"
    assert await written(integration) == {"D1": 1, "D2": 1, "D3": 1}
    assert isinstance(await act(runtime, integration, "D2", "renumber", "D4"), str)
    await come_to_rest(runtime, integration)
    assert await written(integration) == {"D1": 1, "D2": 1, "D3": 1, "D4": 1}
