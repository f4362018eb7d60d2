"""Where a push is done."""

from collections.abc import Mapping

import pytest

from backend.domain.levels import push_level
from backend.domain.objects import Category

FINANCE, MASTER = Category.FINANCE, Category.MASTER_DATA


@pytest.mark.parametrize(
    ("category", "entity", "setting", "overrides", "level"),
    [
        (FINANCE, "100", "top", {}, "top"),
        (FINANCE, "100", "entity", {}, "100"),
        (FINANCE, "", "entity", {}, "top"),
        (FINANCE, "100", "top", {"100": "entity"}, "100"),
        (FINANCE, "100", "entity", {"100": "top"}, "top"),
        (FINANCE, "100", "entity", {"200": "top"}, "100"),
        (MASTER, "100", "entity", {"100": "entity"}, "top"),
    ],
)
def test_documents_follow_the_setting_and_master_data_never_does(
    category: Category, entity: str, setting: str, overrides: Mapping[str, str], level: str
) -> None:
    assert push_level(category, entity, setting=setting, overrides=overrides) == level


@pytest.mark.parametrize("category", Category)
def test_the_level_of_the_first_intent_stays(category: Category) -> None:
    assert push_level(category, "100", setting="top", overrides={}, fixed="200") == "200"
