"""One's own settings."""

from typing import Any

from backend.storage.screens.values import GridRow


def believable(_: GridRow) -> dict[str, Any]:
    return {
        "languages": {"en": "English", "de": "Deutsch"},
        "zones": ["Europe/Berlin"],
        "chosen_language": "de",
        "chosen_zone": "Europe/Berlin",
    }


def hostile(_: GridRow, __: str) -> dict[str, Any]:
    """Languages and zones are words of our own."""
    return {}
