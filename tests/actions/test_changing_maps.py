"""A changed value map sends nothing; it says how many objects that are in step would be rendered differently."""

import asyncio
from typing import Any

import pytest

from backend.actions.integrations.change_value_map import Changed, change_value_map
from backend.actions.integrations.count_differing import count_differing
from backend.domain.objects import Problem
from backend.domain.pushes.carried import Maps
from backend.runtime import Runtime
from backend.storage import integrations
from tests.actions.make import configure, customer, make
from tests.factories import drain, make_integration, press, receive, rows, sql, statuses

pytestmark = pytest.mark.anyio

TERMS = {"N30": "Net 30", "N45": "Net 45", "*": "Due on receipt"}


async def change(
    runtime: Runtime, id_: int, given: dict[str, str | None], *, name: str = "payment_term", **how: Any
) -> Changed | tuple[Problem, ...]:
    integration = await integrations.read(id_)
    assert integration is not None
    return await change_value_map(runtime, integration, name, given, **{"replace": False, "by": "tests"} | how)


async def counted(runtime: Runtime, id_: int, given: dict[str, str | None], **how: Any) -> tuple[int, int, bool]:
    """(would differ, looked at, at least)."""
    done = await change(runtime, id_, given, **how)
    assert isinstance(done, Changed), done
    return done.counted.would_differ, done.counted.looked_at, done.counted.at_least


