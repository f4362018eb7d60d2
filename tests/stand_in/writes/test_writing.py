"""What a write makes."""

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, count, status, text
from tests.stand_in.requests import customer, function, invoice, line, query, request
from tests.stand_in.writes.documents import both, delete, entry, journal


def test_a_generic_create_answers_with_number_and_key(stand_in: StandIn) -> None:
    result = stand_in.call(customer("C1"))[0]

    assert status(result) == "success"
    assert text(result, "data/customer/RECORDNO") == "1"
    assert text(result, "data/customer/CUSTOMERID") == "C1"


def test_an_invoice_answers_with_its_record_number_and_is_totalled_to_the_cent(ready: StandIn) -> None:
    result = ready.call(invoice("I1", line("0.1"), line("0.205"), line("-0.10")))[0]

    found = ready.call(query("ARINVOICE", "RECORDNO TOTALENTERED WHENDUE CUSTOMERNAME"))[0]
    assert column(found, "RECORDNO") == [text(result, "key")]
    assert column(found, "TOTALENTERED") == ["0.21"]
    assert column(found, "WHENDUE") == ["03/01/2024"]
    assert column(found, "CUSTOMERNAME") == ["Alfreds"]


def test_the_ledger_tells_what_was_written_at_which_level(ready: StandIn) -> None:
    ready.call(invoice("I1", line("12.50")), session=ready.session("100"))

    written = ready.ledger(since=1)[0]
    assert list(written) == [
        "sequence",
        "time",
        "company",
        "level",
        "function",
        "object",
        "kind",
        "natural_key",
        "control_id",
        "body_hash",
        "fields",
    ]
    assert (written["sequence"], written["level"], written["company"]) == (2, "100", "demo")
    assert (written["function"], written["object"], written["kind"]) == ("create_invoice", "ARINVOICE", "sales_invoice")
    assert (written["natural_key"], written["control_id"]) == ("I1", "invoice-I1")
    assert len(written["body_hash"]) == 64
    assert next(iter(written["fields"])) == "total"
    assert written["fields"]["total"] == "12.50"
    assert written["fields"]["invoiceitems"] == {"lineitem": [{"glaccountno": "4000", "amount": "12.50"}]}


def test_the_same_content_has_the_same_hash_whatever_stands_around_it(ready: StandIn) -> None:
    body = request(invoice("I1", control_id="a"))
    ready.change(enforce_invoice_numbers=False)

    ready.post(body)
    ready.post(body.replace('controlid="a"', 'controlid="b"').replace("><", ">\n  <"))

    first, second = ready.ledger(since=1)
    assert first["body_hash"] == second["body_hash"]


def test_several_objects_in_one_create_are_not_all_or_nothing(ready: StandIn) -> None:
    two = customer("C1", control_id="two").replace("</create></function>", "") + customer("C2").partition("<create>")[2]

    result = ready.call(two)[0]

    assert status(result) == "failure"
    assert count(result, "count") == "1"
    assert text(result, "data/customer/CUSTOMERID") == "C2"
    assert [each["natural_key"] for each in ready.ledger()] == ["C1", "C2"]


def test_an_update_changes_what_it_names_and_nothing_else(ready: StandIn) -> None:
    change = "<update><customer><customerid>C1</customerid><name>Älfreds</name></customer></update>"

    result = ready.call(function("u", change))[0]

    found = ready.call(query("CUSTOMER", "NAME DISPLAYCONTACT.PRINTAS"))[0]
    assert status(result) == "success"
    assert column(found, "NAME") == ["Älfreds"]
    assert column(found, "DISPLAYCONTACT.PRINTAS") == ["Alfreds"]


def test_a_delete_answers_with_a_status_and_knows_what_is_not_there(ready: StandIn) -> None:
    gone, missing = ready.call(function("d1", delete("CUSTOMER")), function("d2", delete("CUSTOMER", "7")))

    assert [child.tag for child in gone] == ["status", "function", "controlid"]
    assert chain(missing) == [("BL01001973", "Cannot find customer with key '7' to delete.")]


def test_a_journal_entry_at_the_top_balances_by_entity_or_names_its_source(stand_in: StandIn) -> None:
    place = "<LOCATION>{}</LOCATION>".format
    inside = (
        "<create><LOCATION><LOCATIONID>{0}</LOCATIONID><NAME>{0}</NAME><PARENTID>100</PARENTID></LOCATION></create>"
    )
    stand_in.call(*(function(name, inside.format(name)) for name in ("SHOP", "DEPOT")))

    def tried(control_id: str, debit: str, credit: str, source: str = "", **envelope: str) -> list[tuple[str, str]]:
        call = journal(entry(1000, 1, more=debit), entry(1000, -1, more=credit), more=source)
        return list(chain(stand_in.call(function(control_id, call), **envelope)[0]))

    assert tried("within", place("SHOP"), place("DEPOT")) == []
    assert tried("named", place("SHOP"), place("200"), "<BASELOCATION_NO>100</BASELOCATION_NO>") == []
    assert tried("entity", "", place("SHOP"), session=stand_in.session("100")) == []
    for name, other in (("between", place("200")), ("nowhere", "")):
        refused = tried(name, place("SHOP"), other)[0][1]
        assert "does not balance by entity (100" in refused, refused


def test_a_journal_entry_balances(stand_in: StandIn) -> None:
    balanced, not_balanced = stand_in.call(
        function("1", journal(both(1000, 4000))),
        function("2", journal(entry(1000, 1, "5.00"), entry(4000, -1, "4.99"))),
    )

    assert status(balanced) == "success"
    assert stand_in.ledger()[0]["fields"]["total"] == "5.00"
    assert "does not balance" in chain(not_balanced)[0][1]


def test_what_rules_of_the_company_rewrite_is_kept_without_a_word(stand_in: StandIn) -> None:
    stand_in.change(rewrites={"CUSTOMER": {"NAME": "By rule"}})

    made = stand_in.call(customer("C1"))[0]

    assert status(made) == "success"
    assert column(stand_in.call(query("CUSTOMER", "NAME"))[0], "NAME") == ["By rule"]
