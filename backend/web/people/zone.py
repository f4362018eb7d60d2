"""The time zone of who reads: as they chose it, else as their browser has it."""

from backend.domain.days import is_zone
from backend.web.access.auth import AnyRequest

CHOSEN = "syncline_zone"  # read by local-time.js, too
HERE = "syncline_here"  # written by it
UTC = "UTC"


def zone_of(request: AnyRequest) -> str:
    """UTC until a browser has said where it is."""
    named = (request.cookies.get(name, "") for name in (CHOSEN, HERE))
    return next((one for one in named if is_zone(one)), UTC)
