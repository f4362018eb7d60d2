"""What a look leaves to a person is a cause like others: one group, who decides, and what there is to press."""

import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.screens.causes import CauseLine, causes
from backend.storage.screens.objects.detail import detail
from backend.web.objects.explain import explain
from tests.actions.make import books, configure, department, let_time_pass, row_of
from tests.actions.resolve.acting import act, in_the_way
from tests.factories import drain, make_integration, press, receive

pytestmark = pytest.mark.anyio


async def both(runtime: Runtime, *names: str) -> int:
    """Records with these names stand under each of the numbers D1 and D2."""
    integration = await make_integration(runtime)
    for key in ("D1", "D2"):
        for name in names:
            (await books(integration)).add(kind="department", number=key, level="top", fields={"name": name})
    await receive(runtime, department("D1"), department("D2"))
    await _sent(runtime, integration)
    return integration


async def _sent(runtime: Runtime, integration: int, verb: Verb = Verb.SYNCHRONIZE) -> None:
    await press(runtime, integration, verb=verb)
    for _ in range(2):
        await drain(runtime, integration)
        await let_time_pass()


async def group(integration: int) -> CauseLine:
    found = await causes(integration, 10)
    assert found.others == 0
    (one,) = found.causes
    return one


async def test_records_that_are_not_ours_are_one_cause_and_each_is_decided_by_itself(runtime: Runtime) -> None:
    one = await group(await both(runtime, "Theirs"))

    assert one.sentence == "Its number belongs to another record at the third party already"
    assert (one.error_class, one.who, one.count, one.retries) == ("duplicate", "operator", 2, 0)
    assert "adopt the record there" in one.next_step
    assert "renumber ours" in one.next_step


async def test_several_records_of_an_object_are_a_cause_of_their_own(runtime: Runtime) -> None:
    one = await group(await both(runtime, "Theirs", "Theirs, too"))

    assert one.sentence == "The third party has several records of it"
    assert (one.who, one.count, one.retries) == ("operator", 2, 0)
    assert "adopt the record that is right" in one.next_step


async def test_an_object_says_how_many_others_stand_as_it_does(runtime: Runtime) -> None:
    integration = await both(runtime, "Theirs")

    found = await detail(integration, "department", "D1")

    assert found is not None
    assert explain(found, "Loopback").why.endswith("2 objects have this error")
    assert explain(found, "Loopback").next_step.startswith("Resolve first: adopt the record that is there")


async def test_what_is_gone_there_is_a_cause_and_may_be_sent_again_or_forced(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await _sent(runtime, integration)
    (await books(integration)).records.clear()
    await receive(runtime, department("D1", "Newer"), department("D2", "Newer"))
    await _sent(runtime, integration)
    await _sent(runtime, integration, Verb.FORCE_SYNCHRONIZE)

    one = await group(integration)

    assert one.sentence == "Its record is no longer there: it was deleted at the third party"
    assert (one.error_class, one.who, one.count, one.retries) == ("data", "operator", 2, 2)
    assert "Send it again" in one.next_step


async def test_who_is_decided_about_has_the_cause_no_more(runtime: Runtime) -> None:
    integration = await both(runtime, "Theirs")

    await act(runtime, integration, "D1", "adopt", "1")
    await drain(runtime, integration)

    assert (await row_of(integration, "D1"))["status"] == "desynchronized"
    assert (await group(integration)).count == 1


async def test_an_object_whose_number_was_given_to_another_shares_the_cause(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    await configure(runtime, integration, automatic={"department": True})
    await act(runtime, integration, "D1", "renumber", "D2")
    await drain(runtime, integration)

    await receive(runtime, department("D2", "Purchasing"))

    assert (await group(integration)).count == 1
    assert (await row_of(integration, "D2"))["message"].startswith("The number D2 was given to department D1 there")
