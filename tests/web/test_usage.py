"""Transactions used, and pushes avoided: on the connection's page and for programs."""

import re

import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.settings import Settings
from backend.storage.counts import usage
from tests.factories import drain, make_envelope, make_integration, press, receive, sql, statuses
from tests.web.test_syncs import API, make
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

SUMS = "SELECT sum(transactions)::int AS transactions, sum(avoided)::int AS avoided FROM usage"


async def hand_over(site: Whole, key: str, name: str, version: int) -> None:
    objects = [{"kind": "department", "key": key, "version": version, "body": {"name": name}}]
    answer = await site.client.post("/api/v1/objects", json=objects, headers=site.key)
    assert answer.json()["refused"] == 0, answer.text


async def used() -> tuple[int, int]:
    (row,) = await sql(SUMS)
    return (row["transactions"] or 0, row["avoided"] or 0)


async def test_each_record_sent_is_a_transaction(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(make_envelope(key=f"D{n}") for n in range(3)))
    assert await used() == (0, 0)
    await press(runtime, integration)
    await drain(runtime, integration)

    assert await used() == (3, 0)


async def test_a_look_up_is_one_however_many_it_is_about(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(make_envelope(key=f"D{n}") for n in range(3)))
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary'")
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    for _ in range(3):
        await drain(runtime, integration)

    assert set((await statuses(integration)).values()) == {"success"}
    assert await used() == (1 + 3, 0)


async def test_what_came_again_unchanged_or_older_is_a_push_avoided(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        await hand_over(site, "D000", "Sales", 1)
        await hand_over(site, "D000", "Sales & more", 7)
        await hand_over(site, "D000", "Sales & less", 6)

        assert await used() == (0, 2)


async def test_what_a_newer_version_replaced_before_it_was_sent_is_a_push_avoided(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 2)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D000"}}, headers=site.key)
        await hand_over(site, "D000", "Sales & more", 7)
        await hand_over(site, "D001", "Sales & more", 7)

        assert await used() == (0, 1)


async def test_the_page_and_programs_are_told_the_sums_also_once_they_are_folded(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        await sql("INSERT INTO usage SELECT 1, this_month(), 10, 1 FROM generate_series(1, 250)")
        await sql("INSERT INTO usage VALUES (1, (this_month() - interval '1 month')::date, 5, 4)")
        before = await site.client.get(f"{API}/usage", headers=site.key)
        await usage.fold()
        (folded,) = await sql("SELECT count(*) AS n FROM usage")
        after = await site.client.get(f"{API}/usage", headers=site.key)
        site.views.lately.forget()
        page = await site.client.get("/integrations/1/line")

    assert (folded["n"], after.json()) == (2, before.json())
    assert [(one["transactions"], one["avoided"]) for one in after.json()["months"]] == [(2500, 250), (5, 4)]
    assert '<dt>Transactions this month</dt><dd class="num">2,500</dd>' in page.text
    assert '<dt>Pushes avoided this month</dt><dd class="num">250</dd>' in page.text


async def test_how_much_of_a_quota_is_used_is_said_where_the_third_party_counts(settings: Settings) -> None:
    company = {"company_id": "C", "sender_id": "S", "user_id": "U"}
    intacct = {"name": "Intacct", "connector": "sage_intacct", "config": company}
    secrets = {"sender_password": "s", "user_password": "u"}
    async with whole(settings) as site:
        await make(site, 1)
        made = await site.client.post("/api/v1/integrations/", json=intacct | {"secrets": secrets}, headers=site.key)
        await sql("INSERT INTO usage SELECT n, this_month(), 12480, 0 FROM generate_series(1, 2) n")
        site.views.lately.forget()  # as everything is after two seconds
        uncounted, unknown = await quota(site, 1), await quota(site, 2)
        setting = {"config": {"transactions_a_month": 100_000}}
        changed = await site.client.patch("/api/v1/integrations/2", json=setting, headers=site.key)
        known, line = await quota(site, 2), await site.client.get("/integrations/2/line")

    assert (made.status_code, changed.status_code) == (201, 200), (made.text, changed.text)
    assert [uncounted, unknown] == [(None, ""), (0, "12,480 transactions")]
    assert known == (100_000, "Quota: 12,480 of 100,000")
    assert '<dt>Transactions this month</dt><dd class="num">12,480 of 100,000</dd>' in line.text


async def quota(site: Whole, integration: int) -> tuple[int | None, str]:
    """What programs and the strip are told of it."""
    told = await site.client.get(f"/api/v1/integrations/{integration}/usage", headers=site.key)
    page = await site.client.get(f"/integrations/{integration}/objects")
    said = re.search(r'title="Transactions this month">(.*?)</span>', page.text)
    return told.json()["quota"], re.sub(r"<[^>]+>", "", said[1]) if said else ""


async def test_the_strip_draws_a_day_and_a_poll_brings_it(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 3)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D"}}, headers=site.key)
        await drain(site.app.state.runtime, 1)
        pages = [await site.client.get(f"/integrations/1/{page}") for page in ("objects", "rows", "line")]
        hours = (await site.client.get(f"{API}/throughput", headers=site.key)).json()["hours"]

    assert ["Last 24 hours: success 3, error 0" in one.text for one in pages] == [True] * 3
    assert [len(hours), sum(one["success"] for one in hours), sum(one["error"] for one in hours)] == [24, 3, 0]
    assert pages[2].text.count("<tr>") == 25
    assert "<dt>Workers</dt>" in pages[2].text
