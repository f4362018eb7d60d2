"""AUDITHISTORY: who deleted what, and wrote it where that is kept; only to be read."""

from backend.stand_in.objects.definition import Definition

AUDITHISTORY = Definition(
    object="AUDITHISTORY",
    kind="audit_history",
    word="Audit History",
    key="ID",
    fields=("ID", "OBJECTTYPE", "OBJECTKEY", "ACCESSMODE", "ACCESSTIME", "SOURCE", "USERID"),
    moments=frozenset({"WHENCREATED", "WHENMODIFIED", "ACCESSTIME"}),
    numbers=frozenset({"RECORDNO", "ID"}),
    generic=frozenset(),
)
