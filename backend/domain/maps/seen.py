"""What somebody saw of a value map before changing it, so that two people do not undo each other's work unseen."""

from collections.abc import Mapping
from hashlib import blake2b

import msgspec

from backend.domain.maps.entries import Given
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

MEANWHILE = Problem(
    "", Sentence("Somebody changed this meanwhile, so nothing was stored. Look at the entries and save again")
)

_canonical = msgspec.json.Encoder(order="deterministic")


def mark_of(entries: Mapping[str, str], given: Given, *, replace: bool = False) -> str:
    """Of the entries that `given` is about; all of them, where it replaces the map. `entries`: as they were shown."""
    concerned = entries if replace else {code: entries.get(code) for code in given}
    return blake2b(_canonical.encode(concerned), digest_size=9).hexdigest()
