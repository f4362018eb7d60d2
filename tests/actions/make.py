"""Small objects, what a test needs to see of the third party, and time that passes."""

from datetime import timedelta
from typing import Any

from backend.actions.integrations.update_integration import update_integration
from backend.actions.receive_versions import receive_versions
from backend.actions.tend import tend
from backend.connectors.loopback.books import Books, books_of
from backend.domain.ingest.envelope import Envelope, read_envelope
from backend.domain.ingest.receiving import Received
from backend.domain.line.standing import Standing, standing_of
from backend.runtime import Runtime
from backend.storage import integrations
from tests.factories import drain, rows, sql


def make(kind: str, key: str, body: dict[str, Any], **given: Any) -> Envelope:
    envelope = read_envelope({"kind": kind, "key": key, "body": body} | given)
    assert isinstance(envelope, Envelope), envelope
    return envelope


def department(key: str = "D1", name: str = "Sales", **given: Any) -> Envelope:
    return make("department", key, {"name": name}, **given)


def customer(key: str = "C1", **body: Any) -> Envelope:
    return make("customer", key, {"name": "Nagy & Sons"} | body)


def project(key: str = "P1", *, of: str = "C1", name: str = "New shop") -> Envelope:
    return make("project", key, {"name": name, "customer": of})


def invoice(
    key: str = "INV1", *, of: str = "C1", total: str = "10.00", currency: str = "EUR", **given: Any
) -> Envelope:
    body = {"customer": of, "date": "2024-02-29", "currency": "EUR", "lines": [{"amount": total}], "total": total}
    return make("sales_invoice", key, body, **given)


async def receive_one(runtime: Runtime, envelope: Envelope) -> Received:
    (answer,) = await receive_versions(runtime, [envelope], source="tests")
    return answer


async def configure(runtime: Runtime, integration: int, **settings: Any) -> None:
    assert await update_integration(runtime, integration, settings, by="tests") == ()


async def books(integration: int) -> Books:
    (row,) = await sql("SELECT name FROM integration WHERE id = $1", integration)
    return books_of(row["name"])


async def written(integration: int) -> dict[str, int]:
    """Key → how many records the third party holds under it."""
    numbers = [record.number for record in (await books(integration)).records.values()]
    return {number: numbers.count(number) for number in numbers}


async def row_of(integration: int, key: str) -> dict[str, Any]:
    (row,) = [one for one in await rows(integration) if one["key"] == key]
    return row


async def is_in(integration: int, key: str, phase: str) -> bool:
    return bool((await row_of(integration, key))["phase"] == phase)


async def attempts_of(integration: int, key: str) -> list[Any]:
    """Writes and looks, oldest first."""
    row = await row_of(integration, key)
    return await sql("SELECT * FROM attempt WHERE binding = $1 ORDER BY id", row["id"])


async def let_time_pass(by: timedelta = timedelta(minutes=5)) -> None:
    """All times that the protocol waits for come nearer."""
    await sql(
        """UPDATE binding SET next_at = next_at - $1::interval, lease_until = lease_until - $1,
           wanted_at = wanted_at - $1, quarantine_until = quarantine_until - $1""",
        by,
    )
    await sql("UPDATE slot SET lease_until = lease_until - $1::interval", by)
    await sql("UPDATE integration SET restored_at = restored_at - $1::interval", by)
    await sql(
        f"""DO $$ BEGIN
            SET LOCAL session_replication_role = replica;  -- past the triggers of what is only ever added to
            UPDATE object_version SET received_at = received_at - interval '{by.total_seconds()} s';
            UPDATE attempt SET intended_at = intended_at - interval '{by.total_seconds()} s';
        END $$"""
    )


async def come_to_rest(runtime: Runtime, integration: int, turns: int = 4) -> None:
    """Let everything happen that happens by itself."""
    for _ in range(turns):
        await drain(runtime, integration)
        await let_time_pass()
        await tend(runtime)
    await drain(runtime, integration)


async def standing(integration: int) -> Standing:
    found = await integrations.read(integration)
    assert found is not None
    return standing_of(found)
