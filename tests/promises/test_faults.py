"""Lost answers and rubbish from the third party: each object is there once, and green in the end."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.system import QUICK, System

TOO_LONG = QUICK["call_timeout_seconds"] + 1
FAULTS: Sequence[dict[str, Any]] = (
    {"do": "drop_after"},
    {"do": "drop_before"},
    {"do": "status", "value": 500},
    {"do": "status", "value": {"status": 500, "after": True}},
    {"do": "status", "value": 503},
    {"do": "status", "value": {"status": 503, "after": True}},
    {"do": "status", "value": 429},
    {"do": "html"},
    {"do": "html", "value": {"after": True}},
    {"do": "delay", "value": TOO_LONG},
    {"do": "delay", "value": {"seconds": TOO_LONG, "after": True}},
)


@pytest.fixture(autouse=True, scope="module")
def _worker(system: System) -> None:
    system.start_worker()
    system.patch(connections_allowed=4)
    # Without unique numbers nothing but our own care keeps an invoice from being there twice.
    system.play("settings", {"enforce_invoice_numbers": False})


@pytest.mark.parametrize(("kind", "together"), [("sales_invoice", 3), ("customer", 1)])
def test_whatever_happens_to_answers_each_object_is_there_once(system: System, kind: str, together: int) -> None:
    """`together`: in one request. What strikes one object of a request strikes all of them."""
    company = make_company(f"{kind}-")
    system.patch(batch_size=together)
    struck = [one for one in company if one["kind"] == kind][:: 7 if together > 1 else 1][: len(FAULTS)]
    faults = [
        {"match": {"kind": kind, "natural_key": one["key"]}, "times": 1, **fault}
        for one, fault in zip(struck, FAULTS, strict=True)
    ]
    system.play("faults", faults)
    system.hand_over(company)

    assert system.press(company) == len(company)

    eventually(system.all_green, said=system.progress)
    ours = set(map(name_of, company))
    assert Counter(name for name in map(name_of, system.ledger()) if name in ours) == Counter(ours)
    assert system.stats()["connections_most"] <= 4, "a call without an answer may still run there"
    fired = [one["fired"] for one in system.stand_in.get("/faults").json()]
    assert fired == [1] * len(FAULTS) if together == 1 else sum(fired) > len(FAULTS) / 2  # two may share a request


def test_a_refusal_is_an_error_with_a_sentence_and_a_newer_version_mends_it(system: System) -> None:
    customer = next(one for one in make_company("REFUSED-") if one["kind"] == "customer")
    refusal = {"errorno": "BL01001973", "description2": "The moon is in the wrong house."}
    system.play(
        "faults", [{"match": {"natural_key": customer["key"]}, "do": "error_code", "value": refusal, "times": 1}]
    )
    system.hand_over([customer])
    system.press([customer])

    eventually(lambda: system.object("customer", customer["key"])["status"] == "error")

    refused = system.object("customer", customer["key"])
    assert "The moon is in the wrong house." in refused["message"]
    assert "can mend it" in refused["explanation"]["next_step"]
    assert "Then press Force synchronize" in refused["explanation"]["next_step"]

    mended = customer | {"version": 2, "body": customer["body"] | {"notes": "Mended."}}
    system.hand_over([mended])
    assert system.press([mended]) == 1

    eventually(lambda: system.object("customer", customer["key"])["status"] == "success")
    assert [line["kind"] for line in system.ledger() if line["natural_key"] == customer["key"]] == ["customer"]
