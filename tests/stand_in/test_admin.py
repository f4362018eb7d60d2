"""The admin interface: refusals that help, and only for this machine's programs."""

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.requests import customer


@pytest.mark.parametrize(
    ("method", "path", "value", "status", "words"),
    [
        ("GET", "nothing", None, 404, "There is no /admin/nothing; there are ledger"),
        ("POST", "ledger", None, 405, "/admin/ledger answers GET"),
        ("GET", "ledger?since=x", None, 400, "since is x"),
        ("PUT", "settings", {"latency_ms": "slow"}, 400, "`$.latency_ms`"),
        ("PUT", "settings", {"colour": 1}, 400, "colour"),
        ("PUT", "settings", {"closed_through": {"AR": "31.12.2024"}}, 400, "closed_through.AR"),
        ("PUT", "state/CUSTOMER/C1", {"NAME": 7}, 400, "The field NAME"),
        ("PUT", "state/CUSTOMER/C1", {"NAME": "a\u0001"}, 400, "The field NAME"),
        ("PUT", "state/NOTHING/C1", {"NAME": "x"}, 404, "NOTHING/C1"),
        ("GET", "state/CUSTOMER/C1", None, 404, "There is no CUSTOMER with the key C1."),
        ("POST", "reset", {"what": "half"}, 400, "what is half"),
    ],
)
def test_a_refusal_names_what_will_not_do(
    stand_in: StandIn, method: str, path: str, value: object, status: int, words: str
) -> None:
    answer = stand_in.admin(method, path, value)

    assert answer.status_code == status
    assert words in answer.json()["error"]


def test_a_record_with_any_key_can_be_put_and_read(stand_in: StandIn) -> None:
    path = "state/CUSTOMER/INV%2F2024%2F07%20%C3%84%26%3F%23"

    stand_in.admin("PUT", path, {"NAME": "Renamed"})

    assert stand_in.admin("GET", path).json()["CUSTOMERID"] == "INV/2024/07 Ä&?#"


def test_a_page_in_a_browser_cannot_use_it(stand_in: StandIn) -> None:
    answer = stand_in.http.post(f"{stand_in.admin_url}/reset", headers={"origin": "https://elsewhere.example"})

    assert answer.status_code == 403


def test_a_reset_of_the_statistics_keeps_the_company(stand_in: StandIn) -> None:
    stand_in.call(customer("C1"))

    stand_in.admin("POST", "reset")

    assert stand_in.admin("GET", "stats").json()["requests"] == 0
    assert len(stand_in.ledger()) == 1
