"""Value maps through the API: as JSON, as CSV, merged, tried out, and refused by line and field."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from backend.settings import Settings
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

BOOKS: dict[str, Any] = {"name": "Books", "connector": "loopback", "secrets": {"password": "loopback"}}
MAP = "/api/v1/integrations/1/value-maps/payment_term"
CSV = {"content-type": "text/csv"}
ENTRIES = {"N30": "Net 30", "=1+1": 'a "b", c', "Ä": "30 días", "*": "Due on receipt"}


@asynccontextmanager
async def site(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A program that may do anything, and an integration."""
    async with whole(settings) as opened:
        opened.client.headers.update(opened.key)
        (await opened.client.post("/api/v1/integrations/", json=BOOKS)).raise_for_status()
        yield opened.client


async def entries(client: httpx.AsyncClient) -> Any:
    return (await client.get(MAP)).json()["entries"]


async def test_csv_that_was_got_can_be_put_back_and_changes_nothing(settings: Settings) -> None:
    async with site(settings) as client:
        await client.put(MAP, json=ENTRIES)
        got = await client.get(MAP, headers={"accept": "text/csv"})
        odd = [await client.get(MAP, headers={"accept": one}) for one in ("text/csv;q=x", ";;,", "image/png", "")]
        put = await client.put(MAP, content=got.content, headers=CSV)
        kept = await entries(client)

    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert got.content.startswith(b"code,value\r\n")
    assert (put.json()["entries"], put.json()["added"], put.json()["changed"], put.json()["removed"]) == (4, 0, 0, 0)
    assert kept == ENTRIES
    assert {one.status_code for one in odd} == {200}


async def test_json_that_was_got_can_be_put_back_and_a_browser_gets_json(settings: Settings) -> None:
    async with site(settings) as client:
        await client.put(MAP, json=ENTRIES | {"entries": "Net 1"})
        got = await client.get(MAP, headers={"accept": "*/*"})
        put = await client.put(MAP, json=got.json())

    assert got.json()["about"].startswith("Our code → ")
    assert got.json()["entries"] == ENTRIES | {"entries": "Net 1"}
    assert (put.json()["entries"], put.json()["changed"]) == (5, 0)


async def test_patch_merges_json_and_csv_and_null_takes_one_away(settings: Settings) -> None:
    async with site(settings) as client:
        await client.put(MAP, json={"N30": "Net 30", "N45": "Net 45"})
        first = await client.patch(MAP, json={"N30": None, "N60": "Net 60", "N45": "45"})
        second = await client.patch(MAP, content="code,value\nN90,Net 90\n", headers=CSV)
        kept = await entries(client)

    zero = {"would_differ": 0, "looked_at": 0, "at_least": False, "dry_run": False, "name": "payment_term"}
    assert first.json() == zero | {"entries": 2, "added": 1, "changed": 1, "removed": 1}
    assert second.json() == zero | {"entries": 3, "added": 1, "changed": 0, "removed": 0}
    assert kept == {"N45": "45", "N60": "Net 60", "N90": "Net 90"}


async def test_nothing_is_stored_when_any_line_is_at_fault(settings: Settings) -> None:
    async with site(settings) as client:
        await client.put(MAP, json=ENTRIES)
        answers = [
            await client.request(method, MAP, content="code,value\nN45,Net 45\nN60,\nN45,x\n", headers=CSV)
            for method in ("PUT", "PATCH")
        ]
        kept = await entries(client)

    for answer in answers:
        assert answer.status_code == 422
        assert [one["field"] for one in answer.json()["problems"]] == ["line 3, value", "line 4, code"]
    assert kept == ENTRIES


async def test_a_dry_run_stores_nothing(settings: Settings) -> None:
    async with site(settings) as client:
        tried = await client.put(f"{MAP}?dry_run=true", json=ENTRIES)
        kept = await entries(client)
        odd = await client.put(f"{MAP}?dry_run=perhaps", json=ENTRIES)

    assert (tried.json()["entries"], tried.json()["added"], tried.json()["dry_run"]) == (4, 4, True)
    assert kept == {}
    assert (odd.status_code, odd.json()["problems"][0]["field"]) == (400, "dry_run")


async def test_a_map_loses_all_its_entries_only_when_asked_for(settings: Settings) -> None:
    async with site(settings) as client:
        nothing = await client.put(MAP, content="code,value\n", headers=CSV)
        await client.put(MAP, json=ENTRIES)
        as_csv = await client.put(MAP, content="code,value\n", headers=CSV)
        as_json = await client.put(f"{MAP}?dry_run=true", json={})
        kept = await entries(client)
        asked = await client.put(f"{MAP}?empty=true", content="code,value\n", headers=CSV)
        left = await entries(client)

    assert (nothing.status_code, as_csv.status_code, as_json.status_code, asked.status_code) == (200, 422, 422, 200)
    assert "the map has 4 that would go" in as_csv.json()["detail"]
    assert "--empty" in as_csv.json()["detail"]
    assert kept == ENTRIES
    assert (asked.json()["removed"], left) == (4, {})


async def test_a_parameter_that_nobody_reads_is_refused_where_something_would_change(settings: Settings) -> None:
    async with site(settings) as client:
        mistyped = await client.put(f"{MAP}?dryrun=true", json=ENTRIES)
        none = await client.patch("/api/v1/integrations/1?dry_run=true", json={"name": "Other"})
        kept = await entries(client)
        name = (await client.get("/api/v1/integrations/1")).json()["name"]

    assert (mistyped.status_code, none.status_code) == (400, 400)
    assert mistyped.json()["problems"] == [{"field": "dryrun", "sentence": "unknown: did you mean dry_run?"}]
    assert none.json()["problems"][0]["field"] == "dry_run"
    assert (kept, name) == ({}, "Books")


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"code,value\nN30,x", "text/csv; charset=utf-16", 415),
        (b"code,value\n" + b"N,x\n" * 2_100_000, "text/csv", 413),
        (b"code,value\n" + b"".join(b"N%d,x\n" % n for n in range(10_001)), "text/csv", 422),
        (b'["N30"]', "application/json", 422),
        (b"N30", "application/json", 400),
        (b'{"N30": "a", "N30": "b"}', "application/json", 400),
        (b'{"entries": null}', "application/json", 422),
    ],
)
async def test_what_cannot_be_a_map_is_refused(settings: Settings, content: bytes, kind: str, status: int) -> None:
    async with site(settings) as client:
        answer = await client.put(MAP, content=content, headers={"content-type": kind})
        unknown = await client.get("/api/v1/integrations/1/value-maps/colours")
        kept = await entries(client)

    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert (unknown.status_code, kept) == (404, {})
