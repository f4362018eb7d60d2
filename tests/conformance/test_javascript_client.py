"""npm's `@intacct/intacct-sdk`, unmodified, believes the stand-in."""

from typing import Any

import pytest

from tests.conformance.clients import SDK, JavaScriptClient, need
from tests.stand_in.gateway import StandIn

need(SDK)


def _ids(pages: list[dict[str, Any]]) -> list[str]:
    return [row["CUSTOMERID"] for page in pages for row in page["data"]]


def test_sessions_at_the_top_at_an_entity_and_from_one_to_the_other(javascript: JavaScriptClient) -> None:
    top, entity, moved = javascript.does("session_top", "session_entity", "session_moves")

    assert [each["entityId"] for each in (top, entity, moved)] == ["", "100", "200"]
    assert {each["endpointUrl"] for each in (top, entity, moved)} == {javascript.endpoint}
    assert (top["companyId"], top["userId"]) == ("demo", "console")
    assert top["sessionTimeout"] > top["sessionTimestamp"]


def test_it_creates_reads_updates_and_deletes(javascript: JavaScriptClient) -> None:
    created, updated, read, nothing, named, deleted = javascript.does(
        "create", "update", "read", "read_nothing", "read_by_name", "delete_first"
    )

    assert created["data"] == [{"RECORDNO": "1", "CUSTOMERID": "J1"}]
    assert updated["data"] == [{"RECORDNO": "1", "CUSTOMERID": "J1"}]
    assert [row["NAME"] for row in read["data"]] == ["Renamed"]
    assert read["data"][0]["DISPLAYCONTACT"]["MAILADDRESS"]["ADDRESS1"] == "Obere Str. 57"
    assert (nothing["status"], nothing["count"]) == ("success", 0)
    assert named["data"] == [{"NAME": "Renamed", "CUSTOMERID": "J1"}]
    assert deleted == {"status": "success", "functionName": "delete_customer"}


