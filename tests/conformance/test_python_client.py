"""PyPI's `sageintacctsdk`, unmodified and on TLS, believes the stand-in."""

import pytest

from tests.conformance.clients import INTERPRETER, PythonClient, need
from tests.stand_in.gateway import StandIn

need(INTERPRETER)


def test_sessions_at_the_top_and_at_an_entity(python: PythonClient, stand_in: StandIn) -> None:
    answers = python.does("session_top", "session_entity", "create_more", "create_invoice", "create_invoice_at_entity")

    assert answers[:2] == [True, True]
    assert [line["level"] for line in stand_in.ledger() if line["kind"] == "sales_invoice"] == ["top", "100"]


def test_it_creates_reads_updates_and_deletes(python: PythonClient) -> None:
    created, updated, got, fields, nothing, deleted, missing = python.does(
        "create", "update", "get", "get_fields", "get_nothing", "delete", "delete"
    )

    assert created["data"]["customer"] == {"RECORDNO": "1", "CUSTOMERID": "P0"}
    assert updated["data"]["@count"] == "1"
    assert got["customer"]["NAME"] == "Renamed"
    assert fields["customer"] == {"NAME": "Renamed"}
    assert nothing["@count"] == "0"
    assert deleted["status"] == "success"
    assert "Cannot find customer with key '1' to delete." in missing["message"]


def test_what_it_makes_at_an_entity_is_found_there_and_hidden_at_the_top(
    python: PythonClient, stand_in: StandIn
) -> None:
    *_, top = python.does("create_at_entity", "count")

    assert top == 0
    assert stand_in.admin("GET", "state/CUSTOMER/E1").json()["MEGAENTITYID"] == "100"


def test_read_by_query_and_read_more_give_each_row_once(python: PythonClient) -> None:
    _, whole, pages = python.does("create_more", "read_by_query", "read_on")

    assert [row["CUSTOMERID"] for row in whole["customer"]] == ["P1", "P2", "P3", "P4", "P5"]
    assert pages == [["P1", "P2"], ["P3", "P4"], ["P5"]]


def test_it_reads_payments_in_the_lower_case_of_their_generation(python: PythonClient) -> None:
    *_, payments = python.does("documents", "payments")

    assert (payments["DOCNUMBER"], payments["WHENCREATED"]) == ("Y1", "02/05/2024")


def test_it_asks_for_each_page_twice_and_each_answer_is_right(python: PythonClient, stand_in: StandIn) -> None:
    python.does("create_more")
    stand_in.admin("POST", "reset")

    pages = python.does("get_all_pages")[0]

    assert pages == [2, 2, 1]
    assert stand_in.stats()["requests"] == 2 + 2 * len(pages)  # a session, a count


def test_it_counts_and_reads_all(python: PythonClient) -> None:
    _, count, everyone, pages = python.does("create_more", "count", "get_all", "get_all_pages")

    assert count == 5
    assert sorted(row["CUSTOMERID"] for row in everyone) == ["P1", "P2", "P3", "P4", "P5"]
    assert pages == [2, 2, 1]


def test_it_reads_all_of_each_kind_by_its_own_list_of_fields(python: PythonClient) -> None:
    *_, counts = python.does("create_more", "create_invoice", "documents", "get_all_of_each")

    assert counts["accounts"] == 12
    assert (counts["bills"], counts["ar_invoices"], counts["journal_entries"], counts["employees"]) == (1, 1, 1, 0)


def test_its_pages_without_an_order_repeat_and_leave_out(python: PythonClient) -> None:
    _, whole, *paged = python.does("create_more", "query", *["query_pages"] * 10)

    assert sorted(row["CUSTOMERID"] for row in whole) == ["P1", "P2", "P3", "P4", "P5"]
    assert any(len({row["CUSTOMERID"] for row in rows}) < len(rows) for rows in paged)


def test_private_records_are_shown_when_asked_for(python: PythonClient) -> None:
    *_, found = python.does("create_more", "create_invoice", "create_invoice_at_entity", "private")

    assert sorted((row["RECORDID"], row["MEGAENTITYID"]) for row in found) == [("PY-1", None), ("PY-2", "100")]


