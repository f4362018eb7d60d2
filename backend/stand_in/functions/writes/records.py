"""Storing a new record: numbered, owned by the session's level, written down in the ledger."""

from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.company.ledger import note
from backend.stand_in.functions.visit import Visit
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.objects.definition import Definition


def add(visit: Visit, definition: Definition, record: Record) -> Record:
    """Store it with what the application adds; fields of the same name that were sent stand back."""
    number = visit.books.next_number(definition.object)
    record = as_read(definition, record)
    own = {"RECORDNO": number, "MEGAENTITYID": visit.level, "CREATEDBY": visit.who.user.id}
    stored: Record = own | {"STATUS": "active"} | record | own
    stored["AUWHENCREATED" if "AUWHENCREATED" in definition.moments else "WHENCREATED"] = visit.writing.moment
    if definition.numbered and not stored.get(definition.key):
        stored[definition.key] = f"{definition.numbered}-{int(stored['RECORDNO']):06d}"
    visit.writing.put(definition.object, stored)
    return stored


def as_read(definition: Definition, record: Record) -> Record:
    return {definition.read_as.get(name, name): value for name, value in record.items()}


def as_written(definition: Definition, record: Record) -> Record:
    """As it was before `as_read`: what rules are about, and what changes are made to."""
    names = {read: written for written, read in definition.read_as.items()}
    return {names.get(name, name): value for name, value in record.items()}


def write_down(visit: Visit, definition: Definition, record: Record, *, call: Call, fields: dict[str, Any]) -> None:
    """Add the ledger's line for one executed write."""
    note(
        visit.writing,
        level=visit.level,
        function=call.name,
        name=definition.object,
        kind=definition.kind,
        natural_key=record[definition.key],
        control_id=call.control_id,
        canonical=call.canonical(),
        fields=fields,
    )
