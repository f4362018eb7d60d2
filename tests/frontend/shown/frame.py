"""What stands around every page."""

from typing import Any

from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.connector import Loopback
from backend.storage.screens.values import GridRow
from backend.web.drawing.notices import Notice
from backend.web.people.choices import Choices
from tests.frontend import sample


def believable(_: GridRow) -> dict[str, Any]:
    return {
        "integration": sample.make_integration(),
        "integrations": [sample.make_integration(), sample.make_integration(id=2, name="Second")],
        "person": sample.make_person(),
        "csrf": "c0ffee",
        "choices": Choices(),
        "restored_at": sample.NOW,
        "keep_answers": 90,
        "keep_syncs": 730,
        "promises": Loopback().promises(LoopbackConfig()),
        "notice": Notice("warn", "Nothing was sent · 1 left out: use Force synchronize"),
        "here": "objects",
    }


def hostile(_: GridRow, text: str) -> dict[str, Any]:
    integration = sample.make_integration(name=text, connector=text, connector_label=text)
    return {
        "integration": integration,
        "integrations": [integration, integration],
        "person": sample.make_person(name=text),
        "csrf": text,
        "notice": Notice("warn", text),
    }
