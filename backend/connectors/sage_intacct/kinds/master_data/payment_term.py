"""Payment terms of customers: ARTERM, by legacy functions. Their name there is our key.

Terms of suppliers are another object at Intacct: people set them up there, and the value map names them.
"""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import Version
from backend.domain.pushes.carried import Maps

FROM = "from invoice/bill date"


def _create(draft: Draft) -> Sequence[Field]:
    return [("create_arterm", [("name", draft.version.ref.key), *_rest(draft.body), *_due(draft.body, whole=False)])]


def _update(draft: Draft) -> Sequence[Field]:
    status: Field = ("status", draft.body.get("status") or "active")
    return [
        ("update_arterm", [("name", draft.version.ref.key), *_rest(draft.body), status, *_due(draft.body, whole=True)])
    ]


def _rest(body: dict[str, Any]) -> list[Field]:
    return [("description", _description(body))]


def _description(body: dict[str, Any]) -> str:
    return body["name"] if not body.get("description") else f"{body['name']}: {body['description']}"


def _due(body: dict[str, Any], *, whole: bool) -> list[Field]:
    """`whole`: a discount that there is not is sent as one of nothing, so that an update takes it away."""
    due: list[Field] = [("due", [("days", str(body.get("due_days") or 0)), ("from", FROM)])]
    percent = body.get("discount_percent")
    if not (percent or whole):
        return due
    discount = [("days", str(body.get("discount_days") or 0)), ("from", FROM), ("amount", percent or "0")]
    return [*due, ("discount", [*discount, ("unit", "%")])]


def _expected(version: Version, _maps: Maps) -> dict[str, str]:
    body = version.body
    discount = {"DISCDATE": str(body.get("discount_days") or 0), "DISCAMOUNT": body.get("discount_percent") or "0"}
    due = {"DUEDATE": str(body.get("due_days") or 0), "STATUS": body.get("status") or "active"}
    return {"DESCRIPTION": _description(body), **due, **discount}


PAYMENT_TERM = IntacctKind(
    name="payment_term",
    remote_name="ARTERM",
    natural_field="NAME",
    record_field="NAME",  # simple legacy objects are answered by name
    create=_create,
    update=_update,
    needs=lambda _body, _maps: (),
    expected=_expected,
    telling=("DESCRIPTION", "DUEDATE", "DISCDATE", "DISCAMOUNT"),
    changing=("STATUS",),
    extensible=False,
    awaited=False,
)
