"""Departments: who in the company answers for a line."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, LongText, Name
from backend.domain.objects import Category


class Department(Part, frozen=True, kw_only=True):
    name: Name
    parent: Key = ""
    manager: Key = ""  # an employee
    description: LongText = ""
    status: Activity = "active"


KIND = Kind(name="department", label="Department", plural="Departments", category=Category.MASTER_DATA, body=Department)
