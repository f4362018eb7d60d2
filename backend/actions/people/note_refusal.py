"""Keep that somebody known asked for more than their role allows."""

from backend.storage import audits


async def note_refusal(*, by: str, role: str, asked: str) -> None:
    """`asked`: method and path."""
    await audits.write(by, "access.refused", subject=asked, facts={"role": role})
