"""How much one reading function may ask for, and how a read goes on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, count, text
from tests.stand_in.requests import customer, function, query, request


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            f"<read><object>CUSTOMER</object><keys>{','.join(map(str, range(101)))}</keys><fields>*</fields></read>",
            "At most 100 keys",
        ),
        ("<readByQuery><object>CUSTOMER</object><query/><pagesize>1001</pagesize></readByQuery>", "1 to 1000"),
        (query("CUSTOMER", "NAME", more="<pagesize>2001</pagesize>").partition(">")[2][:-11], "1 to 2000"),
    ],
)
def test_too_much_at_once_is_refused(stand_in: StandIn, call: str, words: str) -> None:
    result = stand_in.call(function("1", call))[0]

    assert words in chain(result)[0][1]


def test_a_search_goes_on_by_its_object_until_nothing_is_left(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n:03}") for n in range(150)))
    first = "<readByQuery><object>CUSTOMER</object><fields>CUSTOMERID</fields><query/></readByQuery>"
    more = function("2", "<readMore><object>CUSTOMER</object></readMore>")

    page, rest, end = (stand_in.call(call)[0] for call in (function("1", first), more, more))

    assert [len(column(each, "CUSTOMERID")) for each in (page, rest, end)] == [100, 50, 0]
    assert [count(each, "numremaining") for each in (page, rest, end)] == ["50", "0", "0"]


def test_a_query_takes_its_elements_in_any_order_and_counts_also_what_is_not_there(stand_in: StandIn) -> None:
    swapped = "<query><select><field>NAME</field></select><offset>0</offset><object>CUSTOMER</object></query>"

    result = stand_in.call(function("1", swapped))[0]

    attributes = dict(result.find("data").attrib)  # type: ignore[union-attr]
    assert attributes == {"listtype": "CUSTOMER", "totalcount": "0", "offset": "0", "count": "0", "numremaining": "0"}


def test_an_order_by_the_key_is_kept(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n}") for n in range(30)))
    order = "<orderby><order><field>CUSTOMERID</field></order></orderby>"

    names = column(stand_in.call(query("CUSTOMER", "CUSTOMERID", more=order))[0], "CUSTOMERID")

    assert names == sorted(names)


def test_a_sender_that_the_company_has_not_authorised_is_refused_before_its_user_is_looked_at(
    start: Callable[..., StandIn], tmp_path: Path
) -> None:
    scenario = {
        "company": "demo",
        "senders": [{"id": "syncline", "password": "syncline-sender", "authorised": False}],
        "users": [],
    }
    (tmp_path / "scenario.json").write_text(json.dumps(scenario))

    answer = start("--scenario", str(tmp_path / "scenario.json")).post(request(customer("C1")))

    assert text(answer, "control/status") == "failure"
    assert chain(answer)[0][0] == "XL03000006"
    assert "is not authorized" in chain(answer)[0][1]
