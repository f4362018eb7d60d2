"""The drawer says how an object stands, what was tried, and who asked for it."""

from typing import Any

import msgspec
import pytest

from backend.domain.objects import ObjectRef
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Status
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.objects.names import ids_of, object_id
from backend.storage.screens.values import Detail, Need
from tests.factories import drain, make_envelope, make_integration, press, receive, sql

pytestmark = pytest.mark.anyio

KEY = "INV/2024/07 Ä&?#"
_ATTEMPT = """
WITH made AS (
    INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, outcome,
                         trouble, error_class, sentence, raw, codes, support_id, remote_id)
    SELECT b.id, $2, b.desired_version, 'h', 'top', 1, 'k', 'h', 1, $3, $4, $5, 'It said no',
           '<no/>', '{BL01}', 'S-1', $6
    FROM binding b JOIN object o ON o.id = b.object WHERE o.key = $1 RETURNING id, binding)
UPDATE binding b SET want = $7, phase = $8, park = $9, next_at = now(),
    open_attempt = CASE WHEN $3::text IS NULL THEN made.id END, lease_until = CASE WHEN $8 = 'sent' THEN now() END,
    quarantine_until = CASE WHEN $8 = 'sent' THEN now() END
FROM made WHERE b.id = made.binding
"""


async def tried(key: str, operation: str = "create", outcome: str | None = "rejected", **more: Any) -> None:
    """One attempt at an object, and where that left it."""
    values = {
        "trouble": "",
        "error_class": "data",
        "remote_id": None,
        "want": False,
        "phase": "parked",
        "park": None,
    } | more
    if values["phase"] == "parked" and not values["park"]:
        values["park"] = "ordinary"
    await sql(_ATTEMPT, key, operation, outcome, *values.values())


async def shown(integration: int, kind: str = "sales_invoice", key: str = "INV-1") -> Detail:
    found = await detail(integration, kind, key)
    assert found is not None
    return found


async def test_any_printable_key_is_found(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope(key=KEY, entity="100"))
    await press(runtime, integration, by="Ada")
    await drain(runtime, integration)

    one = await shown(integration, "department", KEY)

    assert (one.row.key, one.row.status, one.row.entity) == (KEY, Status.SUCCESS, "100")
    assert (one.received_from, one.remote_id is not None, one.raw) == ("tests", True, "")
    assert [(line.operation, line.outcome, line.by, line.level) for line in one.attempts] == [
        ("create", "applied", "Ada", "top")
    ]
    assert one.body["name"] == make_envelope().reading.stored["name"]
    assert await object_id(integration, "department", KEY) == one.row.id


async def test_what_is_not_there_is_none(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope(key="D1"))

    assert await detail(integration, "department", "d1") is None
    assert await object_id(integration, "item", "D1") is None
    assert await object_id(integration + 99, "department", "D1") is None
    there = ObjectRef("department", "D1")
    assert list(await ids_of(integration, [there, ObjectRef("item", "D1")])) == [there]


async def test_needs_are_named_with_their_status(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope("sales_invoice", "INV-1"), make_envelope("customer", "C001"))

    needs = (await shown(integration)).needs

    assert Need("customer", "C001", Status.NOT_INTEGRATED) in needs
    assert any(need.status is None for need in needs)


