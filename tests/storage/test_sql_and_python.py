"""Where SQL and Python say the same thing, they say the same."""

from itertools import product
from typing import Any

import pytest

from backend.domain.levels import push_level
from backend.domain.objects import Category
from backend.domain.status import Park, Phase, status_of
from backend.storage.tables import every
from tests.factories import sql
from tests.storage.make import insert_attempt, insert_binding, insert_integration, insert_object

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("runtime")]


async def test_the_generated_status_is_status_of_for_every_combination() -> None:
    binding = await insert_binding(await insert_integration(), await insert_object())
    for version, content in product((1, 2), (b"a", b"b")):
        await insert_attempt(binding, version, content, outcome="applied")
    attempt = await insert_attempt(binding)
    statuses = set()
    for phase, want, linked, version, content in product(
        Phase, (True, False), (True, False), (None, 1, 2), (b"a", b"b")
    ):
        facts: dict[str, Any] = {
            "phase": phase.value,
            "want": want,
            "linked": linked,
            "synced_version": version,
            "synced_hash": content if version else None,
            "park": Park.ORDINARY.value if phase is Phase.PARKED else None,
            "open_attempt": attempt if phase is Phase.SENT else None,
        }
        set_ = ", ".join(f"{name} = ${n}" for n, name in enumerate(facts, 2))
        (row,) = await sql(
            f"""UPDATE binding SET next_at = now(), lease_until = now(), quarantine_until = now(), {set_}
                WHERE id = $1 RETURNING status""",
            binding,
            *facts.values(),
        )
        in_step = (version, content) == (1, b"a")
        assert row["status"] == status_of(phase=phase, want=want, linked=linked, in_step=in_step), facts
        statuses.add(row["status"])
    assert len(statuses) == 5


async def test_postgres_and_python_push_to_the_same_level() -> None:
    overrides: list[dict[str, str]] = [{}, {"100": "top"}, {"100": "entity"}, {"200": "entity"}]
    for fixed, category, entity, setting, given in product(
        (None, "top", "200"), Category, ("", "100"), ("top", "entity"), overrides
    ):
        (row,) = await sql(
            "SELECT push_level($1, $2, $3, $4, (SELECT coalesce(jsonb_object_agg(k, v), '{}') "
            "FROM unnest($5::text[], $6::text[]) AS u (k, v))) AS level",
            fixed,
            category.value,
            entity,
            setting,
            list(given),
            list(given.values()),
        )
        assert row["level"] == push_level(category, entity, setting=setting, overrides=given, fixed=fixed)


async def test_the_tables_of_piccolo_are_the_tables_of_postgres() -> None:
    found = await sql(
        """SELECT table_name, column_name FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name <> 'migration'"""
    )
    known = [
        (table._meta.tablename, column._meta.db_column_name) for table in every.ALL for column in table._meta.columns
    ]
    assert sorted(known) == sorted((row["table_name"], row["column_name"]) for row in found)


async def test_piccolo_knows_which_columns_may_be_null() -> None:
    found = await sql(
        """SELECT table_name, column_name, is_nullable = 'YES' AS nullable FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name <> 'migration'"""
    )
    nullable = {(row["table_name"], row["column_name"]) for row in found if row["nullable"]}
    known = {
        (table._meta.tablename, column._meta.db_column_name)
        for table in every.ALL
        for column in table._meta.columns
        if column._meta.null
    }
    assert known == nullable
