"""The contact that Intacct makes with each customer and supplier."""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.parts.countries import COUNTRY_NAMES
from backend.connectors.sage_intacct.wire.writer import Field


def display_contact(body: dict[str, Any], *, whole: bool, iso_codes: bool) -> Field:
    """`whole`: also say what is empty, so that an update clears it. `iso_codes`: the company has them enabled."""
    contact = body.get("contact") or {}
    first, _, last = (contact.get("name") or "").rpartition(" ")
    fields = [
        ("PRINTAS", body["name"]),
        ("COMPANYNAME", body["name"]),
        ("FIRSTNAME", first),
        ("LASTNAME", last),
        ("PHONE1", contact.get("phone")),
        ("FAX", contact.get("fax")),
        ("EMAIL1", contact.get("email")),
        ("URL1", body.get("website")),
    ]
    address = _kept(_address(body, iso_codes=iso_codes), whole=whole)
    return "DISPLAYCONTACT", [*_kept(fields, whole=whole), ("MAILADDRESS", address)]


def _address(body: dict[str, Any], *, iso_codes: bool) -> list[tuple[str, str | None]]:
    """A company with ISO codes wants the country by name and by code; without them the name alone says it."""
    addresses = body.get("addresses") or [{}]
    chosen = next((a for a in addresses if a.get("use") == "billing"), addresses[0])
    fields = [
        ("ADDRESS1", chosen.get("line1")),
        ("ADDRESS2", chosen.get("line2")),
        ("CITY", chosen.get("city")),
        ("STATE", chosen.get("region")),
        ("ZIP", chosen.get("postal_code")),
        ("COUNTRY", COUNTRY_NAMES.get(chosen.get("country") or "")),
    ]
    return [*fields, ("ISOCOUNTRYCODE", chosen.get("country"))] if iso_codes else fields


_NAME, _CODE = (f"DISPLAYCONTACT.MAILADDRESS.{field}" for field in ("COUNTRY", "ISOCOUNTRYCODE"))


def with_one_country(fields: dict[str, str], *, iso_codes: bool) -> dict[str, str]:
    """The code tells where there are codes: Intacct spells the names of countries in its own way."""
    return {name: value for name, value in fields.items() if name != (_NAME if iso_codes else _CODE)}


def _kept(fields: list[tuple[str, str | None]], *, whole: bool) -> list[Field]:
    return [(name, value or "") for name, value in fields if value or whole]


def dotted(fields: Sequence[Field], prefix: str = "") -> dict[str, str]:
    """As `query` names and shows them: DISPLAYCONTACT.MAILADDRESS.CITY."""
    found: dict[str, str] = {}
    for name, content in fields:
        found |= {prefix + name: content} if isinstance(content, str) else dotted(content, f"{prefix}{name}.")
    return found


CONTACT_FIELDS = tuple(dotted([display_contact({"name": ""}, whole=True, iso_codes=True)]))
