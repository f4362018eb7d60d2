"""What Postgres refuses, whatever the code does."""

import asyncpg
import pytest
from msgspec.structs import replace

from backend.domain.protocol.row import Decision
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change, FenceLostError
from tests.factories import sql
from tests.storage.make import binding_of_its_own, insert_attempt, insert_binding, insert_integration, insert_object

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("runtime")]
REFUSED = asyncpg.exceptions.IntegrityConstraintViolationError


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("phase = 'parked'", "parked_says_why"),
        ("park = 'ordinary'", "parked_says_why"),
        ("phase = 'sent', lease_until = now()", "sent_has_an_attempt"),
        ("phase = 'claimed', next_at = now()", "claimed_has_a_lease"),
        ("want = true", "pending_has_a_next_step"),
        ("phase = 'blocked'", "pending_has_a_next_step"),
        ("phase = 'confirming'", "pending_has_a_next_step"),
        ("synced_version = 1", "synced_together"),
        ("synced_hash = 'a'", "synced_together"),
        ("carried = false, want = true, next_at = now()", "what_is_not_carried_rests"),
        ("carried = false, phase = 'blocked', next_at = now()", "what_is_not_carried_rests"),
        ("phase = 'elsewhere'", "binding_phase_check"),
        ("desired_version = 0", "binding_desired_version_check"),
    ],
)
async def test_a_row_that_cannot_be_is_refused(change: str, constraint: str) -> None:
    binding = await binding_of_its_own()
    if constraint == "binding_desired_version_check":
        await sql("ALTER TABLE binding DISABLE TRIGGER binding_rises")
    with pytest.raises(asyncpg.exceptions.CheckViolationError, match=constraint):
        await sql(f"UPDATE binding SET {change} WHERE id = $1", binding)


async def test_an_integration_is_held_until_all_that_a_restoration_doubts_is_marked() -> None:
    integration = await insert_integration()
    with pytest.raises(asyncpg.exceptions.CheckViolationError, match="what_is_not_marked_is_held"):
        await sql("UPDATE integration SET restoring_below = 7 WHERE id = $1", integration)


async def test_a_number_there_is_given_to_one_object() -> None:
    integration = await insert_integration()
    given = """INSERT INTO given_number (binding, integration, kind, number, given_by)
               VALUES ($1, $2, 'sales_invoice', 'INV1-B', 'Ada')"""
    await sql(given, await insert_binding(integration, await insert_object("INV1")), integration)
    with pytest.raises(asyncpg.exceptions.UniqueViolationError, match="given_number"):
        await sql(given, await insert_binding(integration, await insert_object("INV2")), integration)


async def test_an_open_attempt_belongs_to_what_is_sent_or_confirming() -> None:
    binding = await binding_of_its_own()
    attempt = await insert_attempt(binding)
    with pytest.raises(asyncpg.exceptions.CheckViolationError, match="open_attempt_is_sent_or_confirming"):
        await sql("UPDATE binding SET open_attempt = $2 WHERE id = $1", binding, attempt)


@pytest.mark.parametrize(
    ("version", "content", "operation", "outcome"),
    [
        (1, b"a", "create", None),
        (1, b"a", "create", "rejected"),
        (1, b"a", "look", "absent"),
        (1, b"b", "create", "applied"),
        (2, b"a", "create", "applied"),
    ],
)
async def test_a_false_success_is_refused(version: int, content: bytes, operation: str, outcome: str | None) -> None:
    binding = await binding_of_its_own()
    await insert_attempt(binding, version, content, operation=operation, outcome=outcome)
    with pytest.raises(REFUSED, match=f"binding {binding}: no attempt was applied or found with the content of"):
        await sql("UPDATE binding SET linked = true, synced_version = 1, synced_hash = 'a' WHERE id = $1", binding)


async def test_what_another_object_was_sent_makes_no_success() -> None:
    binding = await binding_of_its_own()
    other = await insert_binding(await insert_integration("Other"), await insert_object("INV2"))
    await insert_attempt(other, outcome="applied")
    with pytest.raises(REFUSED, match=f"binding {binding}: no attempt"):
        await sql("UPDATE binding SET synced_version = 1, synced_hash = 'a' WHERE id = $1", binding)


async def test_a_look_that_saw_other_content_makes_no_success() -> None:
    binding = await binding_of_its_own()
    look = await insert_attempt(binding, operation="look")
    await sql("UPDATE attempt SET outcome = 'found', differences = '[{}]' WHERE id = $1", look)
    with pytest.raises(REFUSED, match="no attempt was applied or found"):
        await sql("UPDATE binding SET synced_version = 1, synced_hash = 'a' WHERE id = $1", binding)
    await insert_attempt(binding, operation="look", outcome="found")
    await sql("UPDATE binding SET synced_version = 1, synced_hash = 'a' WHERE id = $1", binding)


async def test_a_later_version_is_synced_with_it_only_if_its_content_is_the_same() -> None:
    binding = await binding_of_its_own()
    await insert_attempt(binding, outcome="applied")
    await sql("UPDATE binding SET synced_version = 1, synced_hash = 'a' WHERE id = $1", binding)
    await sql(
        """INSERT INTO object_version (object, version, entity, body, hash)
           SELECT id, n, '', '{}'::jsonb, content::bytea FROM object, (VALUES (2, 'b'), (3, 'a')) v (n, content)"""
    )
    with pytest.raises(REFUSED, match="the content of version 2"):
        await sql("UPDATE binding SET synced_version = 2 WHERE id = $1", binding)
    await sql("UPDATE binding SET synced_version = 3 WHERE id = $1", binding)


