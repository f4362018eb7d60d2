"""Made-up objects of a made-up company, in every state that a screen can show."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from msgspec.structs import replace

from backend.domain.line.standing import Standing, Stands
from backend.domain.own_columns.column import OwnColumn
from backend.domain.own_columns.facts import Fact
from backend.domain.roles import Role
from backend.domain.status import Park, Phase, Status
from backend.domain.syncs.verbs import Verb
from backend.storage.counts.throughput import Hour
from backend.storage.counts.usage import Usage
from backend.storage.screens.news import News
from backend.storage.screens.saved_views import SavedView
from backend.storage.screens.syncs.plans import Both, Preflight
from backend.storage.screens.values import Chip, GridRow, Hiding
from backend.web.drawing.drawn_rows import ShownPage

NOW = datetime.now(UTC).replace(microsecond=0)
HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>{{ 7*7 }}' hx-get=\"/evil\" & ümläut"
KINDS = [
    ("customer", "Customer", "master_data"),
    ("supplier", "Supplier", "master_data"),
    ("item", "Item", "master_data"),
    ("class", "Class", "master_data"),
    ("sales_invoice", "Sales invoice", "finance"),
    ("journal_entry", "Journal entry", "finance"),
]
SAVED = [SavedView(1, "Errors of finance", "status=error&category=finance", "key.kind", opens=True)]
ORDER = [Status.ERROR, Status.DESYNCHRONIZED, Status.NOT_INTEGRATED, Status.PENDING, Status.SUCCESS]


def make_row(number: int, **changes: Any) -> GridRow:
    values: dict[str, Any] = {
        "id": number,
        "revision": number * 10,
        "kind": "sales_invoice",
        "key": f"SI-{10000 + number}",
        "category": "finance",
        "entity": str(100 + 100 * (number % 3)),
        "status": Status.SUCCESS,
        "phase": Phase.IDLE,
        "park": None,
        "version": 1 + number % 3,
        "synced_version": 1 + number % 3,
        "amount": f"{(number * 7919) % 9000 + 42}.{number % 10}0",
        "currency": "USD",
        "counterparty": "Harbor Coffee Roasters",
        "level": "top",
        "next_at": None,
        "fail_count": 0,
        "message": "",
        "remote_number": None,
        "remote_url": None,
        "changed_at": NOW - timedelta(minutes=7 * (913 - number) + 1),
    }
    return GridRow(**values | changes)


def make_master(number: int, kind: str, key: str, **changes: Any) -> GridRow:
    master = {"kind": kind, "key": key, "category": "master_data", "entity": "", "amount": None, "currency": None}
    return make_row(number, **master | {"counterparty": ""} | changes)


def troubled(message: str, **changes: Any) -> dict[str, Any]:
    error = {"status": Status.ERROR, "phase": Phase.PARKED, "park": Park.ORDINARY, "fail_count": 1}
    return error | {"message": message, "synced_version": None, "level": None} | changes


def pending(phase: Phase, **changes: Any) -> dict[str, Any]:
    return {"status": Status.PENDING, "phase": phase, "synced_version": None} | changes


def make_rows() -> list[GridRow]:
    never = {"status": Status.NOT_INTEGRATED, "synced_version": None, "level": None, "version": 1}
    soon = NOW + timedelta(hours=4)
    told = [
        make_row(912, entity="200", version=3, **troubled("Customer HUNGO is not integrated", fail_count=2)),
        make_row(911, **troubled("Period 11/2026 is closed for Accounts receivable")),
        make_master(910, "customer", "HUNGO", **never),
        make_master(909, "item", "P038", status=Status.DESYNCHRONIZED, version=7, synced_version=5),
        make_row(908, **pending(Phase.CONFIRMING, next_at=soon, in_flight=True)),
        make_row(907, **pending(Phase.SENT)),
        make_row(906, **pending(Phase.CLAIMED)),
        make_row(905, **pending(Phase.IDLE)),
        make_row(904, **pending(Phase.IDLE, fail_count=3, next_at=soon, message="Sage Intacct did not answer in 60 s")),
        make_row(903, **pending(Phase.BLOCKED, message="Waiting for customer HUNGO")),
        make_row(902, **troubled("Several records at the third party have this number", park=Park.FOREIGN)),
        make_row(901, key="INV/2024/07 Ä&?#", **troubled("Account 4010 is missing. " * 12)),
        make_row(900, key=HOSTILE, counterparty=HOSTILE, entity="100", **troubled(HOSTILE)),
        make_row(899, remote_number="10-4471", remote_url="https://www.intacct.example/record/4471"),
        make_row(898, remote_number="10-4470", remote_url="javascript:alert(1)"),
        make_master(897, "customer", "SAVEA", version=4, synced_version=4, remote_number="CUST-88"),
        make_master(896, "supplier", "S014"),
        make_row(895, kind="journal_entry", key="JE-2026-0113", amount="14200.00", entity="200"),
        make_master(894, "class", "BEVERAGES"),
    ]
    return told + [make_row(number) for number in range(893, 780, -1)]


def make_page(rows: list[GridRow], *, after: str = "", size: int = 100, hiding: Sequence[Hiding] = ()) -> ShownPage:
    start = int(after or 0)
    more = start + size < len(rows)
    return ShownPage(
        rows=list(rows[start : start + size]),
        next_cursor=str(start + size) if more else None,
        previous_cursor=str(start) if start else None,
        before=start,
        total=len(rows),
        hiding=list(hiding),
    )


def make_chips(rows: list[GridRow]) -> list[Chip]:
    of = {status: [row for row in rows if row.status is status] for status in ORDER}
    sums = {status: sum(float(row.amount or 0) for row in of[status]) for status in ORDER}
    return [
        Chip(
            status=status,
            count=len(of[status]),
            sums=(("USD", f"{sums[status]:.2f}"),) if status is Status.ERROR and sums[status] else (),
        )
        for status in ORDER
    ]


def make_own_columns(said: str = "Department") -> tuple[OwnColumn, ...]:
    return (OwnColumn(label=said, path="lines[0].department"), OwnColumn(label=f"{said} 2", path="custom.freight"))


def make_facts(said: str = "Sales") -> list[Fact]:
    """In each way that one is shown."""
    return [
        Fact(label=said, text=said),
        Fact(label=f"{said} 2", text="-1234.50", format="number", currency=said, number=True),
        Fact(label=f"{said} 3", text=said, format="code"),
        Fact(label=f"{said} 4", text=said, format="link", address="https://crm.example/4711"),
        Fact(label=f"{said} 5", text="2026-11-30", format="day"),
        Fact(label=f"{said} 6", text="2026-11-30T10:00:00Z", format="moment", at=NOW),
        Fact(label=f"{said} 7"),
    ]


def with_own(page: ShownPage, said: str = "Department") -> ShownPage:
    """Chosen, with something in each row."""
    heads = make_own_columns(said)
    facts = {one.token: fact for one, fact in zip(heads, make_facts(said), strict=False)}
    return replace(page, heads=heads, facts={row.id: facts for row in page.rows})


def make_news() -> News:
    return News(since=NOW, causes=3, resolved=2, success=412, more=False)


def make_health(**changes: Any) -> SimpleNamespace:
    values = {
        "line": Standing(stands=Stands.WORKS, since=NOW - timedelta(hours=3)),
        "last_push_at": NOW - timedelta(seconds=8),
        "handed_over_at": NOW - timedelta(minutes=3),
        "waiting": 6,
        "per_hour": 128,
        "unconfirmed": 2,
        "overdue_since": None,
        "workers": 2,
        "worker_seen_at": NOW,
        "day": tuple(Hour(NOW - timedelta(hours=23 - n), n * 7 % 40, n % 5) for n in range(24)),
        "usage": Usage(12_480, 12),
        "quota": 100_000,
    }
    return SimpleNamespace(**values | changes)


def make_integration(**changes: Any) -> SimpleNamespace:
    values = {
        "id": 1,
        "name": "Sage Intacct · Northwind",
        "connector": "sage_intacct",
        "connector_label": "Sage Intacct",
        "source_url": "https://erp.example/{kind}/{key}",
        "own_columns": (),
        "demo": True,
    }
    return SimpleNamespace(**values | changes)


def make_person(role: Role = Role.OPERATOR, *, name: str = "M. Bauer") -> SimpleNamespace:
    return SimpleNamespace(name=name, role=role, read_only=False, embed=None)


def make_plan(**changes: Any) -> Preflight:
    values: dict[str, Any] = {
        "selected": 5,
        "synchronize": 2,
        "held_up": 0,
        "force": 2,
        "left_out": [("already synchronizing", 1, "SI-10908")],
        "waits": [("SI-10912", "customer", "HUNGO", Status.NOT_INTEGRATED)],
        "waiting": 1,
        "both": Both(Verb.SYNCHRONIZE, 2),
        "offer": "12,345",
    }
    return Preflight(**values | changes)
