"""The contact that Intacct makes with each customer and supplier."""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.wire.writer import Field


def display_contact(body: dict[str, Any], *, whole: bool) -> Field:
    """`whole`: also say what is empty, so that an update clears it."""
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
    return "DISPLAYCONTACT", [*_kept(fields, whole=whole), ("MAILADDRESS", _kept(_address(body), whole=whole))]


def _address(body: dict[str, Any]) -> list[tuple[str, str | None]]:
    addresses = body.get("addresses") or [{}]
    chosen = next((a for a in addresses if a.get("use") == "billing"), addresses[0])
    return [
        ("ADDRESS1", chosen.get("line1")),
        ("ADDRESS2", chosen.get("line2")),
        ("CITY", chosen.get("city")),
        ("STATE", chosen.get("region")),
        ("ZIP", chosen.get("postal_code")),
        ("ISOCOUNTRYCODE", chosen.get("country")),
    ]


def _kept(fields: list[tuple[str, str | None]], *, whole: bool) -> list[Field]:
    return [(name, value or "") for name, value in fields if value or whole]


def dotted(fields: Sequence[Field], prefix: str = "") -> dict[str, str]:
    """As `query` names and shows them: DISPLAYCONTACT.MAILADDRESS.CITY."""
    found: dict[str, str] = {}
    for name, content in fields:
        found |= {prefix + name: content} if isinstance(content, str) else dotted(content, f"{prefix}{name}.")
    return found


CONTACT_FIELDS = tuple(dotted([display_contact({"name": ""}, whole=True)]))
