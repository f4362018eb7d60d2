"""A database that was put back: held, marked, looked up, and only then sent from."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from backend.actions.instances.begin_life import held_because
from backend.actions.instances.declare_restored import declare_restored
from backend.actions.instances.end_restoration import end_restoration
from backend.actions.instances.enter_database import enter_database
from backend.actions.instances.know_instance import know_instance
from backend.actions.instances.mark_restored import mark_restored
from backend.actions.line.release_integration import release_integration
from backend.actions.push.claim import claim
from backend.actions.push.claim_looks import claim_looks
from backend.actions.push.give_back import give_back
from backend.actions.resolve.check_now import check_now
from backend.actions.tend import tend
from backend.domain.instances.recognizing import Verdict, Witness
from backend.domain.keys import create_key
from backend.domain.objects import ObjectRef, Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.instances.witness import FILE, keep_witness, read_witness
from backend.storage.protocol import slots
from tests.actions.make import attempts_of, books, configure, department, let_time_pass, row_of, written
from tests.actions.test_crashes import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio
_NONE = timedelta(0)


async def in_use(runtime: Runtime) -> int:
    await enter_database(runtime, decides=True)
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    await know_instance(runtime)
    return integration


async def put_back(runtime: Runtime) -> None:
    """As if attempts were made since, which the home saw."""
    witness = runtime.witness
    assert witness is not None
    keep_witness(runtime.settings.home, Witness(witness.life, witness.newest_attempt + 100))
    runtime.witness = None
    await enter_database(runtime, decides=True)


async def release(runtime: Runtime, integration: int, role: Role = Role.ADMIN) -> Problem | None:
    return await release_integration(runtime, integration, by="Ada", role=role)


async def held(integration: int) -> str:
    (row,) = await sql("SELECT held_reason FROM integration WHERE id = $1", integration)
    return row["held_reason"] or ""


async def test_a_start_on_the_same_database_changes_nothing(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    before = read_witness(runtime.settings.home)
    runtime.witness = None
    await enter_database(runtime, decides=True)
    assert read_witness(runtime.settings.home) == before
    assert await held(integration) == ""


async def test_the_home_learns_now_and_then_how_far_the_attempts_are(runtime: Runtime) -> None:
    await in_use(runtime)
    (newest,) = await sql("SELECT max(id) AS id FROM attempt")
    runtime._done_at.clear()
    await know_instance(runtime)
    witness = read_witness(runtime.settings.home)
    assert witness is not None
    assert witness.newest_attempt == newest["id"]


async def test_a_database_that_was_put_back_starts_held_and_says_what_to_hand_over_again(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    (newest,) = await sql("SELECT max(received_at) AS at FROM object_version")
    await put_back(runtime)
    assert await held(integration) == held_because(
        "lacks what happened since (attempt 102 was made, and its newest is 2)", newest["at"]
    )
    assert f"{newest['at']:%Y-%m-%d %H:%M:%S} UTC" in await held(integration)
    (audit,) = await sql("SELECT actor, subject FROM audit WHERE action = 'instance.restored'")
    assert audit["actor"] == "syncline"


async def test_why_it_was_held_before_stays_in_sight(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await sql("UPDATE integration SET held_reason = 'Month end'")
    await put_back(runtime)
    assert (await held(integration)).endswith("It was held before: Month end")
    await put_back(runtime)
    assert (await held(integration)).count("It was held before") <= 1


async def test_what_was_sent_is_pending_until_it_was_looked_up_and_then_in_step_again(runtime: Runtime) -> None:
    """T42."""
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert set((await statuses(integration)).values()) == {"pending"}
    assert await release(runtime, integration) is None
    await let_time_pass()
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "look"]


async def test_nothing_is_released_before_all_is_marked(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    refused = await release(runtime, integration)
    assert refused is not None
    assert "still being marked" in refused.sentence
    assert await held(integration)


async def test_only_an_administrator_releases_it(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    refused = await release(runtime, integration, Role.OPERATOR)
    assert refused is not None
    assert "Only an administrator" in refused.sentence
    assert await held(integration)


async def test_marking_goes_on_where_a_crash_left_it(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    monkeypatch.setattr("backend.actions.instances.mark_restored.AT_ONCE", 1)
    monkeypatch.setattr("backend.actions.instances.mark_restored._CHUNKS", 1)
    await mark_restored(runtime)
    assert sorted((await statuses(integration)).values()) == ["pending", "success"]
    await mark_restored(runtime)
    await mark_restored(runtime)
    assert set((await statuses(integration)).values()) == {"pending"}
    assert (await sql("SELECT restoring_below FROM integration"))[0]["restoring_below"] is None


async def test_what_was_made_after_the_backup_is_found_and_not_doubled(runtime: Runtime) -> None:
    """T42."""
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    (await books(integration)).add(kind="department", number="D9", level="top", fields={"name": "Sales"})
    await receive(runtime, department("D9"))
    await press(runtime, integration, "D9")
    for _ in range(3):
        await drain(runtime, integration)
        await let_time_pass()
    assert (await written(integration))["D9"] == 1
    row = await row_of(integration, "D9")
    assert (row["status"], row["remote_id"]) == ("success", "3")
    assert [one["operation"] for one in await attempts_of(integration, "D9")] == ["look"]


async def test_what_is_not_there_is_made_after_the_look(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    await receive(runtime, department("NEW"))
    await press(runtime, integration, "NEW")
    await drain(runtime, integration)
    assert "NEW" not in await written(integration)
    await let_time_pass()
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "NEW")] == ["look", "create"]
    assert (await row_of(integration, "NEW"))["status"] == "success"


async def test_an_integration_that_the_backup_does_not_know_looks_first_too(runtime: Runtime) -> None:
    """It is made again, and what it sent after the backup is there."""
    await in_use(runtime)
    await put_back(runtime)
    integration = await make_integration(runtime)
    (await books(integration)).add(kind="department", number="D1", level="top", fields={"name": "Sales"})
    await press(runtime, integration, "D1")
    for _ in range(3):
        await drain(runtime, integration)
        await let_time_pass()
    assert (await written(integration))["D1"] == 1
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["look"]
    assert await _ended(runtime, integration) == "From now on objects are created without a look before."


async def test_what_was_looked_for_before_a_second_restoration_is_looked_for_again(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    await receive(runtime, department("NEW"))
    await press(runtime, integration, "NEW")
    await sql("UPDATE binding SET forced = true WHERE want")  # the look saw nothing; then the backup was made
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    await drain(runtime, integration)
    assert "NEW" not in await written(integration)
    assert (await row_of(integration, "NEW"))["status"] == "pending"


async def test_who_wants_to_know_now_is_told_when_that_will_be(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    found, row = await integrations.read(integration), await row_of(integration, "D1")
    assert found is not None
    asked = await check_now(runtime, found, row["id"], by="Ada")
    assert "once nothing of before the restoration can be carried out any more" in str(asked)
    await let_time_pass()
    found = await integrations.read(integration)
    assert found is not None
    assert str(await check_now(runtime, found, row["id"], by="Ada")).startswith("It is looked up now")


async def test_what_was_in_error_is_no_success_unseen_when_its_old_content_comes_again(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await receive(runtime, department("D1", version=2, name="Wrong"))
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE desired_version = 2")
    await put_back(runtime)  # then version 3 was sent, which nobody here knows of
    await tend(runtime)
    assert await release(runtime, integration) is None
    await receive(runtime, department("D1", version=4))
    await let_time_pass()
    await press(runtime, integration, "D1")
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "update"]
    assert (await row_of(integration, "D1"))["status"] == "success"


async def test_what_a_manual_kind_hands_over_again_waits_for_a_press(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    await receive(runtime, department("D1", version=2, name="Newer"))
    assert await release(runtime, integration) is None
    await let_time_pass()
    for _ in range(3):
        await drain(runtime, integration)
    assert (await statuses(integration))["D1"] == "desynchronized"
    assert (await written(integration))["D1"] == 1


async def test_a_drain_that_began_before_the_restoration_sends_nothing_after_the_release(runtime: Runtime) -> None:
    known = await integrations.read(await in_use(runtime))
    assert known is not None
    taken = await slots.take(known.id, 1, timedelta(minutes=1))
    assert taken is not None
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, known.id) is None
    assert not await slots.keep(known, 1, taken.fence, timedelta(minutes=1)), "it would create without a look"


async def test_after_a_fail_over_nothing_is_sent_even_before_it_is_noticed(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await receive(runtime, department("D3"))
    await press(runtime, integration)
    await sql("UPDATE instance SET timeline = 0")  # another server goes on, perhaps without what was written last
    await drain(runtime, integration)
    assert "D3" not in await written(integration)
    (row,) = await sql("SELECT phase, want, crash_count FROM binding ORDER BY id DESC LIMIT 1")
    assert (row["phase"], row["want"], row["crash_count"]) == ("idle", True, 0)
    await tend(runtime)
    assert "went on from an earlier state" in await held(integration)


async def test_after_a_dump_was_put_back_by_hand_nothing_is_sent_even_before_it_is_noticed(runtime: Runtime) -> None:
    """However young it is, and by the same connections, which such a restoration leaves open."""
    integration = await in_use(runtime)
    await receive(runtime, department("D3"))
    await press(runtime, integration)
    await sql("ALTER TABLE instance RENAME TO of_old")
    await sql("CREATE TABLE instance (LIKE of_old INCLUDING ALL)")
    await sql("INSERT INTO instance SELECT * FROM of_old")
    await drain(runtime, integration)
    assert "D3" not in await written(integration)
    await tend(runtime)
    assert "was put back from a dump" in await held(integration)
    assert await release(runtime, integration) is None
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "D3")] == []
    await let_time_pass()
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "D3")] == ["look", "create"]


async def test_an_administrator_ends_it_once_it_is_released(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    assert isinstance(await _ended(runtime, integration), Problem)
    await tend(runtime)
    assert await release(runtime, integration) is None
    early = await _ended(runtime, integration)
    assert isinstance(early, Problem)
    assert "may still be carried out there" in early.sentence
    await let_time_pass()
    assert await _ended(runtime, integration) == "From now on objects are created without a look before."
    assert isinstance(await _ended(runtime, integration), Problem)
    await receive(runtime, department("NEW"))
    await press(runtime, integration, "NEW")
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "NEW")] == ["create"]
    assert await sql("SELECT FROM audit WHERE action = 'restoration.ended' AND actor = 'Ada'")


async def _ended(runtime: Runtime, integration: int) -> str | Problem:
    found = await integrations.read(integration)
    assert found is not None
    return await end_restoration(runtime, found, by="Ada")


async def test_a_lost_home_or_a_copy_beside_the_original_holds_when_nobody_vouches(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await in_use(runtime)
    (runtime.settings.home / FILE).unlink()
    runtime.witness = None
    monkeypatch.setattr("backend.actions.instances.enter_database.PATIENCE", _NONE)
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


async def test_whoever_put_it_back_can_say_so(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await declare_restored(runtime, why="was put back with its whole machine", by="Ada")
    assert "was put back with its whole machine" in await held(integration)
    runtime.witness = None
    await enter_database(runtime, decides=True)
    assert len(await sql("SELECT FROM audit WHERE action = 'instance.restored'")) == 1


async def test_a_document_that_somebody_changed_is_not_sent_over_by_a_restoration(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    held_there = (await books(integration)).records["1"]
    (await books(integration)).change(held_there, {"name": "Theirs"})
    assert await release(runtime, integration) is None
    await let_time_pass()
    for _ in range(3):
        await drain(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["status"], (await books(integration)).records["1"].fields) == ("desynchronized", {"name": "Theirs"})
    assert "Changed at the third party, or sent from here after the backup" in row["message"]


async def _wanted_by_the_backup(runtime: Runtime) -> int:
    """Version 2 waits to be sent, and the third party holds version 3, which the backup does not know. Released."""
    integration = await in_use(runtime)
    await receive(runtime, department("D1", version=2, name="Two"))
    await press(runtime, integration, "D1")
    there = await books(integration)
    there.change(there.records["1"], {"name": "Three"})
    await put_back(runtime)
    await tend(runtime)
    return integration


async def _looked_up(runtime: Runtime, integration: int) -> str:
    assert await release(runtime, integration) is None
    await let_time_pass()
    for _ in range(3):
        await drain(runtime, integration)
    return str((await books(integration)).records["1"].fields["name"])


async def test_what_the_backup_wanted_does_not_go_over_something_newer_and_says_so(runtime: Runtime) -> None:
    integration = await _wanted_by_the_backup(runtime)
    assert await _looked_up(runtime, integration) == "Three"
    row = await row_of(integration, "D1")
    assert row["status"] == "desynchronized"
    assert row["message"].startswith("What is there may be newer than what the backup knows")

    await press(runtime, integration, "D1")
    await drain(runtime, integration)
    assert (await books(integration)).records["1"].fields["name"] == "Two", "a person decided so"
    assert (await row_of(integration, "D1"))["status"] == "success"


async def test_what_is_handed_over_after_the_restoration_goes_over_it(runtime: Runtime) -> None:
    integration = await _wanted_by_the_backup(runtime)
    await receive(runtime, department("D1", version=4, name="Four"))
    assert await _looked_up(runtime, integration) == "Four"
    assert (await statuses(integration))["D1"] == "success"


async def test_an_attempt_that_the_backup_has_open_is_not_repeated_over_something_newer(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await configure(runtime, integration, config={"broken": True})
    await receive(runtime, department("D1", version=2, name="Two"))
    await press(runtime, integration, "D1")
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": False})
    there = await books(integration)
    there.change(there.records["1"], {"name": "Three"})
    await put_back(runtime)
    await tend(runtime)
    assert await _looked_up(runtime, integration) == "Three"
    assert (await statuses(integration))["D1"] == "desynchronized"


async def test_a_press_before_all_is_marked_is_looked_up_first_too(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await receive(runtime, department("D1", version=2, name="Two"))
    await press(runtime, integration, "D1")
    assert (await row_of(integration, "D1"))["phase"] == "idle", "not marked yet"
    await tend(runtime)
    assert await _looked_up(runtime, integration) == "Two"
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "look", "update"]


async def test_what_was_claimed_while_it_was_noticed_is_looked_for_first(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await receive(runtime, department("NEW"), department("D1", version=2, name="Two"))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await claim(runtime, worker.integration, worker.times, most=100)
    assert batch is not None
    await put_back(runtime)
    await tend(runtime)
    await give_back(worker.integration, [item.row for item in batch.items])
    assert await _looked_up(runtime, integration) == "Sales", "what was wanted before may be old"
    for _ in range(2):
        await let_time_pass()
        await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "NEW")] == ["look", "create"]


async def test_a_look_after_a_restoration_knows_the_keys_before_the_present_one(runtime: Runtime) -> None:
    """After the backup it may have been created under the key that renumbering, or sending again, now leaves behind."""
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    await receive(runtime, department("NEW"))
    await sql(
        "UPDATE binding SET phase = 'confirming', forced = true, create_epoch = 2, next_at = now() WHERE NOT linked"
    )
    await let_time_pass()
    worker = await Worker.at(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=100)
    assert batch is not None
    (looking,) = batch.items
    company = runtime.company(worker.integration)
    assert create_key(company, ObjectRef("department", "NEW"), 1) in looking.push.markers
