"""What every connector must do when it reads back what changed. Part of the contract suite."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from backend.domain.changes import Changes, Cursor
from backend.domain.levels import TOP
from backend.domain.pushes.outcome import Result
from backend.domain.pushes.remote import RemoteRecord, RemoteRef
from tests.connectors import asking
from tests.connectors.asking import invoice, levels_of
from tests.connectors.make import make_push, make_version
from tests.connectors.third_parties import ThirdParty

KIND = "customer"


@pytest.mark.anyio
class SweepSuite:
    async def test_all_that_changed_is_read_once_in_the_order_of_its_changes(self, third_party: ThirdParty) -> None:
        made = [await send(third_party, name=f"Name {n}") for n in range(5)]

        read, _ = await sweep(third_party)

        assert [record.ref for record in read if record.ref in made] == made
        assert max(Counter(record.ref.id for record in read).values()) == 1
        assert all(record.changed for record in read)
        names = dict.fromkeys(name for record in read for name in record.fields.values() if name.startswith("Name "))
        assert list(names)[-5:] == [f"Name {n}" for n in range(5)]

    async def test_what_changes_between_pages_is_lost_to_no_sweep(self, third_party: ThirdParty) -> None:
        made = [await send(third_party, name="Before") for _ in range(6)]

        async def between() -> None:
            await send(third_party, name="After", remote=made[0])
            await send(third_party, name="After", remote=made[5])
            made.append(await send(third_party, name="After"))

        first, cursor = await sweep(third_party, after_the_first_page=between)
        second, _ = await sweep(third_party, cursor)

        untouched = Counter(record.ref.id for record in first if record.ref in made[1:5])
        now = {record.ref.id: set(record.fields.values()) for record in [*first, *second]}
        assert untouched == {ref.id: 1 for ref in made[1:5]}
        assert ["After" in now[ref.id] for ref in made] == [True, *[False] * 4, True, True]

    async def test_a_sweep_from_an_old_cursor_reads_the_same_again(self, third_party: ThirdParty) -> None:
        _, old = await sweep(third_party)
        made = [await send(third_party, name=f"New {n}") for n in range(3)]

        first, second = [await sweep(third_party, old) for _ in range(2)]

        assert first[0] == second[0]
        assert [record.ref for record in first[0] if record.ref in made] == made

    async def test_a_page_read_again_is_the_same(self, third_party: ThirdParty) -> None:
        for n in range(3):
            await send(third_party, name=f"Page {n}")
        start = await page(third_party, None)

        first, second = [await page(third_party, start.cursor) for _ in range(2)]

        assert first == second
        assert first.cursor != start.cursor

    @pytest.mark.parametrize("trouble", ["unreachable", "throttled", "time_out", "server_error", "html"])
    async def test_a_failed_reading_is_a_sentence_and_moves_no_cursor(
        self, third_party: ThirdParty, trouble: str
    ) -> None:
        await send(third_party, name="There")
        _, cursor = await sweep(third_party)
        with third_party.trouble(trouble) as config:
            failed = await page(third_party, cursor, config=config)

        assert failed.failure
        assert (failed.records, failed.cursor, failed.more) == ((), cursor, False)

    async def test_who_may_not_come_in_reads_nothing(self, third_party: ThirdParty) -> None:
        async with third_party.connector.open(third_party.config, third_party.wrong_secrets, TOP) as remote:
            read = await remote.changed(KIND, None, most=5)

        assert (read.records, read.cursor, bool(read.failure)) == ((), None, True)

    async def test_a_cursor_that_does_not_fit_is_refused(self, third_party: ThirdParty) -> None:
        _, cursor = await sweep(third_party)
        strange = [
            Cursor(text) for text in ("", "x", "{}", "[1]", "\ud800", cursor.replace(KIND, "another"), cursor[:-2])
        ]

        read = [await page(third_party, each) for each in strange]
        if third_party.levels:
            async with third_party.connector.open(
                third_party.config, third_party.secrets, third_party.levels[0]
            ) as remote:
                read.append(await remote.changed(KIND, cursor, most=5))

        assert [each.cursor for each in read] == [*strange, *[cursor] * (len(read) - len(strange))]
        assert all("cursor does not fit" in each.failure and not each.records for each in read)

    async def test_the_top_reads_all_levels_and_an_entity_not_those_of_others(self, third_party: ThirdParty) -> None:
        one, other = levels_of(third_party)
        made = {level: await asking.send(third_party, await invoice(third_party), level=level) for level in (TOP, one)}

        read = {level: await _ids(third_party, level=level) for level in (TOP, one, other)}

        ids = {level: outcome.remote.id for level, outcome in made.items() if outcome.remote}
        assert set(ids.values()) <= read[TOP]
        assert ids[one] in read[one]
        assert ids[one] not in read[other]

    async def test_a_later_sweep_finds_what_showed_late(self, third_party: ThirdParty) -> None:
        with third_party.late() as config:
            late = await send(third_party, name="Late", config=config)
        try:
            soon = await send(third_party, name="Soon")
            first, cursor = await sweep(third_party)
        finally:
            third_party.caught_up()

        second, _ = await sweep(third_party, cursor)

        assert soon in [record.ref for record in first]
        assert late not in [record.ref for record in first]
        assert late in [record.ref for record in second]


async def send(third_party: ThirdParty, *, name: str, remote: RemoteRef | None = None, config: Any = None) -> RemoteRef:
    """A customer made or, with `remote`, renamed."""
    version = make_version(KIND, remote.number if remote else "", number=2 if remote else 1, name=name)
    config = config or third_party.config
    push = make_push(third_party.connector, version, config, remote=remote)
    outcome = await asking.send(third_party, push, config=config)
    assert outcome.result is Result.APPLIED, outcome
    assert outcome.remote
    return outcome.remote


async def page(third_party: ThirdParty, since: Cursor | None, *, config: Any = None) -> Changes:
    async with third_party.connector.open(config or third_party.config, third_party.secrets, TOP) as remote:
        return await remote.changed(KIND, since, most=2)


async def nothing() -> None: ...


async def sweep(
    third_party: ThirdParty,
    since: Cursor | None = None,
    *,
    after_the_first_page: Callable[[], Awaitable[None]] = nothing,
    level: str = TOP,
    kind: str = KIND,
) -> tuple[list[RemoteRecord], Cursor]:
    """All that it read, and the cursor for the next one."""
    read = [each async for each in _pages(third_party, since, after_the_first_page, level, kind)]
    assert read[-1].cursor is not None
    return [record for each in read for record in each.records], read[-1].cursor


async def _ids(third_party: ThirdParty, *, level: str) -> set[str]:
    read, _ = await sweep(third_party, level=level, kind="sales_invoice")
    return {record.ref.id for record in read}


async def _pages(
    third_party: ThirdParty,
    since: Cursor | None,
    after_the_first_page: Callable[[], Awaitable[None]],
    level: str,
    kind: str,
) -> AsyncIterator[Changes]:
    async with third_party.connector.open(third_party.config, third_party.secrets, level) as remote:
        for n in range(500):
            read = await remote.changed(kind, since, most=2)
            assert not read.failure
            assert read.cursor != since
            yield read
            since = read.cursor
            if not read.more:
                return
            if n == 0:
                await after_the_first_page()
    raise AssertionError("the sweep does not end")
