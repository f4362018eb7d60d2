"""Departments: DEPARTMENT, by generic functions.

A description stays with us: Intacct has no field for it. So does the manager: managers belong to departments, and each
would wait for the other.
"""

from typing import Any

from backend.connectors.sage_intacct.kinds.names import Name
from backend.connectors.sage_intacct.kinds.parts.plain import named, plain


def _fields(body: dict[str, Any], name: Name) -> list[tuple[str, str | None]]:
    return [
        ("TITLE", body["name"]),
        ("PARENTID", named(name, "department", body.get("parent"))),
    ]


DEPARTMENT = plain(
    name="department",
    remote_name="DEPARTMENT",
    natural_field="DEPARTMENTID",
    fields=_fields,
    points_to={"parent": "department"},
    telling=("TITLE", "PARENTID"),
    awaited=False,
)
