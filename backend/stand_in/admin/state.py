"""Records as a person changes them in the finance application: without the rules, and not in the ledger."""

import re
from typing import Any

from backend.stand_in.company.books import Books
from backend.stand_in.company.opening import as_record
from backend.stand_in.company.writing import Writing
from backend.stand_in.functions.writes.update import merged
from backend.stand_in.gateway.content import upper_names
from backend.stand_in.objects.definition import Definition

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def put_record(books: Books, writing: Writing, definition: Definition, *, key: str, fields: object) -> str:
    """Create or change one record; gives a sentence when the fields will not do, else nothing."""
    if not isinstance(fields, dict):
        return "A record is an object of field names and texts."
    given = upper_names(fields)
    wrong = unusable(given)
    if wrong:
        return f"The field {wrong} must be a text that XML can hold."
    if given.get(definition.key, key) != key:
        return (
            f"The field {definition.key} says {given[definition.key]}, the address says {key}; a key cannot be changed."
        )
    if "RECORDNO" in given:
        return "The field RECORDNO is given by the stand-in and cannot be set."
    before = books.named(definition.object, key)
    given[definition.key] = key
    record = merged(before, given) if before else as_record(writing, definition.object, given)
    writing.put(definition.object, record)
    return ""


def unusable(fields: dict[str, Any]) -> str:
    """The first field that is neither text nor made of texts."""
    for name, value in fields.items():
        if isinstance(value, str):
            if _FORBIDDEN.search(value):
                return name
            continue
        inside = value if isinstance(value, list) else [value]
        for each in inside:
            if not isinstance(each, dict):
                return name
            if wrong := unusable(each):
                return f"{name}.{wrong}"
    return ""
