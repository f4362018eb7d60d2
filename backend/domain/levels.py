"""Where a push is done: at the top, or at an entity. The SQL function push_level says the same."""

from collections.abc import Iterable, Mapping

from backend.domain.objects import Category

TOP = "top"  # the level of the whole company; any other level is an entity's id


def push_level(
    category: Category, entity: str, *, setting: str, overrides: Mapping[str, str], fixed: str | None = None
) -> str:
    """`fixed`: the level of the first intent, which stays. Master data always goes to the top."""
    if fixed is not None:
        return fixed
    if category is Category.MASTER_DATA or not entity:
        return TOP
    return entity if overrides.get(entity, setting) == "entity" else TOP


def used_levels(entities: Iterable[str], *, setting: str, overrides: Mapping[str, str]) -> tuple[str, ...]:
    """Where something may be sent to: the top, and each entity whose documents go there."""
    named = sorted({*entities, *overrides} - {""})
    levels = [push_level(Category.FINANCE, entity, setting=setting, overrides=overrides) for entity in named]
    return tuple(dict.fromkeys([TOP, *levels]))
