"""The reading functions of the old generation, descriptions, attachments, and deletes by attribute."""

from xml.sax.saxutils import escape

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, status, text
from tests.stand_in.requests import customer, function, invoice


def _list(name: str, inside: str = "", attributes: str = "") -> str:
    return function("l", f'<get_list object="{name}"{attributes}>{inside}</get_list>')


def _expression(field: str, operator: str, value: str) -> str:
    return f"<expression><field>{field}</field><operator>{operator}</operator><value>{value}</value></expression>"


def test_a_list_says_where_it_starts_where_it_ends_and_how_many_there_are(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n}") for n in range(5)))

    result = stand_in.call(_list("customer", attributes=' start="1" maxitems="2"'))[0]

    listtype = result.find("listtype")
    assert listtype is not None
    assert (listtype.text, dict(listtype.attrib)) == ("customer", {"start": "1", "end": "2", "total": "5"})
    assert column(result, "customerid") == ["C1", "C2"]


def test_a_list_is_filtered_and_shows_the_fields_asked_for(stand_in: StandIn) -> None:
    stand_in.call(*(customer(f"C{n}", name=f"Name {n}") for n in range(5)))
    either = _expression("customerid", "=", "C1") + _expression("name", "like", "%4")
    condition = f'<filter><logical logical_operator="or">{either}</logical></filter>'

    result = stand_in.call(_list("customer", condition + "<fields><field>name</field></fields>"))[0]

    assert [[child.tag for child in row] for row in result.findall("data/customer")] == [["name"], ["name"]]
    assert column(result, "name") == ["Name 1", "Name 4"]


@pytest.mark.parametrize(("order", "keys"), [("asc", ["C1", "C3", "C2", "C0"]), ("desc", ["C0", "C2", "C1", "C3"])])
def test_a_list_comes_in_the_order_asked_for(stand_in: StandIn, order: str, keys: list[str]) -> None:
    for number, name in enumerate(["Zeta", "Alfa", "Beta", "Alfa"]):
        stand_in.call(customer(f"C{number}", name=name))
    sorts = f'<sorts><sortfield order="{order}">name</sortfield><sortfield order="asc">customerid</sortfield></sorts>'

    result = stand_in.call(_list("customer", sorts))[0]

    assert column(result, "customerid") == keys


@pytest.mark.parametrize(
    ("operator", "value", "keys"),
    [
        ("in", "C1, C3", ["C1", "C3"]),
        ("not in", "C1,C3", ["C0", "C2"]),
        ("not like", "%2", ["C0", "C1", "C3"]),
        (">=", "C2", ["C2", "C3"]),
        ("is null", "", []),
        ("is not null", "", ["C0", "C1", "C2", "C3"]),
    ],
)
def test_a_list_is_filtered_with_every_operator(stand_in: StandIn, operator: str, value: str, keys: list[str]) -> None:
    stand_in.call(*(customer(f"C{number}") for number in range(4)))
    shown = f"<filter>{_expression('customerid', escape(operator), value)}</filter>"

    assert column(stand_in.call(_list("customer", shown))[0], "customerid") == keys


def test_a_list_at_the_top_shows_what_entities_own_when_asked_for(ready: StandIn) -> None:
    ready.call(invoice("I1"), session=ready.session("100"))

    assert column(ready.call(_list("invoice"))[0], "recordid") == []
    assert column(ready.call(_list("invoice", attributes=' showprivate="true"'))[0], "recordid") == ["I1"]


@pytest.mark.parametrize(
    ("call", "number"),
    [
        (_list("nothing"), "Query Failed"),
        (_list("customer", "<fields><field>colour</field></fields>"), "Invalid fields list COLOUR"),
        (_list("customer", attributes=' maxitems="many"'), "DL02000001"),
        (_list("customer", attributes=f' start="{"9" * 5000}"'), "DL02000001"),
        (_list("customer", f"<filter>{_expression('name', 'near', 'x')}</filter>"), "DL02000001"),
        (_list("customer", '<sorts><sortfield order="asc">colour</sortfield></sorts>'), "DL02000001"),
    ],
)
def test_a_list_that_cannot_be_is_refused(stand_in: StandIn, call: str, number: str) -> None:
    assert chain(stand_in.call(call)[0])[0][0] == number


