"""Records as a person changes them in the finance application: without the rules, and not in the ledger."""

from backend.stand_in.company.books import Books
from backend.stand_in.company.records import as_record, is_moment, unusable
from backend.stand_in.company.writing import Writing
from backend.stand_in.functions.writes.update import merged
from backend.stand_in.gateway.content import upper_names
from backend.stand_in.objects.definition import Definition


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
    if not is_moment(given.get("WHENMODIFIED", "")):
        return "The field WHENMODIFIED is a moment yyyy-mm-ddThh:mm:ssZ, or empty for none."
    before = books.named(definition.object, key)
    given[definition.key] = key
    record = merged(before, given) if before else as_record(writing, definition.object, given)
    writing.put(definition.object, record, at=given.get("WHENMODIFIED"))
    return ""
