"""Locations: LOCATION, by generic functions. Entities are set up by people at Intacct, never by us.

Their manager stays with us, as that of a department does; so do address and contact, which Intacct keeps as a contact.
"""

from typing import Any

from backend.connectors.sage_intacct.kinds.names import Name
from backend.connectors.sage_intacct.kinds.parts.plain import named, plain


def _fields(body: dict[str, Any], name: Name) -> list[tuple[str, str | None]]:
    return [
        ("NAME", body["name"]),
        ("PARENTID", named(name, "location", body.get("parent"))),
    ]


LOCATION = plain(
    name="location",
    remote_name="LOCATION",
    natural_field="LOCATIONID",
    fields=_fields,
    points_to={"parent": "location"},
    telling=("NAME", "PARENTID"),
    awaited=False,
)
