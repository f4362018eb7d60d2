"""What is kept in English, or comes from a connector, and is said to each reader in their language where we know it."""

from backend.actions import preview_push
from backend.connectors import endpoint, http
from backend.connectors.outcomes import LOOKED_UP
from backend.connectors.registry import CONNECTORS
from backend.domain.maps import blaming, missing
from backend.domain.recalling import Recalling

SAID = (
    *endpoint.SAID,
    *http.SAID,
    *missing.SAID,
    *blaming.SAID,
    *preview_push.SAID,
    LOOKED_UP.next_step,
    *(form for one in CONNECTORS.values() for form in (*one.said, *one.maps.values())),
)
recalled = Recalling(SAID)
