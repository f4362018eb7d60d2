"""What Prometheus scrapes: the numbers of the screens, read back by the library's own parser, and for a key only."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from backend.actions.keys.create_api_key import INGEST, create_api_key
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.counts import usage
from tests.factories import drain, sql
from tests.web.test_syncs import API, make
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

STATUSES = ("not_integrated", "pending", "success", "error", "desynchronized")


async def scrape(site: Whole) -> dict[str, float]:
    """By the name, and the status where there is one; of one integration."""
    answer = await site.client.get("/metrics", headers=site.key)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    samples = [one for family in text_string_to_metric_families(answer.text) for one in family.samples]
    return {" ".join(filter(None, (one.name, one.labels.get("status")))): one.value for one in samples}


async def test_the_numbers_are_those_of_the_screens(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 3)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D"}}, headers=site.key)
        await sql("INSERT INTO worker_seen (name, seen_at) VALUES ('w', clock_timestamp())")
        waiting = await scrape(site)
        await drain(site.app.state.runtime, 1)
        done = await scrape(site)
        told = (await site.client.get(f"{API}/progress", headers=site.key)).json()["statuses"]

    assert [waiting["syncline_objects pending"], waiting["syncline_transactions_total"]] == [3, 0]
    assert {status: done[f"syncline_objects {status}"] for status in STATUSES} == told
    assert [done["syncline_objects success"], done["syncline_transactions_total"], done["syncline_workers"]] == [
        3,
        3,
        1,
    ]
    assert done["process_start_time_seconds"] > 0


async def test_a_held_line_is_told_apart_from_one_that_does_not_answer(settings: Settings) -> None:
    names = ("syncline_line_ok", "syncline_held")
    async with whole(settings) as site:
        await make(site, 1)
        found = [await scrape(site)]
        await site.client.post(f"{API}/hold", json={"reason": "month's end"}, headers=site.key)
        found.append(await scrape(site))
        await sql("UPDATE integration SET trouble = 'timed out', trouble_since = now()")
        found.append(await scrape(site))

    assert [tuple(one[name] for name in names) for one in found] == [(1, 0), (1, 1), (0, 1)]


async def test_work_that_nobody_takes_up_shows_its_age_and_work_of_later_does_not(settings: Settings) -> None:
    names = ("syncline_oldest_due_seconds", "syncline_overdue")
    async with whole(settings) as site:
        await make(site, 2)
        rests = await scrape(site)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D"}}, headers=site.key)
        await sql("UPDATE binding SET next_at = now() + interval '1 hour'")
        later = await scrape(site)
        await sql("UPDATE binding SET next_at = now() - interval '1 hour' WHERE id = (SELECT min(id) FROM binding)")
        late = await scrape(site)

    assert [tuple(one[name] for name in names) for one in (rests, later)] == [(0, 0)] * 2
    assert late["syncline_oldest_due_seconds"] >= 3600
    assert late["syncline_overdue"] == 1


async def test_an_outcome_that_is_unknown_for_a_day_is_counted(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D"}}, headers=site.key)
        await drain(site.app.state.runtime, 1)
        before = await scrape(site)
        await sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
        await sql("UPDATE attempt SET outcome = NULL, intended_at = now() - interval '25 hours'")
        await sql(
            """UPDATE binding SET phase = 'confirming', next_at = now() + interval '1 hour',
               quarantine_until = now(), open_attempt = (SELECT max(id) FROM attempt)"""
        )
        after = await scrape(site)

    assert [one["syncline_unconfirmed_objects"] for one in (before, after)] == [0, 1]


async def test_what_is_counted_for_good_rises_over_months_and_does_not_fall_when_it_is_folded(
    settings: Settings,
) -> None:
    names = ("syncline_transactions_total", "syncline_pushes_avoided_total", "syncline_transactions_this_month")
    async with whole(settings) as site:
        await make(site, 1)
        await sql("INSERT INTO usage SELECT 1, this_month(), 10, 1 FROM generate_series(1, 250)")
        await sql("INSERT INTO usage VALUES (1, (this_month() - interval '3 years')::date, 5, 4)")
        before = await scrape(site)
        await usage.fold()
        after = await scrape(site)

    assert [[one[name] for name in names] for one in (before, after)] == [[2505, 254, 2500]] * 2


async def test_a_quota_is_told_where_the_settings_have_one(settings: Settings) -> None:
    config = {"company_id": "C", "sender_id": "S", "user_id": "U", "transactions_a_month": 100_000}
    secrets = {"sender_password": "s", "user_password": "u"}
    intacct = {"name": "Intacct", "connector": "sage_intacct", "config": config, "secrets": secrets}
    async with whole(settings) as site:
        await make(site, 1)
        without = await scrape(site)
        await site.client.post("/api/v1/integrations/", json=intacct, headers=site.key)
        with_one = await scrape(site)

    assert "syncline_quota" not in without
    assert with_one["syncline_quota"] == 100_000


async def test_whatever_an_integration_is_called_its_name_is_read_back_as_it_is(settings: Settings) -> None:
    name = 'Böks "A" \\ B\\n, {name="x"} 1'
    async with whole(settings) as site:
        await make(site, 1)
        renamed = await site.client.patch(API, json={"name": name}, headers=site.key)
        text = (await site.client.get("/metrics", headers=site.key)).text
        families = [one for one in text_string_to_metric_families(text) if one.name.startswith("syncline_")]

    named = [one for family in families for one in family.samples if family.name != "syncline_workers"]
    assert renamed.status_code == 200
    assert {(one.labels["integration"], one.labels["name"]) for one in named} == {("1", name)}


async def test_a_key_that_may_look_opens_it_and_nothing_else_does(settings: Settings) -> None:
    async with whole(settings) as site:
        viewer, ingest = [
            {"authorization": f"Bearer {await create_api_key(role, role, by='tests')}"}
            for role in (Role.VIEWER, INGEST)
        ]
        by_cookie = [
            await site.client.get(path)
            for path in ("/metrics", "/metrics/", "http://127.0.0.1:8000//metrics", "/%6detrics")
        ]
        with_key = [await site.client.get("/metrics", headers=one) for one in (viewer, ingest)]
        in_address = await site.client.get("/metrics?api_key=sync_x", headers=viewer)

    assert [(one.status_code, one.headers.get("www-authenticate")) for one in by_cookie] == [(401, "Bearer")] * len(
        by_cookie
    )
    assert [one.status_code for one in with_key] == [200, 403]
    assert in_address.status_code == 400


async def test_it_answers_under_any_host_name_as_nothing_else_does(settings: Settings) -> None:
    async with whole(settings) as site:
        elsewhere = site.key | {"host": "web:8000"}
        answers = [
            await site.client.get(path, headers=elsewhere) for path in ("/metrics", "/api/v1/integrations/", "/")
        ]
        nobody = await site.client.get("/metrics", headers={"host": "web:8000"})

    assert [one.status_code for one in [*answers, nobody]] == [200, 400, 400, 401]
