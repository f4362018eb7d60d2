"""Classes: lines of business, product groups."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, LongText, Name
from backend.domain.objects import Category


class Class(Part, frozen=True, kw_only=True):
    name: Name
    parent: Key = ""
    description: LongText = ""
    status: Activity = "active"


KIND = Kind(name="class", label="Class", plural="Classes", category=Category.MASTER_DATA, body=Class)