async def company(runtime: Runtime) -> int:
    """Customers in step: three with N30, one with N45, one with a term of its own, one without a term."""
    integration = await make_integration(runtime)
    assert isinstance(await change(runtime, integration, TERMS, replace=True), Changed)
    terms = ["N30", "N30", "N30", "N45", "N99"]
    await receive(runtime, *[customer(f"C{n}", payment_term=term) for n, term in enumerate(terms)], customer("C9"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    return integration


async def test_it_counts_those_whose_code_changed_and_looks_at_no_others(runtime: Runtime) -> None:
    integration = await company(runtime)

    assert await counted(runtime, integration, {"N45": "Net 44"}) == (1, 1, False)
    assert await counted(runtime, integration, {"N30": "30 days", "N45": "45 days"}) == (4, 4, False)
    assert await counted(runtime, integration, {"N30": "30 days"}) == (0, 0, False)
    assert await counted(runtime, integration, {"N60": "Net 60"}) == (0, 0, False)


async def test_the_entry_for_all_others_concerns_every_object_and_differs_for_those_without_an_own(
    runtime: Runtime,
) -> None:
    integration = await company(runtime)

    assert await counted(runtime, integration, {"*": "At once"}) == (1, 6, False)
    assert await counted(runtime, integration, {"N30": None}) == (3, 3, False)
    assert await counted(runtime, integration, {}, replace=True) == (5, 6, False)


async def test_nothing_is_sent_again_by_itself(runtime: Runtime) -> None:
    integration = await company(runtime)
    before = await rows(integration)

    await change(runtime, integration, {"N30": "30 days"})
    await drain(runtime, integration)

    assert await rows(integration) == before


async def test_what_was_not_sent_or_is_out_of_step_does_not_count(runtime: Runtime) -> None:
    integration = await company(runtime)
    await receive(runtime, customer("C0", payment_term="N30", name="Other"), customer("NEW", payment_term="N30"))

    assert (await statuses(integration))["C0"] == "desynchronized"
    assert await counted(runtime, integration, {"N30": "30 days"}) == (2, 2, False)


async def test_a_dry_run_says_the_same_and_stores_nothing(runtime: Runtime) -> None:
    integration = await company(runtime)
    audits = "SELECT count(*) AS n FROM audit WHERE action LIKE 'value_map.%'"
    stored, audited = await integrations.maps(integration), await sql(audits)

    dry = await change(runtime, integration, {"N30": "30 days"}, replace=True, dry_run=True)

    assert await integrations.maps(integration) == stored
    assert await sql(audits) == audited
    assert await change(runtime, integration, {"N30": "30 days"}, replace=True) == dry
    assert (await integrations.maps(integration)).entries == {"payment_term": {"N30": "30 days"}}


async def test_it_says_at_least_when_more_may_be_concerned_than_it_looks_at(runtime: Runtime) -> None:
    integration = await company(runtime)
    found = await integrations.read(integration)
    assert found is not None
    before, after = Maps({"payment_term": TERMS}), Maps({"payment_term": TERMS | {"N30": "30 days"}})

    async def count(most: int, chunk: int) -> tuple[int, int, bool]:
        done = await count_differing(runtime, found, before, after, ["N30"], most=most, chunk=chunk)
        return done.would_differ, done.looked_at, done.at_least

    assert await count(2, 1) == (2, 2, True)
    assert await count(3, 1) == (3, 3, False)
    assert await count(3, 2) == (3, 3, False)
    assert await count(100, 6) == (3, 3, False)


@pytest.mark.parametrize("code", ['N"30', "N\\30", "N%_30", "Ä30€", "N/30", "<30>"])
async def test_a_code_of_any_characters_is_found_in_what_was_sent(runtime: Runtime, code: str) -> None:
    integration = await make_integration(runtime)
    await change(runtime, integration, {code: "Net 30", "N1": "One"})
    await receive(runtime, customer("C1", payment_term=code), customer("C2", payment_term="N1"))
    await press(runtime, integration)
    await drain(runtime, integration)

    assert await counted(runtime, integration, {code: "30 days"}) == (1, 1, False)


async def test_posted_documents_count_though_they_are_never_updated(runtime: Runtime) -> None:
    """Sage Intacct: freight becomes a line of its own, on the account that the map names for it."""
    config = {"company_id": "c", "sender_id": "s", "user_id": "u"}
    secrets = {"sender_password": "x", "user_password": "x"}
    integration = await make_integration(runtime, "sage_intacct", config=config, secrets=secrets)
    await change(runtime, integration, {"freight": "6100", "*": "4000"}, name="accounts")
    body = {"customer": "C1", "date": "2024-02-29", "due_date": "2024-03-30", "currency": "EUR"}
    body |= {"lines": [{"amount": "10.00"}]}
    with_freight = make("sales_invoice", "I1", body | {"freight": "2.00", "total": "12.00"})
    await receive(runtime, with_freight, make("sales_invoice", "I2", body | {"total": "10.00"}))
    await sql(
        """INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, outcome)
           SELECT id, 'create', desired_version, desired_hash, 'top', 1, 'k', 'h', 1, 'applied' FROM binding"""
    )
    await sql("UPDATE binding SET linked = true, synced_version = desired_version, synced_hash = desired_hash")

    assert await counted(runtime, integration, {"freight": "6200"}, name="accounts") == (1, 1, False)
    assert await counted(runtime, integration, {"*": "4100"}, name="accounts") == (2, 2, False)


async def test_entries_that_are_merged_at_the_same_time_are_all_kept(runtime: Runtime) -> None:
    integration = await make_integration(runtime)

    for start in range(0, 40, 8):
        await asyncio.gather(*(change(runtime, integration, {f"N{n}": str(n)}) for n in range(start, start + 8)))

    assert len((await integrations.maps(integration)).entries["payment_term"]) == 40


async def test_a_map_that_would_be_too_large_is_refused_and_nothing_is_stored(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await change(runtime, integration, {f"N{n}": "x" for n in range(10_000)})

    refused = await change(runtime, integration, {"ONE MORE": "x"})

    assert isinstance(refused, tuple)
    assert "at most 10,000" in refused[0].sentence
    assert len((await integrations.maps(integration)).entries["payment_term"]) == 10_000


async def test_a_change_is_written_down_with_who_made_it(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await configure(runtime, integration, automatic={"customer": True})
    await change(runtime, integration, {"a": "1", "b": "2"}, by="Ada")
    await change(runtime, integration, {"a": None, "b": "3", "c": "4"}, by="Bob")

    found = await sql(
        "SELECT actor, action, subject, facts::text FROM audit WHERE action LIKE 'value_map.%' ORDER BY id"
    )

    assert [(row["actor"], row["action"], row["subject"]) for row in found] == [
        ("Ada", "value_map.merged", "payment_term"),
        ("Bob", "value_map.merged", "payment_term"),
    ]
    assert found[1]["facts"] == '{"added": 1, "changed": 1, "entries": 2, "removed": 1}'
