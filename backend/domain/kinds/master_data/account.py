"""Accounts: the general ledger's own list."""

from typing import Literal

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, LongText, Name
from backend.domain.objects import Category


class Account(Part, frozen=True, kw_only=True):
    name: Name
    type: Literal["asset", "liability", "equity", "income", "expense"]
    normal_balance: Literal["debit", "credit"] | None = None  # None: as usual for the type
    parent: Key = ""
    currency: CurrencyCode = ""
    description: LongText = ""
    status: Activity = "active"


KIND = Kind(name="account", label="Account", plural="Accounts", category=Category.MASTER_DATA, body=Account)
