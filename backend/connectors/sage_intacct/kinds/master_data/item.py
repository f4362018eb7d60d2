"""Items: ITEM, by generic functions.

An item waits for its class, which its invoices will name. Its supplier and its unit stay with us: Intacct has no
field for the first on an item, and its units are groups with conversions, not words.
"""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import ITEM_TYPES
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic, given, stated, status
from backend.connectors.sage_intacct.kinds.names import refs
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps

TYPES = {"inventory": "Inventory", "non_inventory": "Non-Inventory", "service": "Non-Inventory", "kit": "Kit"}


def _create(draft: Draft) -> Sequence[Field]:
    fields = [("ITEMID", draft.version.ref.key), ("NAME", draft.body["name"]), ("ITEMTYPE", _type(draft))]
    return generic("create", "ITEM", [*fields, *given(*_rest(draft.body))])


def _update(draft: Draft) -> Sequence[Field]:
    """Without the type: Intacct fixes it once an item is used."""
    head = draft.record("ITEMID")
    return generic(
        "update", "ITEM", [*head, ("NAME", draft.body["name"]), *stated(*_rest(draft.body)), status(draft.body)]
    )


def _type(draft: Draft) -> str:
    code = draft.body.get("type")
    return draft.maps.find(ITEM_TYPES, code) or TYPES[code] if code else draft.config.item_type


def _rest(body: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [
        ("EXTENDED_DESCRIPTION", body.get("description")),
        ("BASEPRICE", body.get("unit_price")),
    ]


def _needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
    return refs(maps, [("class", body.get("class"))])


def _expected(version: Version, maps: Maps) -> dict[str, str]:
    body = version.body
    fields = {"NAME": body["name"], **dict([status(body)]), **{name: value or "" for name, value in _rest(body)}}
    code = body.get("type")
    return fields | ({"ITEMTYPE": maps.find(ITEM_TYPES, code) or TYPES[code]} if code else {})


ITEM = IntacctKind(
    name="item",
    remote_name="ITEM",
    natural_field="ITEMID",
    create=_create,
    update=_update,
    needs=_needs,
    expected=_expected,
    telling=("NAME", "EXTENDED_DESCRIPTION", "BASEPRICE"),
    changing=("STATUS",),
    once=("ITEMTYPE",),
)
