"""Rows by hand, without any action around them."""

from typing import Any

from tests.factories import sql


async def insert_integration(name: str = "Books") -> int:
    (row,) = await sql("INSERT INTO integration (name, connector) VALUES ($1, 'loopback') RETURNING id", name)
    id_: int = row["id"]
    return id_


async def insert_object(key: str = "INV1", *, amount: str | None = None, currency: str | None = None) -> int:
    (row,) = await sql(
        """INSERT INTO object (kind, key, category, current_version, current_hash, amount, currency)
           VALUES ('sales_invoice', $1, 'finance', 1, 'a', $2::text::numeric, $3) RETURNING id""",
        key,
        amount,
        currency,
    )
    id_: int = row["id"]
    return id_


async def insert_binding(integration: int, object_id: int, **columns: Any) -> int:
    """What is synced was applied first."""
    synced = columns.pop("synced_version", None), columns.pop("synced_hash", None)
    given = {"category": "finance", "kind": "sales_invoice", "desired_version": 1, "desired_hash": b"a"} | columns
    names = ", ".join(given)
    places = ", ".join(f"${n}" for n in range(3, len(given) + 3))
    (row,) = await sql(
        f"INSERT INTO binding (integration, object, {names}) VALUES ($1, $2, {places}) RETURNING id",
        integration,
        object_id,
        *given.values(),
    )
    id_: int = row["id"]
    if synced != (None, None):
        await insert_attempt(id_, *synced, outcome="applied")
        await sql("UPDATE binding SET synced_version = $2, synced_hash = $3 WHERE id = $1", id_, *synced)
    return id_


async def insert_attempt(
    binding: int, version: int = 1, content: bytes = b"a", *, operation: str = "create", outcome: str | None = None
) -> int:
    (row,) = await sql(
        """INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, outcome)
           VALUES ($1, $2, $3, $4, 'top', 1, 'k', 'b', 1, $5) RETURNING id""",
        binding,
        operation,
        version,
        content,
        outcome,
    )
    id_: int = row["id"]
    return id_


async def binding_of_its_own() -> int:
    return await insert_binding(await insert_integration(), await insert_object())
