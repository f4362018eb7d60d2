"""The audit trail: rows that can be queried, of every deletion, and of all writes when the company wants them."""

from collections.abc import Sequence

from backend.stand_in.company.books import Books, Record
from backend.stand_in.company.commit import Change
from backend.stand_in.objects.registry import DEFINITIONS

PERSON = "person"  # who writes through the admin interface


def rows_of(books: Books, changes: Sequence[Change], *, moment: str, by: str) -> list[Record]:
    told = [each for each in changes if each.after is None or books.settings.audit_writes]
    return [_row(books, each, moment=moment, by=by) for each in told]


def _row(books: Books, change: Change, *, moment: str, by: str) -> Record:
    """It names a document by its number, master data by its natural key."""
    definition, number = DEFINITIONS[change.name], books.next_number("AUDITHISTORY")
    record = change.after or change.before or {}
    return {
        "RECORDNO": number,
        "ID": number,
        "OBJECTTYPE": change.name.lower(),
        "OBJECTKEY": f"{change.number}--REC" if definition.document else record[definition.key],
        "ACCESSMODE": "D" if change.after is None else "C" if change.before is None else "M",
        "ACCESSTIME": moment,
        "SOURCE": "ui" if by == PERSON else "api",
        "USERID": by,
        "MEGAENTITYID": record["MEGAENTITYID"],
        "STATUS": "active",
        "WHENCREATED": moment,
    }
