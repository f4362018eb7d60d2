"""Where a push is done."""

from collections.abc import Mapping

import pytest

from backend.domain.levels import push_level, used_levels
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


def test_the_levels_in_use_are_the_top_and_the_entities_whose_documents_go_there() -> None:
    overrides = {"200": "top", "300": "entity"}

    assert used_levels(["", "200", "100"], setting="entity", overrides=overrides) == ("top", "100", "300")
    assert used_levels(["", "200", "100"], setting="top", overrides=overrides) == ("top", "300")
    assert used_levels([], setting="entity", overrides={}) == ("top",)
