"""Projects: PROJECT, by generic functions. A category is required there; ours may be empty."""

from typing import Any

from backend.connectors.sage_intacct.kinds.forms import american
from backend.connectors.sage_intacct.kinds.names import Name
from backend.connectors.sage_intacct.kinds.parts.plain import named, plain

CATEGORY = "Contract"  # what Intacct itself proposes
_NAMES = {
    "PARENTID": ("parent", "project"),
    "CUSTOMERID": ("customer", "customer"),
    "DEPARTMENTID": ("department", "department"),
    "LOCATIONID": ("location", "location"),
    "MANAGERID": ("manager", "employee"),
}


def _fields(body: dict[str, Any], name: Name) -> list[tuple[str, str | None]]:
    """An empty currency is left out even from an update: Intacct puts the company's own there."""
    fields = [
        ("NAME", body["name"]),
        ("PROJECTCATEGORY", body.get("category") or CATEGORY),
        ("DESCRIPTION", body.get("description")),
        *((there, named(name, kind, body.get(field))) for there, (field, kind) in _NAMES.items()),
        ("BEGINDATE", american(body.get("start_date"))),
        ("ENDDATE", american(body.get("end_date"))),
    ]
    return [*fields, ("CURRENCY", body["currency"])] if body.get("currency") else fields


PROJECT = plain(
    name="project",
    remote_name="PROJECT",
    natural_field="PROJECTID",
    fields=_fields,
    points_to=dict(_NAMES.values()),
    telling=("NAME", "PROJECTCATEGORY", "DESCRIPTION", "CUSTOMERID", "PARENTID"),
    awaited=False,
)
