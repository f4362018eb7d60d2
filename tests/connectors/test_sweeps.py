"""Reading back against the stand-in: nothing that was to be seen is missed, whatever happens between two pages."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backend.domain.changes import Changes, Cursor
from backend.domain.levels import TOP
from backend.domain.pushes.remote import RemoteRecord
from tests.connectors.third_parties import StandIn

START = datetime(2026, 1, 1, tzinfo=UTC)


class Company:
    """Departments as people change them there, on a clock of their own."""

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in, self.now = stand_in, START
        self.titles: dict[str, str] = {}
        self._numbers = count(1)
        httpx.post(f"{stand_in.admin}/reset", json={"what": "everything"}, trust_env=False).raise_for_status()

    def put(self, key: str, moment: datetime | None, **fields: str) -> None:
        self.titles[key] = f"Title {next(self._numbers)}"
        text = moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
        self.stand_in.play(f"state/DEPARTMENT/{key}", {"TITLE": self.titles[key], "WHENMODIFIED": text, **fields})

    def drop(self, key: str) -> None:
        del self.titles[key]
        httpx.delete(f"{self.stand_in.admin}/state/DEPARTMENT/{key}", trust_env=False).raise_for_status()

    async def page(self, since: Cursor | None, *, most: int = 1000, level: str = TOP, **config: Any) -> Changes:
        config_now = msgspec.structs.replace(self.stand_in.config, **config)
        async with self.stand_in.connector.open(config_now, self.stand_in.secrets, level) as remote:
            return await remote.changed("department", since, most=most)

    async def sweep(
        self, since: Cursor | None, *, between: Callable[[], None] = lambda: None, **how: Any
    ) -> tuple[list[RemoteRecord], Cursor]:
        read: list[RemoteRecord] = []
        for _ in range(100):
            page = await self.page(since, **how)
            assert not page.failure
            assert page.cursor
            assert page.cursor != since
            read, since = [*read, *page.records], page.cursor
            if not page.more:
                return read, page.cursor
            between()
        raise AssertionError("the sweep does not end")


ages = st.none() | st.sampled_from([0, 1, 2, 3600, 86_400, 700_000])
steps = st.tuples(st.sampled_from(["new", "touch", "empty", "drop", "wait"]), st.integers(0, 20), st.integers(0, 2))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    there=st.lists(ages, max_size=12),
    happening=st.lists(st.lists(steps, max_size=3), max_size=8),
    most=st.integers(1, 4),
    zone=st.sampled_from([0, -480, 330]),
)
@example(there=[0] * 11, happening=[[("touch", 0, 0)], [("touch", 9, 0)]], most=3, zone=-480)
@example(there=[None, None, 0], happening=[[("touch", 0, 1)], [], [("empty", 1, 0)]], most=1, zone=0)
def test_nothing_is_missed_whatever_changes_between_pages(
    own_stand_in: StandIn,
    there: Sequence[int | None],
    happening: list[list[tuple[str, int, int]]],
    most: int,
    zone: int,
) -> None:
    company, todo, touched = Company(own_stand_in), list(happening), set[str]()
    own_stand_in.play("settings", {"zone_minutes": zone})
    for n, age in enumerate(there):
        company.put(f"D{n}", None if age is None else START - timedelta(seconds=age))
    before = set(company.titles)

    def between() -> None:
        for step in todo.pop(0) if todo else ():
            touched.add(_happen(company, *step))

    async def sweeps() -> tuple[list[RemoteRecord], list[RemoteRecord]]:
        first, cursor = await company.sweep(None, between=between, most=most)
        return first, (await company.sweep(cursor, most=most))[0]

    first, second = asyncio.run(sweeps())

    assert Counter(r.ref.number for r in first if r.ref.number in before - touched) == Counter(before - touched)
    latest = {record.ref.number: record.fields["TITLE"] for record in [*first, *second]}
    assert {key: latest.get(key) for key in company.titles} == company.titles
    for read in (first, second):
        keys = [_key(record) for record in read]
        assert all(one < then for one, then in pairwise(keys))


def _happen(company: Company, what: str, which: int, seconds: int) -> str:
    """What a person does; gives the department that it touched."""
    company.now += timedelta(seconds=seconds)
    keys = sorted(company.titles)
    key = keys[which % len(keys)] if keys else "D0"
    if what == "new" or (not keys and what != "wait"):
        key = f"N{len(company.titles)}-{which}"
        company.put(key, company.now)
    elif what in ("touch", "empty"):
        company.put(key, company.now if what == "touch" else None)
    elif what == "drop":
        company.drop(key)
    return key


def _key(record: RemoteRecord) -> tuple[bool, datetime, int]:
    at = datetime.strptime(f"{record.changed or '01/01/2026 00:00:00'}Z", "%m/%d/%Y %H:%M:%S%z")
    return not record.changed, at, int(record.ref.id)


@pytest.mark.anyio
async def test_what_showed_late_is_found_within_the_look_back_and_not_beyond(own_stand_in: StandIn) -> None:
    company = Company(own_stand_in)
    own_stand_in.play("settings", {"lag_seconds": 3600})
    company.put("LATE", START)
    own_stand_in.play("settings", {"lag_seconds": 0.000001})
    company.put("SOON", START + timedelta(minutes=120))
    first, cursor = await company.sweep(None)
    own_stand_in.play("settings", {"lag_seconds": 0})

    enough, _ = await company.sweep(cursor)
    too_little, _ = await company.sweep(cursor, look_back_minutes=60)

    assert [record.ref.number for record in first] == ["SOON"]
    assert [record.ref.number for record in enough] == ["LATE", "SOON"]
    assert [record.ref.number for record in too_little] == ["SOON"]


@pytest.mark.anyio
async def test_a_later_sweep_reads_the_overlap_and_what_is_new(own_stand_in: StandIn) -> None:
    company = Company(own_stand_in)
    for n, hours in enumerate((10, 5, 2, 0)):
        company.put(f"D{n}", START - timedelta(hours=hours))
    _, cursor = await company.sweep(None)
    company.put("NEW", START + timedelta(hours=1))

    read, _ = await company.sweep(cursor)

    assert [record.ref.number for record in read] == ["D2", "D3", "NEW"]


@pytest.mark.anyio
async def test_cursors_hold_moments_as_the_user_sees_them(own_stand_in: StandIn) -> None:
    company = Company(own_stand_in)
    own_stand_in.play("settings", {"zone_minutes": -480})
    company.put("D0", START)
    company.put("D1", START)

    page = await company.page(None, most=1)

    assert "12/31/2025 16:00:00" in (page.cursor or "")
    assert [record.ref.number for record in (await company.page(page.cursor)).records] == ["D1"]


@pytest.mark.anyio
async def test_the_top_reads_what_entities_keep_for_themselves(own_stand_in: StandIn) -> None:
    company = Company(own_stand_in)
    company.put("OURS", START)
    company.put("THEIRS", START, MEGAENTITYID="100")
    company.put("OTHERS", START, MEGAENTITYID="200")

    top, _ = await company.sweep(None)
    entity, _ = await company.sweep(None, level="100")

    assert [record.fields["MEGAENTITYID"] for record in top] == ["", "100", "200"]
    assert [record.ref.number for record in entity] == ["OURS", "THEIRS"]


@pytest.mark.anyio
async def test_every_kind_can_be_read_back(stand_in: StandIn) -> None:
    async with stand_in.connector.open(stand_in.config, stand_in.secrets, TOP) as remote:
        failures = {kind: (await remote.changed(kind, None, most=5)).failure for kind in stand_in.connector.kinds}

    assert {kind: failure for kind, failure in failures.items() if failure} == {}
