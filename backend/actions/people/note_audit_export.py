"""Keep that somebody took the audit trail away as a file."""

from backend.storage import audits


async def note_audit_export(query: str, *, by: str) -> None:
    """`query`: which part. Before the first line leaves: what is cut on the way was seen, too."""
    await audits.write(by, "audit.exported", facts={"filter": query})
