"""What can be read back, from which level, in which order."""

from xml.sax.saxutils import escape

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, count, status
from tests.stand_in.requests import customer, function, invoice, query


def _equal(field: str, value: str) -> str:
    return f"<equalto><field>{field}</field><value>{value}</value></equalto>"


def test_an_invoice_of_an_entity_is_found_there_and_hidden_at_the_top(ready: StandIn) -> None:
    ready.call(invoice("I1"), session=ready.session("100"))
    find = query("ARINVOICE", "RECORDID MEGAENTITYID", condition=_equal("RECORDID", "I1"))
    private = query("ARINVOICE", "RECORDID", more="<options><showprivate>true</showprivate></options>")

    assert column(ready.call(find, session=ready.session("100"))[0], "MEGAENTITYID") == ["100"]
    assert column(ready.call(find, session=ready.session("200"))[0], "RECORDID") == []
    assert column(ready.call(find)[0], "RECORDID") == []
    assert column(ready.call(private)[0], "RECORDID") == ["I1"]


def test_rows_without_an_order_come_shuffled(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n}") for n in range(30)))

    orders = {tuple(column(stand_in.call(query("CUSTOMER", "CUSTOMERID"))[0], "CUSTOMERID")) for _ in range(3)}

    assert len(orders) > 1


def test_ordered_pages_hold_each_row_once(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n}") for n in range(12)))
    order = "<orderby><order><field>RECORDNO</field><descending/></order></orderby>"
    pages = [f"{order}<pagesize>5</pagesize><offset>{offset}</offset>" for offset in (0, 5, 10)]

    results = stand_in.call(*(query("CUSTOMER", "RECORDNO", more=page) for page in pages))

    assert [number for result in results for number in column(result, "RECORDNO")] == [str(n) for n in range(12, 0, -1)]
    assert [count(result, "numremaining") for result in results] == ["7", "2", "0"]
    assert count(results[0], "totalcount") == "12"


def test_filters_combine(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n}", name=f"Name {n}") for n in range(10)))
    between = "<between><field>RECORDNO</field><value>3</value><value>9</value></between>"
    condition = (
        f"<and>{between}<or>{_equal('CUSTOMERID', 'C4')}{_equal('NAME', 'Name 7')}{_equal('NAME', 'Name 9')}</or></and>"
    )
    listed = "<in><field>CUSTOMERID</field><value>C1</value><value>C2</value><value>X</value></in>"

    both, some = stand_in.call(
        query("CUSTOMER", "CUSTOMERID", condition=condition), query("CUSTOMER", "CUSTOMERID", condition=listed)
    )

    assert sorted(column(both, "CUSTOMERID")) == ["C4", "C7"]
    assert sorted(column(some, "CUSTOMERID")) == ["C1", "C2"]


def test_dates_in_filters_are_american(ready: StandIn) -> None:
    ready.call(invoice("I1"))
    after = "<greaterthanorequalto><field>WHENCREATED</field><value>{}</value></greaterthanorequalto>"

    found, none, iso = ready.call(
        query("ARINVOICE", "WHENCREATED", condition=after.format("01/31/2024")),
        query("ARINVOICE", "WHENCREATED", condition=after.format("02/01/2024")),
        query("ARINVOICE", "WHENCREATED", condition=after.format("2024-01-31")),
    )

    assert column(found, "WHENCREATED") == ["01/31/2024"]
    assert column(none, "WHENCREATED") == []
    assert chain(iso)[0][0] == "DL02000001"


def test_read_leaves_out_what_is_not_there_and_knows_names(ready: StandIn) -> None:
    by_number, by_name = ready.call(
        function("1", "<read><object>CUSTOMER</object><keys>1,77</keys><fields>CUSTOMERID,NAME</fields></read>"),
        function("2", "<readByName><object>CUSTOMER</object><keys>NONE</keys><fields>*</fields></readByName>"),
    )

    assert column(by_number, "NAME") == ["Alfreds"]
    assert (status(by_name), count(by_name, "count")) == ("success", "0")


def test_read_by_query_goes_on_page_by_page(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n}", name="O'Neil" if n == 3 else "Other") for n in range(7)))
    condition = "CUSTOMERID in ('C1','C2','C3','C4') and not_null is not null"
    first = function(
        "1",
        f"<readByQuery><object>CUSTOMER</object><fields>CUSTOMERID</fields><query>{condition}</query><pagesize>3</pagesize></readByQuery>",
    )

    refused = stand_in.call(first)[0]
    page = stand_in.call(first.replace("not_null", "NAME"))[0]
    more = function("2", f"<readMore><resultId>{escape(count(page, 'resultId') or '')}</resultId></readMore>")
    rest = stand_in.call(more)[0]
    quoted = stand_in.call(first.replace(condition, r"NAME = 'O\'Neil' or NAME like 'Nob%'"))[0]

    assert chain(refused)[0][0] == "DL02000001"
    assert [child.tag for child in page.findall("data/*")] == ["customer"] * 3
    assert (count(page, "totalcount"), count(page, "numremaining")) == ("4", "1")
    assert (len(column(rest, "CUSTOMERID")), count(rest, "numremaining")) == (1, "0")
    assert column(quoted, "CUSTOMERID") == ["C3"]


def test_a_query_names_only_fields_that_there_are(ready: StandIn) -> None:
    known, unknown, typo = ready.call(
        query("CUSTOMER", "DISPLAYCONTACT.MAILADDRESS.CITY"),
        query("CUSTOMER", "NAME COLOUR"),
        query("CUSTOMER", "DISPLAYCONTACT.MAILADDRESS.TOWN"),
    )

    assert column(known, "DISPLAYCONTACT.MAILADDRESS.CITY") == [""]
    assert chain(unknown)[0][0] == "Invalid fields list COLOUR"
    assert chain(typo)[0][0] == "Invalid fields list DISPLAYCONTACT.MAILADDRESS.TOWN"


def test_fields_that_people_added_are_known_before_a_record_holds_them(ready: StandIn) -> None:
    asked = query("ARINVOICE", "RECORDID REGION")
    unknown = ready.call(asked)[0]
    ready.change(custom_fields={"ARINVOICE": ["Region"]})

    assert (status(unknown), status(ready.call(asked)[0])) == ("failure", "success")


def test_a_custom_field_of_a_legacy_document_is_found_whatever_the_case_of_its_name(ready: StandIn) -> None:
    pair = "<customfieldname>region</customfieldname><customfieldvalue>North</customfieldvalue>"
    custom = f"<customfields><customfield>{pair}</customfield></customfields>"
    ready.call(invoice("I1").replace("<invoiceitems>", f"{custom}<invoiceitems>"))

    found = ready.call(query("ARINVOICE", "REGION", condition=_equal("REGION", "North")))[0]

    assert column(found, "REGION") == ["North"]
