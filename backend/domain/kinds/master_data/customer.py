"""Customers: who buys from us."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.address import Addresses
from backend.domain.kinds.parts.contact import Contact
from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.money import Amount
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, LongText, Name, Text
from backend.domain.objects import Category


class Customer(Part, frozen=True, kw_only=True):
    name: Name
    contact: Contact | None = None
    addresses: Addresses = ()
    currency: CurrencyCode = ""
    payment_term: Key = ""
    tax_id: Text = ""
    credit_limit: Amount = ""
    parent: Key = ""
    account: Key = ""  # receivables, where it differs from the usual one
    website: Text = ""
    notes: LongText = ""
    status: Activity = "active"


KIND = Kind(
    name="customer",
    label="Customer",
    plural="Customers",
    category=Category.MASTER_DATA,
    body=Customer,
    counterparty=lambda customer: customer.name,
)
