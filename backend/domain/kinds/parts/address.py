"""Where somebody is: postal addresses."""

from typing import Annotated, Literal

from msgspec import Meta

from backend.domain.kinds.parts.country import CountryCode
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Text


class Address(Part, frozen=True, kw_only=True):
    use: Literal["billing", "shipping", "other"] = "billing"
    line1: Text = ""
    line2: Text = ""
    city: Text = ""
    region: Text = ""
    postal_code: Text = ""
    country: CountryCode = ""


Addresses = Annotated[tuple[Address, ...], Meta(max_length=100, description="a list of at most 100 addresses")]
