"""All that is known of one object."""

from datetime import timedelta
from typing import Any

from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.found import Difference
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Park, Phase, Status
from backend.storage.screens.values import AttemptLine, Detail, GridRow, Need
from tests.frontend.sample import HOSTILE, NOW


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
        lease_until=NOW + timedelta(seconds=70) if row.phase in (Phase.CLAIMED, Phase.SENT) else None,
    )


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