def test_documents_attachments_and_descriptions(python: PythonClient) -> None:
    documents, attachments, dimensions, objects, looked_up = python.does(
        "documents", "attachments", "dimensions", "objects", "lookup"
    )

    assert {each["status"] for each in (*documents, *attachments[:4])} == {"success"}
    assert attachments[2]["listtype"]["@total"] == "1"
    assert attachments[4]["supdocid"] == "S1"
    assert {"objectName", "objectLabel", "termLabel", "userDefinedDimension", "enabledInGL"} == set(dimensions[0])
    assert "CUSTOMER" in [each["@typename"] for each in objects["type"]]
    assert looked_up["Type"]["@Name"] == "CUSTOMER"


def test_it_tells_the_levels_of_errors_apart(python: PythonClient, stand_in: StandIn) -> None:
    control, user, entity, session, _, function = python.does(
        "error_control", "error_authentication", "error_entity", "error_session", "create", "error_function"
    )
    stand_in.change(refused_rights={"ARINVOICE": ["create"]})
    right = python.does("error_right")[0]

    assert control["error"] == "WrongParamsError"
    assert [each["error"] for each in (user, entity, session)] == ["InvalidTokenError"] * 3
    assert function["error"] == "WrongParamsError"
    assert [each["errorno"] for each in function["response"]["error"]] == ["BL34000061", "BL01001973"]
    assert right["error"] == "NoPrivilegeError"


def test_it_has_no_word_of_its_own_for_what_was_aborted(python: PythonClient, stand_in: StandIn) -> None:
    stand_in.fail(match={"function": "create"}, do="error_code", value="XL03000009")

    answer = python.does("create")[0]

    assert answer["error"] == "SageIntacctSDKError"
    assert "aborted" in answer["message"]


@pytest.mark.parametrize(
    ("status", "form", "error"),
    [
        (429, "xml", "SageIntacctSDKError"),
        (429, "text", "AttributeError"),
        (502, "html", "SageIntacctSDKError"),
        (502, "broken_html", "ExpatError"),
        (500, "html", "InternalServerError"),
        (400, "xml", "WrongParamsError"),
        (403, "html", "NoPrivilegeError"),
        (404, "html", "NotFoundItemError"),
    ],
)
def test_what_it_makes_of_an_error_of_http_depends_on_its_form(
    python: PythonClient, stand_in: StandIn, status: int, form: str, error: str
) -> None:
    stand_in.fail(match={"function": "query"}, do="status", value={"status": status, "form": form})

    assert python.does("error_http")[0]["error"] == error


def test_it_sees_limits_and_outages_as_the_gateway_words_them(python: PythonClient, stand_in: StandIn) -> None:
    seen = []
    for text in ("API rate limit exceeded", "The Service is Temporarily Off-line"):
        stand_in.fail(match={"function": "query"}, do="error_code", value={"errorno": "", "description2": text})
        seen += python.does("error_http")
    stand_in.fail(match={"function": "query"}, do="status", value=401)
    seen += python.does("error_http")

    assert [each["error"] for each in seen] == ["InternalServerError", "InternalServerError", "InvalidTokenError"]


def test_it_stays_at_its_fixed_address_and_is_refused_where_sessions_are_bound(
    python: PythonClient, stand_in: StandIn
) -> None:
    stand_in.change(endpoint="https://na12.intacct.com/ia/xml/xmlgw.phtml", sessions_bound=True)

    answer = python.does("create")[0]

    assert answer["error"] == "InvalidTokenError"
    assert "Invalid session" in answer["message"]


def test_it_breaks_on_an_error_without_a_text(python: PythonClient, stand_in: StandIn) -> None:
    broken = []
    for text in ("", None):
        stand_in.fail(match={"function": "create"}, do="error_code", value={"errorno": "X", "description2": text})
        broken += python.does("create")

    assert [each["error"] for each in broken] == ["UnboundLocalError", "KeyError"]