def test_its_invoices_arrive_whole_and_at_their_level(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    steps = ("create", "create_invoice", "create_invoice_with_everything", "create_invoice_at_entity")
    invoices = javascript.does(*steps)[1:]

    assert [each["key"] for each in invoices] == ["1", "2", "3"]
    written = stand_in.ledger(since=1)
    assert [line["level"] for line in written] == ["top", "top", "100"]
    assert written[0]["fields"]["description"] == "Ä & <b>"
    assert written[0]["fields"]["total"] == "21.00"


def test_it_updates_an_invoice_and_one_line_of_it(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    *_, updated = javascript.does("create", "create_invoice", "update_document")

    assert updated["key"] == "1"
    assert stand_in.admin("GET", "state/ARINVOICE/J-I1").json()["TOTALENTERED"] == "11.50"


def test_it_deletes_a_document_by_its_number(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    *_, deleted = javascript.does("create", "create_invoice", "delete_document")

    assert deleted["status"] == "success"
    assert stand_in.admin("GET", "state").json()["ARINVOICE"] == 0


def test_read_by_query_and_read_more_give_each_row_once(javascript: JavaScriptClient) -> None:
    _, pages = javascript.does("create_more", "read_by_query")

    assert _ids(pages) == ["P1", "P2", "P3", "P4", "P5"]
    assert [page["numRemaining"] for page in pages] == [3, 1, 0]
    assert {page["totalCount"] for page in pages} == {5}


def test_a_query_pages_in_its_order(javascript: JavaScriptClient) -> None:
    _, pages = javascript.does("create_more", "query")

    assert _ids(pages) == ["P5", "P4", "P3", "P2", "P1"]
    assert [(page["totalCount"], page["numRemaining"]) for page in pages] == [(5, 2), (5, 0)]


def test_it_counts_what_a_query_finds(javascript: JavaScriptClient) -> None:
    _, counted = javascript.does("create_more", "counted")

    assert counted["data"] == [{"STATUS": "active", "COUNT.RECORDNO": "5", "MAX.CUSTOMERID": "P5"}]


def test_every_kind_that_it_can_create_is_taken(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    *_, results = javascript.does("create", "create_invoice", "every_kind")

    assert [result["errors"] for result in results if result["status"] != "success"] == []
    assert len(stand_in.ledger()) == 2 + len(results)


def test_it_changes_a_bill_and_reverses_what_it_made(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    *_, updated, reversed_ = javascript.does("create", "create_invoice", "every_kind", "update_bill", "reversals")

    assert updated["key"] == "1"
    assert [each["key"] for each in reversed_] == ["1", "1", "1"]
    states = [
        stand_in.admin("GET", f"state/{key}").json()["STATE"] for key in ("ARINVOICE/J-I1", "APPYMT/Y1", "APBILL/B1")
    ]
    assert states == ["Reversed"] * 3


def test_lists_and_descriptions_have_the_shapes_that_it_reads(javascript: JavaScriptClient) -> None:
    _, (customers, preferences, dimensions, looked_up, inspected) = javascript.does("create_more", "lists")

    assert [row["customerid"] for row in customers["data"]] == ["P1", "P2", "P3", "P4", "P5"]
    assert customers["totalCount"] == 5
    assert preferences["data"] == [{"preference": "DISABLEENTITYSLIDEIN", "prefvalue": "false"}]
    assert "PROJECT" in [each["objectName"] for each in dimensions["data"][0]["dimension"]]
    assert "CUSTOMERID" in [field["ID"] for field in looked_up["data"][0]["Fields"]["Field"]]
    assert "CUSTOMERID" in inspected["data"][0]["Fields"]["Field"]


def test_it_tells_the_levels_of_errors_apart(javascript: JavaScriptClient) -> None:
    *levels, _, function = javascript.does(
        "error_control", "error_authentication", "error_entity", "error_session", "create", "error_function"
    )

    assert [each["error"] for each in levels] == ["ResponseException"] * 4
    assert levels[0]["message"].startswith("Response control status failure - XL03000006")
    assert {each["message"].partition(" - ")[0] for each in levels[1:]} == {"Response authentication status failure"}
    assert "Invalid session" in levels[3]["message"]
    assert function["error"] == "ResultException"
    assert [each.split()[0] for each in function["errors"]] == ["BL34000061", "BL01001973"]


def test_a_batch_is_mixed_without_a_transaction_and_raises_with_one(
    javascript: JavaScriptClient, stand_in: StandIn
) -> None:
    mixed, raised, whole = javascript.does("batch", "batch_transaction", "batch_transaction_whole")

    assert [result["status"] for result in mixed] == ["success", "failure", "success"]
    assert raised["error"] == "ResultException"
    assert raised["errors"][-1].startswith("XL03000009")
    assert [result["status"] for result in whole] == ["success", "success"]
    assert [line["natural_key"] for line in stand_in.ledger()] == ["B1", "B2", "B5", "B6"]


def test_of_a_transaction_it_sees_the_culprit_and_the_others_aborted(javascript: JavaScriptClient) -> None:
    verdicts = javascript.does("batch_transaction_verdicts")[0]

    assert [each["status"] for each in verdicts] == ["aborted", "failure", "aborted"]
    assert all(each["errors"][-1].startswith("XL03000009") for each in verdicts)


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        ({"do": "status", "value": 503}, "Error", "Request retry count exceeded"),
        ({"do": "status", "value": 429}, "ResponseException", "GW-0010"),
        ({"do": "status", "value": {"status": 429, "form": "text"}}, "FetchError", "API rate limit exceeded"),
        ({"do": "status", "value": 404}, "FetchError", "Error 404"),
        ({"do": "html"}, "IntacctException", "missing"),
        ({"do": "truncate"}, "Error", ""),
        ({"do": "content_type", "value": ""}, "", ""),
        ({"do": "drop_before"}, "Error", "socket hang up"),
        ({"do": "error_code", "value": "XL03000009"}, "ResultException", "aborted"),
    ],
)
def test_it_makes_an_error_of_everything_that_goes_wrong_on_the_way(
    javascript: JavaScriptClient, stand_in: StandIn, fault: dict[str, Any], error: str, words: str
) -> None:
    stand_in.fail(match={"function": "read"}, **fault)

    answer = javascript.does("error_http")[0]

    assert (answer.get("error", ""), words in str(answer)) == (error, True), answer


def test_the_empty_elements_that_it_can_write_are_refused_in_words(javascript: JavaScriptClient) -> None:
    answer = javascript.does("empty_journal")[0]

    assert answer["error"] == "ResultException"
    assert "Required field JOURNAL is missing for Journal Entry." in answer["errors"][0]


def test_a_control_id_is_used_once(javascript: JavaScriptClient) -> None:
    once, twice = javascript.does("once", "twice")

    assert once["status"] == "success"
    assert twice["errors"][0].startswith("XL03000011")


def test_its_blind_repeat_after_a_lost_answer_makes_two_documents(
    javascript: JavaScriptClient, stand_in: StandIn
) -> None:
    stand_in.change(enforce_invoice_numbers=False)
    javascript.does("create")
    stand_in.fail(match={"function": "create_invoice"}, do="status", value={"status": 502, "after": True}, times=1)

    answer = javascript.does("create_invoice")[0]

    assert answer["status"] == "success"
    assert [line["natural_key"] for line in stand_in.ledger(since=1)] == ["J-I1", "J-I1"]


def test_it_goes_on_at_the_address_that_its_session_was_told(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    elsewhere = javascript.endpoint.replace("sim.", "na12.")
    stand_in.change(endpoint=elsewhere, sessions_bound=True)

    session, created = javascript.does("session_top", "create")

    assert session["endpointUrl"] == elsewhere
    assert created["status"] == "success"


def test_it_reads_compressed_answers(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    stand_in.change(compress_answers=True)

    assert javascript.does("create")[0]["status"] == "success"


def test_its_asynchronous_request_is_acknowledged(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    stand_in.change(policies={"later": "http://127.0.0.1:9/"})

    answer = javascript.does("later")[0]

    assert answer["status"] == "success"
    assert [line["natural_key"] for line in stand_in.ledger()] == ["L1"]


def test_it_reads_the_bare_401_of_a_wrong_sign_in(javascript: JavaScriptClient, stand_in: StandIn) -> None:
    stand_in.fail(do="status", value=401)

    answer = javascript.does("session_top")[0]

    assert answer["errors"] == ["XMLGW_JPP0002 Sign-in information is incorrect"]


def test_it_gives_up_at_once_where_the_cut_of_a_network_hides_the_effect(
    javascript: JavaScriptClient, stand_in: StandIn
) -> None:
    javascript.does("create")
    stand_in.fail(match={"function": "create_invoice"}, do="status", value={"status": 524, "after": True})

    answer = javascript.does("create_invoice")[0]

    assert answer["error"] == "FetchError"
    assert [line["natural_key"] for line in stand_in.ledger(since=1)] == ["J-I1"]
