"""Bindings of all sorts, written straight into the tables: what a grid over a lived-in system shows."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from backend.domain.objects import Category
from backend.domain.status import Status
from tests.factories import make_integration, sql

KINDS = {
    "customer": Category.MASTER_DATA,
    "item": Category.MASTER_DATA,
    "sales_invoice": Category.FINANCE,
    "journal_entry": Category.FINANCE,
}
HOSTILE = ["100%", "a_b", "a\\b", "O'Brien", '"q"', "%_\\", "INV/2024/07 Ä&?#", "x*y", "ünï", "🙂"]
STATES: dict[Status, dict[str, Any]] = {
    Status.NOT_INTEGRATED: {},
    Status.PENDING: {"want": True},
    Status.SUCCESS: {"linked": True, "synced": 0},
    Status.ERROR: {"phase": "parked", "park": "ordinary"},
    Status.DESYNCHRONIZED: {"linked": True, "synced": -1},
}
_START = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """One binding as it was made."""

    kind: str
    key: str
    category: str
    entity: str
    status: Status
    version: int
    linked: bool
    synced: int | None
    message: str
    changed_at: datetime
    amount: str | None
    currency: str | None


def make(random: Random, number: int, **changes: Any) -> Made:
    kind = random.choice(list(KINDS))
    status = random.choice(list(Status))
    version = random.choice([1, 1, 2, 3, 7, 12])
    state = STATES[status]
    linked = state.get("linked", False) or (status in (Status.ERROR, Status.PENDING) and random.random() < 0.5)
    finance = KINDS[kind] is Category.FINANCE
    values: dict[str, Any] = {
        "kind": kind,
        "key": f"{random.choice(['INV', 'inv', 'C', *HOSTILE])}-{number}",
        "category": KINDS[kind],
        "entity": random.choice(["", "100", "2_0", "3%0"]),
        "status": status,
        "version": version,
        "linked": linked,
        "synced": _synced(random, status, version) if linked else None,
        "message": random.choice(["", "", f"Customer {random.choice(HOSTILE)} is missing", "No answer", "no Answer"]),
        "changed_at": _START + timedelta(hours=random.randrange(400)),
        "amount": f"{random.randrange(10_000)}.50" if finance else None,
        "currency": random.choice(["EUR", "USD"]) if finance else None,
    }
    return Made(**values | changes)


def _synced(random: Random, status: Status, version: int) -> int | None:
    """What the third party holds; an adopted record: nobody knows."""
    if status is Status.SUCCESS:
        return version
    return random.choice([None, version - 1] if version > 1 else [None])


async def insert(integration: int, made: list[Made]) -> list[int]:
    """The ids, in the order given."""
    columns = {name: [asdict(one)[name] for one in made] for name in Made.__dataclass_fields__}
    columns["want"] = [STATES[one.status].get("want", False) for one in made]
    columns["phase"] = [STATES[one.status].get("phase", "idle") for one in made]
    columns["park"] = [STATES[one.status].get("park") for one in made]
    found = await sql(_INSERT, integration, *columns.values())
    return [row["id"] for row in sorted(found, key=lambda row: row["number"])]


_INSERT = """
WITH u AS (SELECT * FROM unnest(
        $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::bool[], $9::int[], $10::text[],
        $11::timestamptz[], $12::text[]::numeric[], $13::text[], $14::bool[], $15::text[], $16::text[])
    WITH ORDINALITY AS u (kind, key, category, entity, status, version, linked, synced, message, changed_at, amount,
                          currency, want, phase, park, number)),
object AS (
    INSERT INTO object (kind, key, category, entity, current_version, current_hash, amount, currency)
    SELECT kind, key, category, entity, version, 'h', amount, currency FROM u ORDER BY number RETURNING id, kind, key),
version AS (
    INSERT INTO object_version (object, version, entity, body, hash)
    SELECT o.id, u.version, u.entity, '{}', 'h' FROM object o JOIN u USING (kind, key)),
binding AS (
    INSERT INTO binding (integration, object, category, kind, entity, want, phase, park, next_at, desired_version,
                         desired_hash, synced_version, synced_hash, linked, changed_at)
    SELECT $1, o.id, category, o.kind, entity, want, phase, park, now(), version, 'h', synced,
           CASE WHEN synced IS NOT NULL THEN 'h'::bytea END, linked, changed_at
    FROM object o JOIN u USING (kind, key) ORDER BY number RETURNING id, object, status, synced_version, synced_hash),
attempt AS (
    INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, outcome)
    SELECT id, 'create', synced_version, synced_hash, 'top', 1, 'k', 'h', 1, 'applied' FROM binding
    WHERE synced_version IS NOT NULL),
message AS (
    INSERT INTO binding_message (binding, text)
    SELECT b.id, u.message FROM binding b JOIN object o ON o.id = b.object JOIN u USING (kind, key) WHERE message <> '')
SELECT b.id, u.number, b.status FROM binding b JOIN object o ON o.id = b.object JOIN u USING (kind, key)
"""


async def make_books(runtime: Any, count: int = 300, seed: int = 7) -> tuple[int, dict[int, Made]]:
    """An integration and its bindings by id. A second integration binds the same objects."""
    random = Random(seed)
    integration = await make_integration(runtime)
    made = [make(random, number) for number in range(count)]
    ids = await insert(integration, made)
    await make_integration(runtime)
    return integration, dict(zip(ids, made, strict=True))
