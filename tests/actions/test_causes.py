"""Objects that are refused for one reason share a cause; how many they are is counted when somebody asks."""

from typing import Any

import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from backend.storage.screens.causes import causes
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.values import MOST_ALIKE
from backend.web.objects.explain import explain
from tests.actions.make import customer, invoice
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def refused(runtime: Runtime) -> int:
    """Three customers with N45, one with N60, and an invoice that waits for one of them: all in error."""
    integration = await make_integration(runtime)
    await replace_map(integration, "payment_term", {"N10": "Net 10"})
    terms = ["N45", "N60", "N45", "N45"]
    await receive(runtime, *[customer(f"C{n}", payment_term=term) for n, term in enumerate(terms)], invoice(of="C0"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"error"}
    return integration


async def counted(integration: int, most: int = 10) -> list[tuple[str, int, list[str]]]:
    found = await causes(integration, most)
    return [(one.sentence, one.count, one.kinds) for one in found.causes]


async def why(integration: int, kind: str, key: str) -> tuple[str, int]:
    found = await detail(integration, kind, key)
    assert found is not None
    explained = explain(found, "Loopback")
    return explained.why, explained.alike


N45 = 'payment term N45 has no entry in the value map "payment term"'
N60 = 'payment term N60 has no entry in the value map "payment term"'


async def test_objects_are_counted_by_cause_the_most_frequent_first(runtime: Runtime) -> None:
    integration = await refused(runtime)
    found = await causes(integration, 10)

    assert await counted(integration) == [(N45, 3, ["customer"]), (N60, 1, ["customer"])]
    assert [one.error_class for one in found.causes] == ["setup", "setup"]
    assert (found.others, found.more) == (1, False)
    assert (await causes(integration, 1)).more
    assert await counted(integration, 1) == [(N45, 3, ["customer"])]


async def test_an_object_says_how_many_have_its_error(runtime: Runtime) -> None:
    integration = await refused(runtime)

    assert await why(integration, "customer", "C0") == (f"P{N45[1:]}. 3 objects have this error", 3)
    assert await why(integration, "customer", "C1") == (f"P{N60[1:]}", 1)
    assert (await why(integration, "sales_invoice", "INV1"))[1] == 0


async def test_the_next_step_of_who_has_no_screen_is_the_command_that_adds_the_entry(runtime: Runtime) -> None:
    await make_integration(runtime)
    integration = await refused(runtime)

    found = await detail(integration, "customer", "C1")

    assert found is not None
    assert explain(found, "Loopback").next_step == (
        "An administrator of Syncline can mend it. Add the entry to this value map of the integration: "
        f"syncline map --integration {integration} payment_term --set N60 VALUE. "
        "Then press Force synchronize: it looks first, then creates or updates."
    )
    assert "syncline map" not in found.row.message


async def test_who_is_mended_is_counted_no_more(runtime: Runtime) -> None:
    integration = await refused(runtime)
    await press(runtime, integration, "C2", verb=Verb.FORCE_SYNCHRONIZE)
    assert (await why(integration, "customer", "C0"))[1] == 2

    await replace_map(integration, "payment_term", {"N45": "Net 45"})
    await press(runtime, integration, "C0", "C3", verb=Verb.FORCE_SYNCHRONIZE)
    for _ in range(4):
        await drain(runtime, integration)

    assert await counted(integration) == [(N60, 1, ["customer"])]
    assert (await why(integration, "customer", "C0"))[1] == 0


async def test_who_has_met_the_same_and_tries_again_by_itself_is_not_counted(runtime: Runtime) -> None:
    integration = await refused(runtime)
    object_c2 = "object = (SELECT id FROM object WHERE key = 'C2')"
    await sql(f"UPDATE binding SET phase = 'idle', park = NULL, want = true, next_at = now() WHERE {object_c2}")

    assert (await why(integration, "customer", "C0"))[1] == 2
    assert (await counted(integration))[0] == (N45, 2, ["customer"])


async def test_each_integration_counts_its_own(runtime: Runtime) -> None:
    first = await refused(runtime)
    second = await make_integration(runtime)
    await sql("UPDATE integration SET backfilled_at = now()")

    assert (await causes(second, 10)).causes == []
    assert (await causes(second, 10)).others == 0
    assert len(await counted(first)) == 2


async def test_many_are_counted_up_to_a_limit_and_it_says_at_least(runtime: Runtime) -> None:
    integration = await refused(runtime)
    columns = "integration, object, category, kind, phase, park, desired_version, desired_hash"
    await sql(
        f"""WITH made AS (INSERT INTO object (kind, key, category, current_version, current_hash)
                SELECT 'customer', 'MANY' || n, 'master_data', 1, 'h' FROM generate_series(1, 10050) n RETURNING id),
            bound AS (INSERT INTO binding ({columns})
                SELECT $1, id, 'master_data', 'customer', 'parked', 'ordinary', 1, 'h' FROM made RETURNING id)
        INSERT INTO binding_message (binding, text, cause)
        SELECT b.id, 'x', c.id FROM bound b, cause c WHERE c.sentence LIKE '%N45%'""",
        integration,
    )
    said: Any = await why(integration, "customer", "C0")

    assert said[1] == MOST_ALIKE
    assert said[0].endswith(". At least 10,000 objects have this error")
    assert (await counted(integration))[0] == (N45, 10_053, ["customer"])
