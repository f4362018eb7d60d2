"""Items: what we sell and buy, goods and services."""

from typing import Literal

from msgspec import field

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.money import Price
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, LongText, Name, Text
from backend.domain.objects import Category


class Item(Part, frozen=True, kw_only=True):
    name: Name
    type: Literal["inventory", "non_inventory", "service", "kit"] | None = None
    class_: Key = field(name="class", default="")
    unit: Text = ""
    supplier: Key = ""
    unit_price: Price = ""
    unit_cost: Price = ""
    currency: CurrencyCode = ""
    tax_code: Key = ""
    description: LongText = ""
    status: Activity = "active"


KIND = Kind(
    name="item",
    label="Item",
    plural="Items",
    category=Category.MASTER_DATA,
    body=Item,
    counterparty=lambda item: item.supplier,
)
