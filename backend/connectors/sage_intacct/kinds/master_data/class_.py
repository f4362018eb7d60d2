"""Classes: CLASS, by generic functions."""

from typing import Any

from backend.connectors.sage_intacct.kinds.names import Name
from backend.connectors.sage_intacct.kinds.parts.plain import named, plain


def _fields(body: dict[str, Any], name: Name) -> list[tuple[str, str | None]]:
    return [
        ("NAME", body["name"]),
        ("DESCRIPTION", body.get("description")),
        ("PARENTID", named(name, "class", body.get("parent"))),
    ]


CLASS = plain(
    name="class",
    remote_name="CLASS",
    natural_field="CLASSID",
    fields=_fields,
    points_to={"parent": "class"},
    telling=("NAME", "DESCRIPTION", "PARENTID"),
)
