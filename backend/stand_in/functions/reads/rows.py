"""Records as XML rows."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from backend.stand_in.company.books import Books, Record
from backend.stand_in.functions.values import shifted, us_from_iso
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.messages import text
from backend.stand_in.gateway.refusals import bad_fields, missing_field, unknown_object
from backend.stand_in.objects.definition import OWN_FIELDS, Definition
from backend.stand_in.objects.registry import DEFINITIONS

_ENTITY = {"MEGAENTITYKEY": "RECORDNO", "MEGAENTITYNAME": "NAME"}
_ADDRESS = "https://www.intacct.com/ia/acct/ur.phtml?.r="


def readable_definition(name: str) -> Definition:
    if not name:
        raise FunctionError(missing_field("object", "the function"))
    definition = DEFINITIONS.get(name.upper())
    if definition is None:
        raise FunctionError(unknown_object(name, "Query Failed"))
    return definition


def fields_of(books: Books, definition: Definition, wanted: str) -> list[str]:
    """The fields of a list with commas; `*` or nothing is all, told as an empty list."""
    names = [name.strip().upper() for name in wanted.split(",") if name.strip()]
    if "*" in names or not names:
        return []
    unknown = [name for name in names if not known_field(books, definition, name)]
    if unknown:
        raise FunctionError(bad_fields(",".join(unknown)))
    return names


def known_field(books: Books, definition: Definition, name: str) -> bool:
    """A field that the object is known for, or that some record of it holds."""
    if name == "EXTERNALID" and not books.settings.externalid_readable:
        return False
    if name in OWN_FIELDS or name in books.fields[definition.object] or name in added_fields(books, definition):
        return True
    group = name.partition(".")[0]
    described = any(field.startswith(f"{group}.") for field in definition.fields)
    return "." in name and group in books.fields[definition.object] and not described


def added_fields(books: Books, definition: Definition) -> list[str]:
    """Those that the company's people set up for this object."""
    return [name.upper() for name in books.settings.custom_fields.get(definition.object, ())]


def render(books: Books, definition: Definition, records: Iterable[Record], *, tag: str, fields: Sequence[str]) -> str:
    """One element per record: the fields asked for, empty where there is nothing, or all that it holds."""
    return "".join(element(tag, row(books, definition, record, fields)) for record in records)


def row(books: Books, definition: Definition, record: Record, fields: Sequence[str]) -> Record:
    if fields:
        return {name: shown(books, definition, record, name) for name in fields}
    return _everything(books, definition, record)


def shown(books: Books, definition: Definition, record: Record, name: str) -> str:
    """A field's value as the gateway writes it."""
    if name == "RECORD_URL":
        return record_url(definition, record)
    if name in _ENTITY:
        return _of_entity(books, record, _ENTITY[name])
    group, _, field = name.partition(".")
    if field and group == definition.shows_contact:
        contact = books.named("CONTACT", leaf(record, f"{group}.CONTACTNAME"))
        return leaf(contact, field) if contact else ""
    value = leaf(record, name)
    return _when(books, value) if name in definition.dates or name in definition.moments else value


def _when(books: Books, value: str) -> str:
    """A date, or a moment in the time zone of who asks."""
    return us_from_iso(shifted(value, books.settings.zone_minutes))


def record_url(definition: Definition, record: Record) -> str:
    token = hashlib.sha256(f"{definition.object}/{record['RECORDNO']}".encode()).hexdigest()[:32]
    return _ADDRESS + token


def _of_entity(books: Books, record: Record, field: str) -> str:
    entity = books.named("LOCATIONENTITY", record["MEGAENTITYID"])
    return str(entity.get(field, "")) if entity else ""


def _everything(books: Books, definition: Definition, record: Record) -> Record:
    """All that a record holds, as the gateway shows it."""
    typed = definition.dates | definition.moments
    hidden = set() if books.settings.externalid_readable else {"EXTERNALID"}
    held = {
        name: _when(books, value) if name in typed and value else value
        for name, value in record.items()
        if name not in hidden
    }
    held |= {name: _of_entity(books, record, field) for name, field in _ENTITY.items()}
    return held | {"RECORD_URL": record_url(definition, record)} if definition.document else held


def element(name: str, value: Any) -> str:
    """A value as XML: a text, a group of elements, or the same element once for each of a list."""
    if isinstance(value, list):
        return "".join(element(name, each) for each in value)
    inside = "".join(element(*each) for each in value.items()) if isinstance(value, dict) else text(str(value))
    return f"<{name}>{inside}</{name}>"
