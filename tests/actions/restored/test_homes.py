"""Which home knows which database, and who vouches for it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from backend.actions.instances.enter_database import enter_database
from backend.actions.instances.know_instance import know_instance
from backend.actions.tend import tend
from backend.domain.instances.recognizing import Verdict, Witness
from backend.runtime import Runtime
from backend.storage.instances.witness import FILE, keep_witness, read_witness
from tests.actions.restored.restoring import held, in_use, release
from tests.factories import sql

pytestmark = pytest.mark.anyio


async def test_a_lost_home_or_a_copy_beside_the_original_holds_when_nobody_vouches(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await in_use(runtime)
    (runtime.settings.home / FILE).unlink()
    runtime.witness = None
    monkeypatch.setattr("backend.actions.instances.enter_database.PATIENCE", timedelta(0))
    await enter_database(runtime, decides=True)
    assert f"is not known to the home {runtime.settings.home}" in await held(integration)


async def test_a_home_of_its_own_on_another_machine_joins_when_somebody_vouches(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    known = read_witness(runtime.settings.home)
    assert known is not None
    (runtime.settings.home / FILE).unlink()
    runtime.witness = None
    entering = asyncio.create_task(enter_database(runtime, decides=False))
    while not entering.done():
        await sql("UPDATE instance SET vouched_at = clock_timestamp()")
        await asyncio.sleep(0.05)
    joined = read_witness(runtime.settings.home)
    assert joined is not None
    assert joined.life == known.life
    assert await held(integration) == ""


async def test_a_worker_waits_for_somebody_to_vouch_and_stops_when_it_is_told(runtime: Runtime) -> None:
    await in_use(runtime)
    (runtime.settings.home / FILE).unlink()
    runtime.witness = None
    entering = asyncio.create_task(enter_database(runtime, decides=False))
    done, _ = await asyncio.wait([entering], timeout=1)
    assert not done
    runtime.stopping.set()
    await entering
    assert runtime.witness is None


async def test_two_processes_of_one_number_in_two_containers_keep_one_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(_: int) -> None:
        monkeypatch.undo()
        keep_witness(tmp_path, Witness("a life", 2))

    monkeypatch.setattr("backend.storage.instances.witness.os.fsync", meanwhile)
    keep_witness(tmp_path, Witness("a life", 1))
    assert read_witness(tmp_path) == Witness("a life", 1), "who ends last"
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


async def test_two_homes_hold_a_restored_database_once(runtime: Runtime, tmp_path: Path) -> None:
    integration = await in_use(runtime)
    known = runtime.witness
    assert known is not None
    other = tmp_path / "other"
    keep_witness(other, Witness("a life that the backup does not have", 500))
    keep_witness(runtime.settings.home, Witness("a life that the backup does not have", 500))
    runtime.witness = None
    await enter_database(runtime, decides=True)
    first = await held(integration)
    assert first
    await tend(runtime)
    assert await release(runtime, integration) is None
    runtime.witness = read_witness(other)
    (runtime.settings.home / FILE).write_bytes((other / FILE).read_bytes())
    assert (await know_instance(runtime))[0] is Verdict.BEHIND
    assert await held(integration) == ""
