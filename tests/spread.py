"""A plugin of pytest for the whole run: several processes, each with servers of its own; a file stays together.

Servers are not shared: tests empty them, count what waits in them, and cut off others' connections.
"""

import os

import pytest

from tests.steps import URLS

LONG = [f"tests/{folder}/" for folder in ("properties", "promises", "journeys", "browser", "embedded")]


def pytest_configure() -> None:
    if process := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ.update({name: os.environ[f"{name}_{process}"] for name in URLS})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long must not be left to the end, when nobody has anything else to do."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    turns = (turn for turn, folder in enumerate(LONG) if item.nodeid.startswith(folder))
    return next(turns, len(LONG))
