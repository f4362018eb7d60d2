"""How changes are found: moments, the audit trail of deletions, and searches that lag behind."""

import time

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, count
from tests.stand_in.requests import customer, function, invoice, query
from tests.waiting import wait_until

DELETED = "<and><equalto><field>ACCESSMODE</field><value>D</value></equalto></and>"
DELETE = "<delete><object>{}</object><keys>1</keys></delete>"
READ = function("r", "<read><object>CUSTOMER</object><keys>1</keys><fields>NAME</fields></read>")
RENAME = function("u", "<update><CUSTOMER><CUSTOMERID>C1</CUSTOMERID><NAME>New</NAME></CUSTOMER></update>")
NAMES = query("CUSTOMER", "NAME")


def _deletions(stand_in: StandIn) -> list[tuple[str, str]]:
    order = "<orderby><order><field>RECORDNO</field><ascending/></order></orderby>"
    rows = stand_in.call(query("AUDITHISTORY", "OBJECTTYPE OBJECTKEY USERID", condition=DELETED, more=order))[0]
    return list(zip(column(rows, "OBJECTTYPE"), column(rows, "OBJECTKEY"), strict=True))


def test_a_deletion_leaves_a_row_in_the_audit_history(ready: StandIn) -> None:
    ready.call(invoice("I1"))
    ready.call(function("1", DELETE.format("ARINVOICE")), function("2", DELETE.format("CUSTOMER")))

    assert _deletions(ready) == [("arinvoice", "1--REC"), ("customer", "C1")]


def test_a_deletion_by_a_person_leaves_one_too(ready: StandIn) -> None:
    ready.admin("DELETE", "state/CUSTOMER/C1")

    assert _deletions(ready) == [("customer", "C1")]


def _trail(stand_in: StandIn) -> list[tuple[str, ...]]:
    order = "<orderby><order><field>RECORDNO</field></order></orderby>"
    fields = ("OBJECTTYPE", "OBJECTKEY", "ACCESSMODE", "SOURCE", "USERID")
    rows = stand_in.call(query("AUDITHISTORY", " ".join(fields), more=order))[0]
    return list(zip(*(column(rows, field) for field in fields), strict=True))


def test_creates_and_changes_leave_a_row_where_the_company_keeps_them(stand_in: StandIn) -> None:
    stand_in.change(audit_writes=True)
    stand_in.call(customer("C1"), RENAME, invoice("I1"))
    stand_in.admin("PUT", "state/CUSTOMER/C1", {"NAME": "By hand"})

    assert _trail(stand_in) == [
        ("contact", "Alfreds(C1)", "C", "api", "console"),
        ("customer", "C1", "C", "api", "console"),
        ("customer", "C1", "M", "api", "console"),
        ("arinvoice", "1--REC", "C", "api", "console"),
        ("customer", "C1", "M", "ui", "person"),
    ]


def test_what_was_taken_back_leaves_no_row(stand_in: StandIn) -> None:
    stand_in.change(audit_writes=True)

    stand_in.call(customer("C1"), invoice("I1", customer_id="NONE"), transaction="true")

    assert _trail(stand_in) == []


def test_the_audit_history_may_be_closed_and_says_so_without_a_number(stand_in: StandIn) -> None:
    stand_in.change(refused_rights={"AUDITHISTORY": ["read"]})

    result = stand_in.call(query("AUDITHISTORY", "OBJECTKEY"))[0]

    assert chain(result)[0][0] == ""
    assert "You do not have permission" in chain(result)[0][1]


def test_every_write_moves_the_moment_of_its_record(ready: StandIn) -> None:
    before = column(ready.call(query("CUSTOMER", "WHENMODIFIED"))[0], "WHENMODIFIED")
    time.sleep(1.1)

    ready.call(RENAME)

    assert column(ready.call(query("CUSTOMER", "WHENMODIFIED"))[0], "WHENMODIFIED") > before


def test_a_search_lags_behind_and_a_read_by_number_does_not(stand_in: StandIn) -> None:
    stand_in.change(lag_seconds=60)

    stand_in.call(customer("C1"))

    assert count(stand_in.call(NAMES)[0], "totalcount") == "0"
    assert column(stand_in.call(READ)[0], "NAME") == ["Alfreds"]


def test_a_search_finds_what_was_there_before_a_change(ready: StandIn) -> None:
    ready.change(lag_seconds=60)

    ready.call(RENAME)
    changed = column(ready.call(NAMES)[0], "NAME")
    ready.call(function("d", DELETE.format("CUSTOMER")))

    assert changed == ["Alfreds"]
    assert column(ready.call(NAMES)[0], "NAME") == ["Alfreds"]


def test_the_lag_ends(stand_in: StandIn) -> None:
    stand_in.change(lag_seconds=0.2)
    stand_in.call(customer("C1"))

    time.sleep(0.3)

    assert column(stand_in.call(NAMES)[0], "NAME") == ["Alfreds"]


def test_the_lag_begins_anew_with_the_next_change(stand_in: StandIn) -> None:
    stand_in.change(lag_seconds=4)
    stand_in.call(customer("C1"))
    wait_until(lambda: column(stand_in.call(NAMES)[0], "NAME"))

    stand_in.call(RENAME)

    assert column(stand_in.call(NAMES)[0], "NAME") == ["Alfreds"]
