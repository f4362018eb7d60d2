"""Keep that somebody known asked for more than their role allows."""

from backend.storage import audits

_LONGEST = 500  # characters


async def note_refusal(*, by: str, role: str, asked: str) -> None:
    """`asked`: method and path, as somebody sent it: Postgres would not take every character."""
    shown = "".join(one if one.isprintable() else "?" for one in asked[:_LONGEST])
    await audits.write(by, "access.refused", subject=shown, facts={"role": role})
