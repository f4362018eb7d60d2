"""The contact that a new customer or vendor brings along."""

from backend.stand_in.company.books import Record
from backend.stand_in.functions.visit import Visit
from backend.stand_in.functions.writes.records import add
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import duplicate, not_created
from backend.stand_in.objects.definition import Definition
from backend.stand_in.objects.registry import DEFINITIONS


def add_contact(visit: Visit, definition: Definition, record: Record) -> None:
    """Make the contact; one of that name is a clash, and then there is no customer either."""
    name = leaf(record, "DISPLAYCONTACT.CONTACTNAME") or f"{record['NAME']}({record[definition.key]})"
    if visit.books.named("CONTACT", name) is not None:
        raise FunctionError(duplicate("Contact", name, "BL34000061"), not_created("Contact"))
    record["DISPLAYCONTACT"] = record["DISPLAYCONTACT"] | {"CONTACTNAME": name}
    fields = {field: value for field, value in record["DISPLAYCONTACT"].items() if isinstance(value, str)}
    add(visit, DEFINITIONS["CONTACT"], fields)