async def test_a_row_is_not_born_synced() -> None:
    with pytest.raises(REFUSED, match="no attempt was applied or found"):
        await sql(
            """INSERT INTO binding (integration, object, category, kind, desired_version, desired_hash, synced_version,
                                    synced_hash) VALUES ($1, $2, 'finance', 'sales_invoice', 1, 'a', 1, 'a')""",
            await insert_integration(),
            await insert_object(),
        )


async def test_the_status_is_not_set_by_hand() -> None:
    binding = await binding_of_its_own()
    with pytest.raises(asyncpg.exceptions.GeneratedAlwaysError):
        await sql("UPDATE binding SET status = 'success' WHERE id = $1", binding)


@pytest.mark.parametrize("change", ["fence = 4", "desired_version = 4"])
async def test_a_fence_and_a_version_never_go_back(change: str) -> None:
    binding = await binding_of_its_own()
    await sql("UPDATE binding SET fence = 5, desired_version = 5 WHERE id = $1", binding)
    with pytest.raises(REFUSED, match="cannot go back"):
        await sql(f"UPDATE binding SET {change} WHERE id = $1", binding)


async def test_what_was_decided_under_an_old_fence_is_not_written() -> None:
    integration = await insert_integration()
    binding = await insert_binding(integration, await insert_object())
    (read,), now = await bindings.lock([binding])
    await sql("UPDATE binding SET fence = fence + 1")  # by whoever claims it meanwhile
    claimed = replace(read, fence=read.fence + 1, want=True, next_at=now)
    with pytest.raises(FenceLostError):
        await bindings.apply([Change(read, Decision(claimed))], integration=integration)
    assert await sql("SELECT FROM binding WHERE want") == []


async def test_an_objects_version_never_goes_back() -> None:
    await binding_of_its_own()
    await sql("UPDATE object SET current_version = 5")
    with pytest.raises(REFUSED, match="cannot go back from version 5 to 4"):
        await sql("UPDATE object SET current_version = 4")


async def test_an_outcome_is_set_once() -> None:
    attempt = await insert_attempt(await binding_of_its_own())
    await sql("UPDATE attempt SET outcome = 'applied' WHERE id = $1", attempt)
    with pytest.raises(REFUSED, match="its outcome is set once"):
        await sql("UPDATE attempt SET outcome = 'rejected' WHERE id = $1", attempt)


@pytest.mark.parametrize("change", ["key = 'other'", "version = 2", "level = '100'", "body_hash = 'c'", "fence = 9"])
async def test_an_intent_stays_as_it_was(change: str) -> None:
    attempt = await insert_attempt(await binding_of_its_own())
    with pytest.raises(REFUSED, match="an intent stays"):
        await sql(f"UPDATE attempt SET {change} WHERE id = $1", attempt)
    with pytest.raises(REFUSED, match="an intent stays"):
        await sql("DELETE FROM attempt")


async def test_an_object_has_one_open_write() -> None:
    binding = await binding_of_its_own()
    first = await insert_attempt(binding)
    with pytest.raises(asyncpg.exceptions.UniqueViolationError, match="attempt_one_open"):
        await insert_attempt(binding)
    await sql("UPDATE attempt SET outcome = 'applied' WHERE id = $1", first)
    await insert_attempt(binding)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE object_version SET body = '{}'",
        "DELETE FROM object_version",
        "UPDATE audit SET actor = 'nobody'",
        "DELETE FROM audit",
        "UPDATE exchange SET answer = ''",
        "DELETE FROM exchange",
        "UPDATE instance_log SET why = ''",
        "DELETE FROM instance_log",
    ],
)
async def test_what_is_written_down_stays(statement: str) -> None:
    await binding_of_its_own()
    await sql(
        "INSERT INTO object_version (object, version, entity, body, hash) SELECT id, 1, '', '{}', 'a' FROM object"
    )
    await sql("INSERT INTO audit (actor, action) VALUES ('Ada', 'tests')")
    await sql("INSERT INTO instance_log (life) VALUES ('first')")
    await sql(
        """INSERT INTO exchange (integration, seconds, request, answer, bytes_sent, bytes_received)
           SELECT id, 0, '', 'ok', 0, 0 FROM integration"""
    )
    with pytest.raises(REFUSED, match="is append-only"):
        await sql(statement)


async def test_a_binding_is_never_deleted() -> None:
    """What names it is not looked up again with each push."""
    binding = await binding_of_its_own()
    with pytest.raises(REFUSED, match=f"binding {binding}: what was handed over once is never deleted"):
        await sql("DELETE FROM binding")


async def test_a_record_belongs_to_one_object() -> None:
    integration = await insert_integration()
    await sql(
        """INSERT INTO object (kind, key, category, current_version, current_hash)
           VALUES ('customer', 'C1', 'master_data', 1, 'a'), ('customer', 'C2', 'master_data', 1, 'a')"""
    )
    await sql(
        """INSERT INTO binding (integration, object, category, kind, desired_version, desired_hash)
           SELECT $1, id, category, kind, 1, 'a' FROM object""",
        integration,
    )
    with pytest.raises(asyncpg.exceptions.UniqueViolationError, match="remote_record"):
        await sql(
            "INSERT INTO remote_record (binding, integration, kind, remote_id) SELECT id, $1, kind, '7' FROM binding",
            integration,
        )
