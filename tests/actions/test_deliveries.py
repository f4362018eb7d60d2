"""What a delivered answer may say, and what it must never do."""

import asyncio
from collections.abc import Sequence

import pytest

from backend.actions.answers.receive_answer import receive_answer
from backend.actions.keep_tending import keep_tending
from backend.actions.push.complete import complete
from backend.actions.tend import tend
from backend.cli.servers.preparing import COMPANY, PASSWORDS
from backend.domain.pushes.outcome import ErrorClass, Exchange, Outcome, Result
from backend.runtime import Runtime
from backend.storage.protocol import deliveries
from tests.actions.make import attempts_of, customer, row_of
from tests.actions.worker import Worker
from tests.connectors.gateway import failure, made, signed_in
from tests.factories import make_integration, press, receive, sql, statuses
from tests.waiting import until

pytestmark = pytest.mark.anyio

CONFIG = COMPANY | {"endpoint": "http://127.0.0.1:9/ia/xml/xmlgw.phtml", "policy_id": "later"}
EXCHANGE = Exchange(
    request="", answer="", http_status=200, seconds=0, bytes_sent=0, bytes_received=0, request_id="request-1"
)
ACKNOWLEDGED = Outcome(result=Result.ACKNOWLEDGED, sentence="It answers later", exchange=EXCHANGE)
LOST = Outcome(result=Result.UNKNOWN, error_class=ErrorClass.UNCLEAR, sentence="No answer", exchange=EXCHANGE)


class Desk:
    """Customers that were sent in one request; their keys there by ours."""

    def __init__(self, runtime: Runtime, worker: Worker, keys: dict[str, str]) -> None:
        self.runtime, self.worker, self.keys = runtime, worker, keys
        self.number = worker.integration.id

    @classmethod
    async def sent(cls, runtime: Runtime, *keys: str, outcome: Outcome = ACKNOWLEDGED, **body: str) -> "Desk":
        integration = await make_integration(runtime, "sage_intacct", config=CONFIG, secrets=PASSWORDS)
        await receive(runtime, *(customer(key, **body) for key in keys))
        await press(runtime, integration)
        worker = await Worker.at(runtime, integration)
        going = await worker.commit()
        await complete(runtime, worker.integration, going, [outcome] * len(going), worker.times)
        return cls(runtime, worker, {one.prepared.push.ref.key: one.prepared.push.key for one in going})

    async def deliver(self, *results: str) -> None:
        assert await receive_answer(self.runtime, self.worker.integration, self.body(*results).encode()) is None

    def body(self, *results: str) -> str:
        head = (
            "<control><status>success</status><senderid>syncline</senderid><controlid>request-1</controlid></control>"
        )
        there = signed_in().replace("acme", "demo")
        return f"<response>{head}<operation>{there}{''.join(results)}</operation></response>"

    def made(self, key: str, record: str) -> str:
        return made(self.keys[key], record, key=key)

    def refused(self, key: str, why: str = "Something is wrong") -> str:
        return failure(self.keys[key], ("BL01001973", why))

    async def open(self) -> Sequence[tuple[int, str]]:
        return await deliveries.open_requests()


