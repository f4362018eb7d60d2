"""Accounts: GLACCOUNT, by generic functions.

Intacct's account has neither parent nor currency nor description of ours: those stay with us.
"""

from typing import Any

from backend.connectors.sage_intacct.kinds.names import Name
from backend.connectors.sage_intacct.kinds.parts.plain import plain

USUAL_BALANCE = {"asset": "debit", "expense": "debit", "liability": "credit", "equity": "credit", "income": "credit"}
OF_THE_YEAR = frozenset({"income", "expense"})  # closed into equity at its end


def _fields(body: dict[str, Any], _name: Name) -> list[tuple[str, str | None]]:
    yearly = body["type"] in OF_THE_YEAR
    return [
        ("TITLE", body["name"]),
        ("NORMALBALANCE", body.get("normal_balance") or USUAL_BALANCE[body["type"]]),
        ("ACCOUNTTYPE", "incomestatement" if yearly else "balancesheet"),
        ("CLOSINGTYPE", "closing account" if yearly else "non-closing account"),
    ]


ACCOUNT = plain(
    name="account",
    remote_name="GLACCOUNT",
    natural_field="ACCOUNTNO",
    fields=_fields,
    points_to={},
    telling=("TITLE", "NORMALBALANCE", "ACCOUNTTYPE"),
    awaited=False,
)
