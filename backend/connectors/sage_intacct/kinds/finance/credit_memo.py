"""What the credit memos of both sides have in common: legacy adjustments with negative amounts."""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, given
from backend.connectors.sage_intacct.kinds.finance import legacy
from backend.connectors.sage_intacct.kinds.finance.booking import check_signs
from backend.connectors.sage_intacct.kinds.forms import described
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps


def credit_memo(
    *, name: str, remote_name: str, party: str, party_field: str, corrects: str, one_sign: bool = False
) -> IntacctKind:
    """`corrects`: the element that names the invoice it corrects, a text only. `one_sign`: of all lines there."""
    function = f"create_{remote_name.lower()}"

    def create(draft: Draft) -> Sequence[Field]:
        if one_sign:
            check_signs(draft)
        fields = [*legacy.head(draft, party), ("adjustmentno", draft.version.ref.key)]
        fields += legacy.texts(draft, (corrects, "invoice"))
        fields += given(("description", described(draft.body)))
        fields += legacy.texts(draft, ("currency", "currency"), ("exchrate", "exchange_rate"))
        fields.append((f"{remote_name.lower()}items", legacy.line_items(draft, credit=True)))
        return [(function, fields)]

    def update(draft: Draft) -> Sequence[Field]:
        return legacy.posted_already(draft)

    def needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
        return legacy.document_needs(party, body, maps)

    def expected(version: Version, _maps: Maps) -> dict[str, str]:
        fields = legacy.document_expected(party_field, party, version, number="invoice", credit=True)
        told = described(version.body)
        return fields | ({"DESCRIPTION": told} if told else {})

    return IntacctKind(
        name=name,
        remote_name=remote_name,
        natural_field="RECORDID",
        create=create,
        update=update,
        needs=needs,
        expected=expected,
        telling=(party_field, *legacy.TELLING),
        created=legacy.CREATED,
    )
