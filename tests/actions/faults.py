"""Faults of ours: objects of which one meets one, and a database that refuses it."""

from typing import Any

from backend.runtime import Runtime
from tests.actions.make import department, row_of
from tests.factories import make_integration, press, receive, sql

OBJECTS = ("BAD", "D1", "D2")


async def pressed(runtime: Runtime, *keys: str, **settings: Any) -> int:
    integration = await make_integration(runtime, **settings)
    await receive(runtime, *map(department, keys))
    await press(runtime, integration)
    return integration


async def id_of(integration: int, key: str) -> int:
    number: int = (await row_of(integration, key))["id"]
    return number


async def refuse(binding: int, what: str, when: str) -> None:
    """Attempts of one object, as a constraint would that we got wrong."""
    await sql(
        f"""CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.binding = {binding} AND {when} THEN RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'; END IF;
            RETURN NEW; END $$"""
    )
    await sql(f"CREATE TRIGGER refuse BEFORE {what} ON attempt FOR EACH ROW EXECUTE FUNCTION refuse()")
