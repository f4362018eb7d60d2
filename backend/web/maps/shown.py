"""How the screens show a value map: entry by entry, page by page."""

from collections.abc import Mapping, Sequence

import msgspec

from backend.actions.integrations.change_value_map import Changed
from backend.domain.maps.entries import Given, merged
from backend.domain.maps.seen import mark_of
from backend.domain.sentence import Number, Sentence, counted

PAGE = 200


class Entry(msgspec.Struct, frozen=True):
    code: str
    value: str
    seen: str  # goes back with a change


class Draft(msgspec.Struct, frozen=True):
    """A new entry, as somebody has typed it so far."""

    code: str = ""
    value: str = ""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A page of those that were looked for."""

    entries: Sequence[Entry]
    every: int  # entries of the map
    found: int
    after: str  # where the next page begins; empty: this is the last one


class Difference(msgspec.Struct, frozen=True):
    code: str
    before: str  # empty: no entry
    after: str


def listed(entries: Mapping[str, str], find: str, after: str) -> Listed:
    """`*` first, the others in the order of their codes."""
    wanted = find.casefold()
    codes = sorted(code for code, value in entries.items() if wanted in code.casefold() or wanted in value.casefold())
    codes.sort(key=lambda code: code != "*")
    rest = [code for code in codes if code > after and code != "*"] if after else codes
    page = rest[:PAGE]
    return Listed(
        entries=[Entry(code, entries[code], mark_of(entries, {code: None})) for code in page],
        every=len(entries),
        found=len(codes),
        after=page[-1] if len(rest) > PAGE else "",
    )


def differences(before: Mapping[str, str], given: Given, *, replace: bool) -> list[Difference]:
    after = merged({} if replace else before, given)
    codes = sorted(code for code in before.keys() | after.keys() if before.get(code) != after.get(code))
    return [Difference(code, before.get(code, ""), after.get(code, "")) for code in codes]


def differing(done: Changed) -> Sentence:
    """How many objects at the third party are other than what would be sent by now."""
    counts = done.counted
    if counts.at_least:
        return counted(
            "At least %(num)s object already sent would differ (of %(looked)s). It is not sent again by itself",
            "At least %(num)s objects already sent would differ (of %(looked)s). None is sent again by itself",
            counts.would_differ,
            looked=Number(counts.looked_at),
        )
    if not counts.would_differ:
        return Sentence("No object already sent would differ")
    return counted(
        "%(num)s object already sent would differ. It is not sent again by itself",
        "%(num)s objects already sent would differ. None is sent again by itself",
        counts.would_differ,
    )
