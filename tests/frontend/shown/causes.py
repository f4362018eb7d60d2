"""What many errors have in common, and who looks after it."""

from typing import Any

from backend.domain.objects import ObjectRef
from backend.domain.status import Status
from backend.storage.screens.causes import CauseLine, Causes, Fix
from backend.storage.screens.values import GridRow
from tests.frontend.sample import NOW


def believable(_: GridRow) -> dict[str, Any]:
    causes = make_causes()
    return {
        "causes": causes,
        "one": causes.causes[0],
        "typed": {"note": "Ask Jana", "owner": "Jana"},
        "longest": {"note": 2_000, "owner": 100},
        "sort": "amount",
        "may_act": True,
        "expect": 37,
    }


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    causes = make_causes(text)
    return {"causes": causes, "one": causes.causes[0], "typed": {"note": text, "owner": text}}


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
