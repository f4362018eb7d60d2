"""What customers and suppliers have in common at Intacct."""

from collections.abc import Callable, Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import expected_term, term
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic, given, stated, status
from backend.connectors.sage_intacct.kinds.names import refs
from backend.connectors.sage_intacct.kinds.parts.contact import CONTACT_FIELDS, display_contact, dotted
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps

Needs = Callable[[dict[str, Any], Maps], Sequence[ObjectRef]]


def party(
    *, name: str, remote_name: str, natural_field: str, also_needs: Needs = lambda _body, _maps: ()
) -> IntacctKind:
    """It needs its parent."""

    def create(draft: Draft) -> Sequence[Field]:
        head = [(natural_field, draft.version.ref.key), ("NAME", draft.body["name"])]
        fields = [*head, _contact(draft, whole=False), *given(*_rest(draft))]
        return generic("create", remote_name, fields)

    def update(draft: Draft) -> Sequence[Field]:
        head = [*draft.record(natural_field), ("NAME", draft.body["name"])]
        fields = [*head, _contact(draft, whole=True), *stated(*_rest(draft)), status(draft.body)]
        return generic("update", remote_name, fields)

    return IntacctKind(
        name=name,
        remote_name=remote_name,
        natural_field=natural_field,
        create=create,
        update=update,
        needs=lambda body, maps: (*refs(maps, [(name, body.get("parent"))]), *also_needs(body, maps)),
        expected=_expected,
        telling=("NAME", "CURRENCY", "TAXID", "DISPLAYCONTACT.EMAIL1", "DISPLAYCONTACT.PHONE1"),
        changing=("STATUS", "TERMNAME", "PARENTID", "COMMENTS", "CREDITLIMIT", *CONTACT_FIELDS),
    )


def _contact(draft: Draft, *, whole: bool) -> Field:
    return display_contact(draft.body, whole=whole, iso_codes=draft.config.iso_country_codes)


def _rest(draft: Draft) -> list[tuple[str, str | None]]:
    """An empty currency is left out even from an update: Intacct does not take one back."""
    body, kind = draft.body, draft.version.ref.kind
    parent, currency = body.get("parent"), body.get("currency")
    fields = [
        ("PARENTID", draft.number(kind, parent) if parent else None),
        ("TAXID", body.get("tax_id")),
        ("COMMENTS", body.get("notes")),
        ("CREDITLIMIT", body.get("credit_limit")),
        ("TERMNAME", term(draft)),
    ]
    return [*fields, ("CURRENCY", currency)] if currency else fields


def _expected(version: Version, maps: Maps) -> dict[str, str]:
    """Without a currency of ours none is compared: Intacct fills in the company's own."""
    body = version.body
    fields = {
        "NAME": body["name"],
        "TAXID": body.get("tax_id") or "",
        "COMMENTS": body.get("notes") or "",
        "CREDITLIMIT": body.get("credit_limit") or "",
        "TERMNAME": expected_term(body.get("payment_term"), maps),
        "PARENTID": body.get("parent") or "",
        **dict([status(body)]),
        **dotted([display_contact(body, whole=True, iso_codes=True)]),
    }
    return fields | ({"CURRENCY": body["currency"]} if body.get("currency") else {})
