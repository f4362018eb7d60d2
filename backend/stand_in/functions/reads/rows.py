"""Records as XML rows."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from backend.stand_in.company.books import Books, Record
from backend.stand_in.functions.values import us_from_iso
from backend.stand_in.gateway.answers import text
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.refusals import FunctionError, bad_fields, missing_field, unknown_object
from backend.stand_in.objects.definition import OWN_FIELDS, Definition
from backend.stand_in.objects.registry import DEFINITIONS

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
    if name in OWN_FIELDS or name in books.fields[definition.object]:
        return True
    group = name.partition(".")[0]
    described = any(field.startswith(f"{group}.") for field in definition.fields)
    return "." in name and group in books.fields[definition.object] and not described


def render(books: Books, definition: Definition, records: Iterable[Record], *, tag: str, fields: Sequence[str]) -> str:
    """One element per record: the fields asked for, empty where there is nothing, or all that it holds."""
    typed = definition.dates | definition.moments
    rows = []
    for record in records:
        if fields:
            inside = "".join(_field(name, shown(books, definition, record, name)) for name in fields)
        else:
            inside = _everything(books, definition, record, typed)
        rows.append(f"<{tag}>{inside}</{tag}>")
    return "".join(rows)


def shown(books: Books, definition: Definition, record: Record, name: str) -> str:
    """A field's value as the gateway writes it."""
    if name == "RECORD_URL":
        return record_url(definition, record)
    if name == "MEGAENTITYNAME":
        return _entity_name(books, record)
    value = leaf(record, name)
    return us_from_iso(value) if name in definition.dates or name in definition.moments else value


def record_url(definition: Definition, record: Record) -> str:
    token = hashlib.sha256(f"{definition.object}/{record['RECORDNO']}".encode()).hexdigest()[:32]
    return _ADDRESS + token


def _entity_name(books: Books, record: Record) -> str:
    entity = books.named("LOCATIONENTITY", record["MEGAENTITYID"])
    return str(entity.get("NAME", "")) if entity else ""


def _everything(books: Books, definition: Definition, record: Record, typed: frozenset[str]) -> str:
    hidden = set() if books.settings.externalid_readable else {"EXTERNALID"}
    held = "".join(
        _field(name, us_from_iso(value) if name in typed and value else value)
        for name, value in record.items()
        if name not in hidden
    )
    held += _field("MEGAENTITYNAME", _entity_name(books, record))
    return held + (_field("RECORD_URL", record_url(definition, record)) if definition.document else "")


def _field(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_field(name, each) for each in value)
    inside = "".join(_field(*each) for each in value.items()) if isinstance(value, dict) else text(str(value))
    return f"<{name}>{inside}</{name}>"
