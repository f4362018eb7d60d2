"""Say in the audit trail that a list left as a file."""

from backend.storage import audits
from backend.storage.postgres.database import joined


async def note_export(integration_id: int, query: str, *, by: str) -> None:
    """`query`: the filter. Before the first line goes out: what is cut on the way was seen, too."""
    async with joined():
        await audits.write(by, "objects.exported", integration_id, facts={"filter": query})