async def test_versions_stand_newest_first(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    for name in ["A", "B", "C"]:
        await receive(runtime, make_envelope(body={"name": name}))

    one = await shown(integration, "department", "D1")

    assert [number for number, _, _ in one.versions] == [3, 2, 1]
    assert one.body["name"] == "C"


async def test_who_asked_is_who_pressed_before_that_attempt(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    for by in ["Ada", "Grace"]:
        await receive(runtime, make_envelope(body={"name": by}))
        await press(runtime, integration, by=by)
        await drain(runtime, integration)
    await tried("D1", "look", "found", phase="idle")

    assert [line.by for line in (await shown(integration, "department", "D1")).attempts] == ["", "Grace", "Ada"]


async def test_a_refusal_is_shown_as_the_third_party_said_it(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope("sales_invoice", "INV-1"))
    await tried("INV-1")

    one = await shown(integration)
    assert (one.raw, one.codes, one.support_id) == ("<no/>", ("BL01",), "S-1")
    assert not one.can_retry

    await receive(runtime, make_envelope("sales_invoice", "INV-1", body={"description": "Another"}))
    assert (await shown(integration)).raw == ""


async def test_an_attempt_without_an_outcome_is_under_way_or_unknown(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope("sales_invoice", "INV-1"))
    await tried("INV-1", outcome=None, phase="sent")
    assert (await shown(integration)).attempts[0].outcome is None

    await sql("UPDATE binding SET phase = 'confirming'")
    await sql("UPDATE attempt SET trouble = 'The line broke'")

    line = (await shown(integration)).attempts[0]
    assert (line.outcome, line.sentence) == ("unknown", "The line broke")


@pytest.mark.parametrize(
    ("left", "can_retry"),
    [
        ({"outcome": "not_applied", "error_class": "connection", "want": True, "phase": "idle"}, True),
        ({"outcome": "not_applied", "error_class": "busy", "want": True, "phase": "idle"}, True),
        ({"outcome": "not_applied", "error_class": "setup", "want": True, "phase": "idle"}, False),
        ({"outcome": "rejected", "error_class": "data", "want": True, "phase": "idle"}, False),
        ({"outcome": None, "error_class": "unclear", "phase": "confirming"}, False),
        ({"outcome": None, "phase": "sent"}, False),
        ({"outcome": "not_applied", "error_class": "connection", "phase": "parked"}, False),
        ({"outcome": "not_applied", "error_class": "connection", "phase": "idle"}, False),
        ({"outcome": "not_applied", "error_class": "connection", "phase": "blocked"}, False),
    ],
)
async def test_a_finance_line_can_be_retried_after_a_communication_error(
    runtime: Runtime, left: dict[str, Any], can_retry: bool
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope("sales_invoice", "INV-1"), make_envelope("customer", "C001"))
    await tried("INV-1", **left)
    await tried("C001", **left)

    assert (await shown(integration)).can_retry is can_retry
    assert not (await shown(integration, "customer", "C001")).can_retry


async def test_the_retry_level_is_where_the_push_would_be_done(runtime: Runtime) -> None:
    integration = await make_integration(runtime, transaction_level="entity", level_overrides={"200": "top"})
    await receive(
        runtime,
        make_envelope("sales_invoice", "A", entity="100"),
        make_envelope("sales_invoice", "B", entity="200"),
        make_envelope("customer", "C", entity="100"),
    )

    assert (await shown(integration, key="A")).retry_level == "100"
    assert (await shown(integration, key="B")).retry_level == "top"
    assert (await shown(integration, "customer", "C")).retry_level == "top"

    await sql("UPDATE binding SET level = 'top'")
    assert (await shown(integration, key="A")).retry_level == "top"


_SEEN = [{"id": "4711", "number": "A", "url": "https://there.example/4711"}, {"id": "4712", "number": "A", "url": ""}]


@pytest.mark.parametrize(("outcome", "park"), [("foreign", "foreign"), ("several", "duplicate")])
async def test_records_that_were_seen_are_offered_unless_another_object_has_them(
    runtime: Runtime, outcome: str, park: str
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope("customer", "A"), make_envelope("customer", "B"))
    await tried("A", "look", outcome, remote_id="4711", park=park)
    await sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
    await sql("UPDATE attempt SET records = $1", msgspec.json.encode(_SEEN).decode())
    offered = (await shown(integration, "customer", "A")).foreign
    assert offered == (RemoteRef(id="4711", number="A", url=_SEEN[0]["url"]), RemoteRef(id="4712", number="A"))

    await sql(
        "INSERT INTO remote_record (binding, integration, kind, remote_id) SELECT id, $1, 'customer', '4711'"
        " FROM binding WHERE phase <> 'parked'",
        integration,
    )
    assert (await shown(integration, "customer", "A")).foreign == offered[1:]


async def test_what_a_worker_has_says_until_when(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope("sales_invoice", "INV-1"))
    queued = await shown(integration)
    await tried("INV-1", outcome=None, phase="sent")

    assert queued.lease_until is None
    assert (await shown(integration)).lease_until is not None
