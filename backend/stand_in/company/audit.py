"""The audit trail: what was deleted leaves a row that can be queried."""

from backend.stand_in.company.books import Record
from backend.stand_in.company.records import as_record
from backend.stand_in.company.writing import Writing
from backend.stand_in.objects.definition import Definition


def drop_record(writing: Writing, definition: Definition, record: Record) -> None:
    """Take the record away. Its row names a document by its number, master data by its natural key."""
    writing.drop(definition.object, record["RECORDNO"])
    row = as_record(writing, "AUDITHISTORY", {})
    row |= {
        "ID": row["RECORDNO"],
        "OBJECTTYPE": definition.object.lower(),
        "OBJECTKEY": f"{record['RECORDNO']}--REC" if definition.document else record[definition.key],
        "ACCESSMODE": "D",
        "ACCESSTIME": writing.moment,
        "USERID": writing.by,
        "MEGAENTITYID": record["MEGAENTITYID"],
    }
    writing.put("AUDITHISTORY", row)