def test_an_attachment_lies_in_a_folder_that_exists(stand_in: StandIn) -> None:
    folder = "<create_supdocfolder><supdocfoldername>Bills</supdocfoldername></create_supdocfolder>"
    document = (
        "<create_supdoc><supdocid>S1</supdocid><supdocname>Bill</supdocname><supdocfoldername>{}</supdocfoldername>"
        "<attachments><attachment><attachmentname>a</attachmentname><attachmenttype>txt</attachmenttype>"
        "<attachmentdata>SGVsbG8=</attachmentdata></attachment></attachments></create_supdoc>"
    )

    made, kept, lost = stand_in.call(
        function("1", folder), function("2", document.format("Bills")), function("3", document.format("None"))
    )

    assert (text(made, "key"), text(kept, "key")) == ("Bills", "S1")
    assert chain(lost)[0][1] == "Invalid Attachment Folder 'None' specified."
    found = stand_in.call(_list("supdoc"))[0]
    assert [text(row, "attachments/attachment/attachmentdata") for row in found.findall("data/supdoc")] == ["SGVsbG8="]


def test_dimensions_and_preferences_of_the_company(stand_in: StandIn) -> None:
    dimensions, preferences = stand_in.call(
        function("1", "<getDimensions/>"), function("2", '<get_companyprefs application="ME"/>')
    )

    names = [child.tag for child in dimensions.findall("data/dimensions/dimension")[0]]
    assert names == ["objectName", "objectLabel", "termLabel", "userDefinedDimension", "enabledInGL"]
    assert text(preferences, "data/companypref/preference") == "DISABLEENTITYSLIDEIN"


def test_an_object_is_described_with_what_is_required_and_what_people_added(stand_in: StandIn) -> None:
    stand_in.call(customer("C1", more="<MINE>1</MINE>"))
    described = stand_in.call(function("1", "<lookup><object>CUSTOMER</object></lookup>"))[0]

    fields = {text(each, "ID"): each for each in described.findall("data/Type/Fields/Field")}
    assert text(fields["NAME"], "REQUIRED") == "true"
    assert text(fields["MINE"], "ISCUSTOM") == "true"
    assert len(stand_in.call(function("1", "<inspect><object>*</object></inspect>"))[0].findall("data/type")) > 20


def test_a_legacy_delete_names_its_record_in_an_attribute(ready: StandIn) -> None:
    ready.call(invoice("I1"))

    document, party, missing, nothing = ready.call(
        function("1", '<delete_invoice key="1"/>'),
        function("2", '<delete_customer customerid="C1"/>'),
        function("3", '<delete_customer customerid="C1"/>'),
        function("4", "<delete_vendor/>"),
    )

    assert [status(each) for each in (document, party)] == ["success", "success"]
    assert chain(missing)[0][1] == "Cannot find customer with key 'C1' to delete."
    assert "vendorid" in chain(nothing)[0][1]
    assert [line["natural_key"] for line in ready.ledger(since=2)] == ["I1", "C1"]


def test_an_empty_group_in_an_update_changes_nothing(ready: StandIn) -> None:
    change = "<update><CUSTOMER><CUSTOMERID>C1</CUSTOMERID><NAME>New</NAME><DISPLAYCONTACT/></CUSTOMER></update>"

    result = ready.call(function("u", change))[0]

    assert status(result) == "success"
    assert ready.admin("GET", "state/CUSTOMER/C1").json()["DISPLAYCONTACT"]["PRINTAS"] == "Alfreds"
