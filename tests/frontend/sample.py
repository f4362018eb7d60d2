"""Made-up objects of a made-up company, in every state that a screen can show."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from backend.domain.integrations.findings import About, Finding, Report, unwell
from backend.domain.line.standing import Standing, Stands
from backend.domain.objects import ObjectRef
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.found import Difference
from backend.domain.pushes.health import Health
from backend.domain.pushes.remote import RemoteRef
from backend.domain.roles import Role
from backend.domain.status import Park, Phase, Status
from backend.domain.syncs.outcomes import Outcome
from backend.domain.syncs.selection import LeftOut
from backend.domain.syncs.verbs import Verb
from backend.storage.counts.throughput import Hour
from backend.storage.counts.usage import Usage
from backend.storage.screens.causes import CauseLine, Causes, Fix
from backend.storage.screens.news import News
from backend.storage.screens.objects.acts import Act
from backend.storage.screens.objects.versions import Content
from backend.storage.screens.saved_views import SavedView
from backend.storage.screens.syncs.items import SyncItem, SyncItems
from backend.storage.screens.syncs.progress import SyncPage
from backend.storage.screens.values import AttemptLine, Chip, Detail, ExchangeLine, GridRow, Hiding, Need
from backend.web.drawing.content import body_of
from backend.web.drawing.drawn_rows import ShownPage
from backend.web.integrations.places import Place, places_of
from backend.web.objects.comparing import Comparison, compared
from backend.web.syncs.shown import ShownItem, ShownRecent, ShownSync, shown_items, shown_sync

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


def make_attempts(row: GridRow) -> list[AttemptLine]:
    at = NOW - timedelta(minutes=6)
    line: dict[str, Any] = {"version": row.version, "level": "200", "codes": (), "support_id": "", "raw": ""}
    line |= {"key": f"sl-1-{row.id}-0", "by": "", "exchange": 3}
    refused = line | {"codes": ("BL03002125",), "support_id": "Gx1Ej~ZqWkQE", "raw": f"<error>{row.message}</error>"}
    return [
        AttemptLine(at=at, operation="create", outcome="rejected", sentence=row.message, seconds=1.2, **refused),
        AttemptLine(
            at=at - timedelta(minutes=12),
            operation="look",
            outcome="absent",
            sentence="Looked up: not there",
            seconds=0.4,
            **line,
        ),
        AttemptLine(
            at=at - timedelta(minutes=14),
            operation="create",
            outcome="unknown",
            sentence="No answer in 60 s",
            seconds=60.0,
            **line | {"by": "M. Bauer"},
        ),
    ]


def make_detail(row: GridRow) -> Detail:
    sent = row.status in (Status.SUCCESS, Status.DESYNCHRONIZED)
    failed = row.status is Status.ERROR
    return Detail(
        row=row,
        received_at=row.changed_at,
        received_from="erp-prod",
        needs=[
            Need("customer", "HUNGO", Status.NOT_INTEGRATED),
            Need("item", "P038", Status.DESYNCHRONIZED),
            Need("item", "P/77 ü", None),
        ],
        versions=[
            (number, row.changed_at - timedelta(days=row.version - number), "erp-prod")
            for number in range(row.version, 0, -1)
        ],
        attempts=make_attempts(row) if failed or sent else [],
        body=make_body(row),
        remote_id="4471" if sent else None,
        cause_class="reference missing" if failed else None,
        cause=12 if failed else None,
        note="Ask Jana to add it." if failed else "",
        owner="Jana" if failed else "",
        alike=1_204 if failed else 0,
        advice=Advice(Who.ERP, "Send or create it there first.") if failed else None,
        raw=f"BL03002125: {row.message} [Support ID: Gx1Ej~ZqWkQE]" if failed else "",
        codes=("BL03002125",) if failed else (),
        support_id="Gx1Ej~ZqWkQE" if failed else "",
        lacks_entry=("payment_term", "N/30 ü") if failed else None,
        can_retry=row.status is Status.PENDING and row.fail_count > 0,
        retry_level="top" if row.entity == "100" else row.entity,
        differences=make_differences() if row.park is Park.FOREIGN else (),
        foreign=make_foreign() if row.park is Park.FOREIGN else (),
        can_check=row.phase is Phase.CONFIRMING or row.park is Park.FOREIGN,
        can_renumber=row.park is Park.FOREIGN,
        can_send_again="no longer there" in row.message,
        not_before=row.next_at if row.phase is Phase.CONFIRMING else None,
    )


def make_foreign() -> tuple[RemoteRef, ...]:
    url = "https://www.intacct.example/record/4466"
    return RemoteRef(id="4466", number="SI-10902", url=url), RemoteRef(id="4467", number="SI-10902-1")


def make_differences() -> tuple[Difference, ...]:
    return (
        Difference("CUSTOMERID", "customer", "SAVEA", "HUNGO"),
        Difference("TRX_TOTALENTERED", "total", "1204.5", "1240.5"),
        Difference("WHENDUE", "due date", "", "2026-12-12"),
        Difference("DOCNUMBER", "reference", HOSTILE, "no-breaks-in-this-one-" * 3),
    )


def make_body(row: GridRow) -> dict[str, Any]:
    lines = [
        {"item": f"P0{number}", "quantity": str(number), "price": "18.00", "amount": f"{number * 18}.00", "class": "C1"}
        for number in (11, 42, 72)
    ]
    address = {"street": "Carrera 22 con Ave. Carlos Soublette #8-35", "city": "San Cristóbal", "country": "VE"}
    return {
        "customer": "HUNGO",
        "posted_on": "2026-11-12",
        "due_on": "2026-12-12",
        "currency": "USD",
        "payment_term": "N30",
        "note": row.counterparty,
        "paid": False,
        "tags": ["harvest", "export"],
        "ship_to": address,
        "lines": lines,
        "custom": {"legacy_ref": HOSTILE, "approved_by": None},
    }


def make_comparison(row: GridRow, said: str = "N45") -> Comparison:
    """A term that changed, a line that changed, and one that is new."""
    body = make_body(row)
    lines = [*body["lines"][:2], body["lines"][2] | {"class": said}, {"item": said, "amount": "9.00"}]
    new = body | {"payment_term": said, "lines": lines}
    read = (
        Content(number=number, entity=entity, body=one, received_at=NOW, source=said)
        for number, one, entity in ((row.version - 1, body, "100"), (row.version, new, said))
    )
    return compared(*read, body_of(row.kind))


def make_acts(said: str = "M. Bauer") -> list[Act]:
    return [
        Act(at=NOW, by=said, action="record.adopted", facts={said: said}),
        Act(at=NOW, by=said, action="sync.synchronize", sync=7, outcome="error"),
        Act(at=NOW, by=said, action=said, sync=6, outcome="stopped"),
    ]


def make_exchange(said: str = "HUNGO") -> ExchangeLine:
    text = f"<request><control><password>***</password></control><CUSTOMERID>{said}</CUSTOMERID></request>"
    sizes = {"seconds": 1.2, "http_status": 200, "bytes_sent": 1_024, "bytes_received": 512}
    return ExchangeLine(id=3, at=NOW, request=text, answer=said, **sizes)


def make_news() -> News:
    return News(since=NOW, causes=3, resolved=2, success=412, more=False)


def make_health(**changes: Any) -> SimpleNamespace:
    values = {
        "line": Standing(stands=Stands.WORKS, since=NOW - timedelta(hours=3)),
        "last_push_at": NOW - timedelta(seconds=8),
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
        "demo": True,
    }
    return SimpleNamespace(**values | changes)


def make_person(role: Role = Role.OPERATOR, *, name: str = "M. Bauer") -> SimpleNamespace:
    return SimpleNamespace(name=name, role=role)


def make_plan(**changes: Any) -> SimpleNamespace:
    values: dict[str, Any] = {
        "selected": 5,
        "synchronize": 2,
        "force": 2,
        "left_out": [("already synchronizing", 1, "SI-10908")],
        "waits": [("SI-10912", "customer", "HUNGO", Status.NOT_INTEGRATED)],
        "waiting": 1,
        "both": SimpleNamespace(verb=Verb.SYNCHRONIZE, count=2),
        "hidden": 0,
        "worker_down": False,
        "offer": "12,345",
        "matching": False,
    }
    return SimpleNamespace(**values | changes)


def make_items(said: str = "No such term") -> list[ShownItem]:
    """One of each outcome; `said` is the key of each, and its message."""
    of: dict[str, Any] = {
        "kind": "sales_invoice",
        "key": said,
        "version": 1,
        "phase": Phase.PARKED,
        "status": Status.ERROR,
    }
    return shown_items(SyncItems([SyncItem(**of, outcome=one, message=said) for one in Outcome], 9))


def make_sync(said: str = "in step") -> ShownSync:
    """One that was stopped while it moved; `said` stands wherever people, the ERP or a filter are quoted."""
    page = SyncPage(
        number=7,
        verb=Verb.SYNCHRONIZE,
        asked_by=said,
        asked_at=NOW,
        filter=f"x={said}",
        items=100_000,
        left_out=[LeftOut(said, 3, said)],
        left_out_later=[LeftOut(said, 2, said)],
        undo_until=NOW,
        stopped_by=said,
        stopped_at=NOW,
        withdrawing=True,
        frozen=1,
        queued=2,
        sending=3,
        confirming=4,
        blocked=5,
        success=6,
        error=7,
        changed=8,
        stopped=9,
        last_minute=10,
    )
    return shown_sync(page)


def make_causes(said: str = "payment term N45 has no entry") -> Causes:
    """One that has everything; `said` stands wherever people, the ERP or a third party are quoted."""
    one = CauseLine(
        number=12,
        cause=said,
        sentence=said,
        error_class="setup",
        who="settings",
        next_step=said,
        raw=said,
        count=38,
        retries=37,
        kinds=["sales_invoice"],
        sums=[("EUR", "38210.00")],
        examples=[ObjectRef("sales_invoice", said)],
        fix=Fix(map=said, code=said, ref=ObjectRef("customer", said), status=Status.SUCCESS, mended=True),
        first_seen=NOW,
        last_seen=NOW,
        note=said,
        owner=said,
        noted_by=said,
        noted_at=NOW,
    )
    return Causes(causes=[one], more=True, others=2, partial=True)


def make_recent(said: str = "Everything") -> ShownRecent:
    same = {"verb": said, "words": said, "asked_by": said, "asked_at": NOW}
    return ShownRecent(number=7, items=5, stopped=True, done=3, error=1, moving=0, **same)


def make_preview(**changes: Any) -> SimpleNamespace:
    text = "<create_invoice>\n  <customerid>HUNGO</customerid>\n  <datecreated>\n    <year>2026</year>…"
    last = {"last": 2, "last_text": text.replace("HUNGO", "SAVEA"), "unchanged": False}
    return SimpleNamespace(**{"operation": "create", "level": "200", "text": text, "refused": "", **last} | changes)


def make_places(said: str = "The Intacct user may not READ VENDOR: give its role the permission.") -> list[Place]:
    """What the doctor found: a supplier that cannot be read, and an entity that lets nobody in."""
    level = "100" if said.startswith("The Intacct user") else said
    signed_in = Finding(
        about=About.SIGN_IN, ok=True, sentence="Signed in to company demo, at the top level", level="top"
    )
    refused = Health(ok=False, sentence=said, who=Who.THERE, raw=said)
    findings = [
        Finding(about=About.SETTINGS, ok=True, sentence="Settings and secrets are there and can be used"),
        signed_in,
        unwell(About.KIND, refused, said, level="top", kind="supplier", stuck=["supplier"]),
        Finding(about=About.KIND, ok=True, sentence="CUSTOMER can be read", level="top", kind="customer"),
        unwell(About.SIGN_IN, refused, said, level=level, stuck=["sales_invoice", "journal_entry"]),
    ]
    return places_of(Report(tuple(findings)))
