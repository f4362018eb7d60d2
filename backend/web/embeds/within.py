"""One object as a frame shows it: nothing of others, nothing of what it was elsewhere, and nobody who works here."""

from msgspec.structs import replace

from backend.actions.preview_push import Preview
from backend.domain.embeds.embed import Embed
from backend.domain.status import RESOLVE_FIRST
from backend.storage.screens.bounded import all_within, versions_within
from backend.storage.screens.values import AttemptLine, Detail, GridRow, Need
from backend.web.objects.comparing import Comparison

_ELSEWHERE = {"audit": "overview", "exchange": "attempts"}  # one request carries objects that the frame may not show


async def within(embed: Embed, found: Detail, tab: str) -> tuple[Detail | None, str]:
    """And the part of it. None: it is not within its bounds."""
    if not await all_within(embed.integration, embed.bounds, [found.row.id]):
        return None, tab
    versions = await versions_within(found.row.id, embed.bounds, [number for number, _, _ in found.versions])
    if found.row.version not in versions:
        return None, tab
    return _bounded(embed, found, versions), _ELSEWHERE.get(tab, tab)


def _bounded(embed: Embed, found: Detail, versions: set[int]) -> Detail:
    newer = found.newer if found.newer and found.newer.since in versions else None
    return replace(
        found,
        row=row_within(found.row),
        needs=[_need(embed, one) for one in found.needs],
        versions=[(number, at, "") for number, at, _ in found.versions if number in versions],
        attempts=[_attempt(one) for one in found.attempts if one.version in versions],
        newer=replace(newer, by=()) if newer else None,
        received_from="",
        foreign=(),
        differences=(),
        can_renumber=False,
        alike=0,
        note="",
        owner="",
        lacks_entry=None,
        adds_entry="",
    )


def row_within(row: GridRow) -> GridRow:
    """What was seen of a record that is not ours may be told in its message."""
    return replace(row, message="") if row.park in RESOLVE_FIRST else row


def _need(embed: Embed, one: Need) -> Need:
    return one if embed.bounds.admit_all_of(one.kind) else replace(one, status=None)


def _attempt(one: AttemptLine) -> AttemptLine:
    seen = {"sentence": "", "raw": ""} if one.outcome in ("foreign", "several") else {}
    return replace(one, by="", exchange=None, forgotten=False, differences=(), **seen)


def compared_within(found: Detail, compared: Comparison | None) -> Comparison | None:
    """None: it has not both of them."""
    known = {number for number, _, _ in found.versions}
    if compared is None or not known.issuperset({compared.before.number, compared.after.number}):
        return None
    before, after = (replace(one, source="") for one in (compared.before, compared.after))
    return replace(compared, before=before, after=after)


def previewed_within(found: Detail, preview: Preview) -> Preview:
    """Without what was sent last, if that is none of its versions; value maps are not in a frame."""
    preview = replace(preview, lacks_entry=None)
    known = preview.last is None or preview.last in {number for number, _, _ in found.versions}
    return preview if known else replace(preview, last_text="")
