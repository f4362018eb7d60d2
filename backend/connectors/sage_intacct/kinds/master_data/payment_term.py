"""Payment terms of customers: ARTERM, by legacy functions. Their name there is our key.

Terms of suppliers are another object at Intacct: people set them up there, and the value map names them.
"""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import Version
from backend.domain.push import Maps

FROM = "from invoice/bill date"


def _create(draft: Draft) -> Sequence[Field]:
    return [("create_arterm", [("name", draft.version.ref.key), *_rest(draft.body), *_dues(draft.body)])]


def _update(draft: Draft) -> Sequence[Field]:
    status: Field = ("status", draft.body.get("status") or "active")
    return [("update_arterm", [("name", draft.version.ref.key), *_rest(draft.body), status, *_dues(draft.body)])]


def _rest(body: dict[str, Any]) -> list[Field]:
    return [("description", _description(body))]


def _description(body: dict[str, Any]) -> str:
    return body["name"] if not body.get("description") else f"{body['name']}: {body['description']}"


def _dues(body: dict[str, Any]) -> list[Field]:
    fields: list[Field] = [("due", [("days", str(body.get("due_days") or 0)), ("from", FROM)])]
    if body.get("discount_percent"):
        discount = [("days", str(body["discount_days"])), ("from", FROM), ("amount", body["discount_percent"])]
        fields.append(("discount", [*discount, ("unit", "%")]))
    return fields


def _expected(version: Version, _maps: Maps) -> dict[str, str]:
    return {"DESCRIPTION": _description(version.body), "DUEDATE": str(version.body.get("due_days") or 0)}


PAYMENT_TERM = IntacctKind(
    name="payment_term",
    remote_name="ARTERM",
    natural_field="NAME",
    record_field="NAME",  # simple legacy objects are answered by name
    create=_create,
    update=_update,
    needs=lambda _body, _maps: (),
    expected=_expected,
    telling=("DESCRIPTION", "DUEDATE"),
    awaited=False,
)
