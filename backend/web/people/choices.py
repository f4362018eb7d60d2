"""What a person chose for this browser, in its cookies: how pages keep up, and whether single keys act in the list."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from backend.web.access.auth import AnyRequest

KEYS, LIVE = "syncline_keys", "syncline_live"
OFF, SLOW = "off", "slow"
PACES = ("", SLOW, OFF)  # of live updates; first: as soon as something moves


class Choices(msgspec.Struct, frozen=True):
    live: str = ""  # one of PACES
    single_keys: bool = True  # whoever speaks to a computer, or strikes keys by chance, switches them off
    read_at: datetime = msgspec.field(default_factory=lambda: datetime.now(UTC))  # a page that does not keep up says it


def choices_of(request: AnyRequest) -> Choices:
    return Choices(live=_known(request, LIVE, PACES), single_keys=request.cookies.get(KEYS) != OFF)


def _known(request: AnyRequest, name: str, known: Sequence[str]) -> str:
    value = request.cookies.get(name, "")
    return value if value in known else known[0]
