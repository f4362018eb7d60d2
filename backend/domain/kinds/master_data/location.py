"""Locations: sites, branches, warehouses."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.address import Address
from backend.domain.kinds.parts.contact import Contact
from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, LongText, Name
from backend.domain.objects import Category


class Location(Part, frozen=True, kw_only=True):
    name: Name
    parent: Key = ""
    manager: Key = ""  # an employee
    contact: Contact | None = None
    address: Address | None = None
    currency: CurrencyCode = ""
    description: LongText = ""
    status: Activity = "active"


KIND = Kind(name="location", label="Location", plural="Locations", category=Category.MASTER_DATA, body=Location)
