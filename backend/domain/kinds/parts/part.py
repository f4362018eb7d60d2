"""What every struct of a body shares: room for the fields that nobody here knows."""

from typing import Any

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A body, or a struct inside one. Unknown fields are kept under `custom`, as they came."""

    custom: dict[str, Any] = {}
