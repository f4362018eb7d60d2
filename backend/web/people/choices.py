"""What a person chose for this browser, in its cookies: its colours, how pages keep up, whether single keys act."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from backend.web.access.auth import AnyRequest

KEYS, LIVE, THEME = "syncline_keys", "syncline_live", "syncline_theme"
OFF, SLOW = "off", "slow"
PACES = ("", SLOW, OFF)  # of live updates; first: as soon as something moves
THEMES = ("", "light", "dark")  # first: as the system has it


class Choices(msgspec.Struct, frozen=True):
    live: str = ""  # one of PACES
    theme: str = ""  # one of THEMES
    single_keys: bool = True  # whoever speaks to a computer, or strikes keys by chance, switches them off
    read_at: datetime = msgspec.field(default_factory=lambda: datetime.now(UTC))  # a page that does not keep up says it


def choices_of(request: AnyRequest) -> Choices:
    live, theme = _known(request, LIVE, PACES), _known(request, THEME, THEMES)
    return Choices(live=live, theme=theme, single_keys=request.cookies.get(KEYS) != OFF)


def _known(request: AnyRequest, name: str, known: Sequence[str]) -> str:
    value = request.cookies.get(name, "")
    return value if value in known else known[0]