async def test_a_record_that_belongs_to_another_object_is_doubted_and_the_rest_is_stored(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1", "C2", "C3")
    await desk.deliver(desk.made("C1", "17"), desk.made("C2", "17"), desk.made("C3", "18"))

    assert await statuses(desk.number) == {"C1": "pending", "C2": "pending", "C3": "success"}
    assert "belongs to another object" in (await row_of(desk.number, "C1"))["message"]
    assert await desk.open() == []


async def test_one_that_somebody_else_holds_already_is_doubted_too(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1", "C2")
    await desk.deliver(desk.made("C1", "17"))
    await desk.deliver(desk.made("C2", "17"))

    assert await statuses(desk.number) == {"C1": "success", "C2": "pending"}
    await tend(runtime)


async def test_what_is_settled_already_takes_no_answer_from_the_others(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1", "C2")
    await desk.deliver(desk.made("C1", "17"))
    await desk.deliver(desk.made("C1", "17"), desk.refused("C2"))

    assert await statuses(desk.number) == {"C1": "success", "C2": "error"}


async def test_the_answer_decides_also_when_the_acknowledgement_was_lost(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1", outcome=LOST)
    assert await statuses(desk.number) == {"C1": "pending"}
    await desk.deliver(desk.made("C1", "17"))

    assert await statuses(desk.number) == {"C1": "success"}
    assert [one["learned_by"] for one in await attempts_of(desk.number, "C1")] == ["delivery"]


async def test_an_answer_that_nobody_understands_forgets_nothing(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1")
    await desk.deliver(failure(desk.keys["C1"], ("BL34000061", "Another Customer with the given value(s) C1 exists")))
    await desk.deliver("<result><status>odd</status></result>")

    (attempt,) = await attempts_of(desk.number, "C1")
    assert attempt["error_class"] == ErrorClass.DUPLICATE


async def test_secrets_that_an_answer_repeats_are_neither_kept_nor_shown(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1")
    secret = PASSWORDS["sender_password"]
    await desk.deliver(desk.refused("C1", f"The password {secret} is strange"))

    (kept,) = await sql("SELECT answer FROM delivery")
    (attempt,) = await attempts_of(desk.number, "C1")
    message = (await row_of(desk.number, "C1"))["message"]
    texts = [kept["answer"], attempt["raw"], attempt["sentence"], message]
    assert [("The password *** is strange" in text, secret in text) for text in texts] == [(True, False)] * 4


async def test_a_tax_number_that_an_answer_repeats_is_neither_kept_of_the_object_nor_shown(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1", tax_id="DE123456789")
    await desk.deliver(desk.refused("C1", "The tax number DE123456789 is strange"))

    (attempt,) = await attempts_of(desk.number, "C1")
    causes = await sql("SELECT fingerprint, sentence, sample FROM cause")
    kept = f"{dict(attempt)} {(await row_of(desk.number, 'C1'))['message']} {list(map(dict, causes))}"
    assert "The tax number *** is strange" in kept
    assert "DE123456789" not in kept


async def test_an_answer_that_breaks_us_stops_neither_others_nor_what_keeps_the_house(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1")
    other = await Desk.sent(runtime, "C2")
    await deliveries.insert(desk.number, "request-1", "<response/>")
    await deliveries.insert(other.number, "request-1", other.body(other.made("C2", "17")))
    await sql("UPDATE integration SET config = config - 'company_id' WHERE id = $1", desk.number)

    tending = asyncio.create_task(keep_tending(runtime, period=0.05))
    try:
        await until(lambda: _is_left_alone(desk))
        assert not tending.done()
    finally:
        runtime.stopping.set()
        await tending

    assert (await statuses(other.number))["C2"] == "success"


async def _is_left_alone(desk: Desk) -> bool:
    return await desk.open() == [(desk.number, "request-1")]


async def test_an_answer_to_a_request_that_nobody_sent_is_forgotten_after_a_week(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1")
    await deliveries.insert(desk.number, "never-sent", "<response/>")
    await sql("UPDATE delivery SET at = at - interval '8 days'")
    await desk.deliver(desk.made("C1", "17"))

    assert [one["request_id"] for one in await sql("SELECT request_id FROM delivery")] == ["request-1"]


async def test_a_name_that_changes_leaves_the_keys(runtime: Runtime) -> None:
    for connector in runtime.connectors:
        settings = {"config": CONFIG, "secrets": PASSWORDS} if connector == "sage_intacct" else {}
        worker = await Worker.at(runtime, await make_integration(runtime, connector, **settings))
        before = runtime.company(worker.integration)
        await sql("UPDATE integration SET name = name || ' renamed'")
        again = await Worker.at(runtime, worker.integration.id)
        assert (again.integration.name != worker.integration.name, runtime.company(again.integration)) == (True, before)
