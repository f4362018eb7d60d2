"""Things that tests need, by plain functions with only what matters in the call."""

from itertools import count
from typing import Any

from backend.actions.drain_slot import drain_slot
from backend.actions.integrations.create_integration import create_integration
from backend.actions.receive_versions import receive_versions
from backend.actions.syncs.request_sync import ChangedMeanwhile, Requested, request_sync
from backend.domain.ingest.envelope import Envelope, read_envelope
from backend.domain.ingest.receiving import Received
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.postgres.database import connection
from tests.domain.kinds.examples import EXAMPLES

_numbers = count(1)


_ALONE = {"parent": "", "manager": ""}  # it waits for nobody


def make_envelope(kind: str = "department", key: str = "D1", **changes: Any) -> Envelope:
    body = EXAMPLES[kind] | (_ALONE if kind == "department" else {}) | changes.pop("body", {})
    envelope = read_envelope({"kind": kind, "key": key, "body": body} | changes)
    assert isinstance(envelope, Envelope), envelope
    return envelope


async def make_integration(runtime: Runtime, connector: str = "loopback", **settings: Any) -> int:
    name = f"Books {next(_numbers)}"
    config = ({"company": name} if connector == "loopback" else {}) | settings.pop("config", {})
    secrets = {"password": "loopback"} if connector == "loopback" else {}
    given = {"config": config, "secrets": secrets} | settings
    made = await create_integration(runtime, name=name, connector=connector, settings=given, by="tests")
    assert isinstance(made, int), made
    return made


async def receive(runtime: Runtime, *envelopes: Envelope) -> list[Received]:
    return await receive_versions(runtime, envelopes, source="tests")


async def press(
    runtime: Runtime, integration: int, *keys: str, verb: Verb = Verb.SYNCHRONIZE, by: str = "Ada"
) -> Requested | ChangedMeanwhile:
    ids = [row["id"] for row in await rows(integration) if not keys or row["key"] in keys]
    return await request_sync(runtime, integration, ids, verb, by=by)


async def drain(runtime: Runtime, integration: int) -> None:
    await drain_slot(runtime, integration, 1)


async def rows(integration: int) -> list[dict[str, Any]]:
    sql = """SELECT b.*, o.kind, o.key, m.text AS message, r.remote_id FROM binding b JOIN object o ON o.id = b.object
             LEFT JOIN binding_message m ON m.binding = b.id LEFT JOIN remote_record r ON r.binding = b.id
             WHERE b.integration = $1 ORDER BY b.id"""
    async with connection() as one:
        return [dict(row) for row in await one.fetch(sql, integration)]


async def statuses(integration: int) -> dict[str, str]:
    return {row["key"]: row["status"] for row in await rows(integration)}


async def sql(text: str, *values: Any) -> list[Any]:
    async with connection() as one:
        return list(await one.fetch(text, *values))


async def waiting_for_locks() -> int:
    """Sessions of this database."""
    where = "datname = current_database() AND wait_event_type = 'Lock'"
    return len(await sql(f"SELECT FROM pg_stat_activity WHERE {where}"))
