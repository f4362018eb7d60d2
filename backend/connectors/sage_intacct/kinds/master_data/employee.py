"""Employees: EMPLOYEE, by generic functions.

The manager stays with us: employees may be their own managers or each other's, and each would wait for the other.
Name, e-mail and phone of an employee live in a contact at Intacct. It is made or changed just before the employee, in
the same request, under a name that follows from our key alone: the employee's own name may change.
"""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic, given, stated, status
from backend.connectors.sage_intacct.kinds.forms import american
from backend.connectors.sage_intacct.kinds.names import Name, own_name, refs
from backend.connectors.sage_intacct.kinds.parts.plain import named
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps

_KEY = "EMPLOYEEID"


def _contact(draft: Draft) -> Sequence[Field]:
    name: Field = ("CONTACTNAME", contact_name(draft.version.ref.key))
    if draft.remote:
        return generic("update", "CONTACT", [name, *stated(*_person(draft.body))])
    return generic("create", "CONTACT", [name, *given(*_person(draft.body))])


def contact_name(key: str) -> str:
    return f"{key} (employee)"


def _person(body: dict[str, Any]) -> list[tuple[str, str | None]]:
    first, _, last = body["name"].rpartition(" ")
    names = [("PRINTAS", body["name"]), ("FIRSTNAME", first), ("LASTNAME", last)]
    return [*names, ("PHONE1", body.get("phone")), ("EMAIL1", body.get("email"))]


def _create(draft: Draft) -> Sequence[Field]:
    head: list[Field] = [
        (_KEY, draft.version.ref.key),
        ("PERSONALINFO", [("CONTACTNAME", contact_name(draft.version.ref.key))]),
    ]
    return generic("create", "EMPLOYEE", [*head, *given(*_fields(draft.body, draft.number))])


def _update(draft: Draft) -> Sequence[Field]:
    head = draft.record(_KEY)
    return generic("update", "EMPLOYEE", [*head, *stated(*_fields(draft.body, draft.number)), status(draft.body)])


def _fields(body: dict[str, Any], name: Name) -> list[tuple[str, str | None]]:
    return [
        ("TITLE", body.get("title")),
        ("DEPARTMENTID", named(name, "department", body.get("department"))),
        ("LOCATIONID", named(name, "location", body.get("location"))),
        ("STARTDATE", american(body.get("start_date"))),
        ("ENDDATE", american(body.get("end_date"))),
    ]


def _needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
    return refs(maps, ((kind, body.get(kind)) for kind in ("department", "location")))


def _expected(version: Version, maps: Maps) -> dict[str, str]:
    shown = {field: value or "" for field, value in _fields(version.body, own_name(maps))}
    person = {f"PERSONALINFO.{field}": value or "" for field, value in _person(version.body)}
    return shown | person | dict([status(version.body)])


EMPLOYEE = IntacctKind(
    name="employee",
    remote_name="EMPLOYEE",
    natural_field=_KEY,
    create=_create,
    before=_contact,
    update=_update,
    needs=_needs,
    expected=_expected,
    telling=("TITLE", "DEPARTMENTID", "LOCATIONID", "STARTDATE"),
    changing=("STATUS", "ENDDATE", *(f"PERSONALINFO.{field}" for field, _ in _person({"name": ""}))),
    awaited=False,
)
