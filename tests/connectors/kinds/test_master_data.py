"""What is rendered of master data, and of all kinds alike."""

from typing import Any

import pytest

from backend.connectors.sage_intacct.comparing import LABELS
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS as INTACCT_KINDS
from backend.domain.kinds.reading import Reading, read_body
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef
from backend.domain.pushes.push import Payload
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.kinds.rendering import CONFIG, CONNECTOR, problems, render, rendered
from tests.connectors.make import BODIES, MAPS, make_version


def test_a_customer_is_made_with_its_contact_and_term() -> None:
    create = rendered(make_version("customer", "BOLID"))

    (customer,) = create
    assert (create.tag, customer.tag) == ("create", "CUSTOMER")
    assert customer.findtext("CUSTOMERID") == "BOLID"
    assert customer.findtext("NAME") == "Bólido Comidas & Söhne"
    assert customer.findtext("TERMNAME") == "Net 30"
    assert customer.findtext("DISPLAYCONTACT/PRINTAS") == "Bólido Comidas & Söhne"
    assert customer.findtext("DISPLAYCONTACT/LASTNAME") == "Sommer"
    assert customer.findtext("DISPLAYCONTACT/MAILADDRESS/ISOCOUNTRYCODE") == "ES"
    assert customer.find("DISPLAYCONTACT/MAILADDRESS/STATE") is None


def test_an_update_names_the_record_and_clears_what_was_taken_away() -> None:
    (customer,) = rendered(make_version("customer", "BOLID", payment_term=""), remote="17")

    assert customer.findtext("RECORDNO") == "17"
    assert customer.findtext("TERMNAME") == ""
    assert customer.findtext("DISPLAYCONTACT/MAILADDRESS/STATE") == ""


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [("supplier", "VENDOR", "VENDORID"), ("class", "CLASS", "CLASSID"), ("item", "ITEM", "ITEMID")],
)
def test_master_data_goes_by_generic_functions(kind: str, name: str, key: str) -> None:
    (made,), (changed,) = rendered(make_version(kind, "X1")), rendered(make_version(kind, "X1"), remote="5")

    assert (made.tag, made.findtext(key), changed.findtext(key), changed.findtext("RECORDNO")) == (
        name,
        "X1",
        "X1",
        "5",
    )


def test_a_customer_waits_for_a_term_of_ours_and_a_supplier_never() -> None:
    ours = ObjectRef("payment_term", "N21")
    customer, supplier = (make_version(kind, payment_term="N21") for kind in ("customer", "supplier"))

    assert (*CONNECTOR.needs(customer, MAPS), *CONNECTOR.needs(supplier, MAPS)) == (ours,)
    assert rendered(customer, parents={ours: RemoteRef(id="N21")}).findtext("CUSTOMER/TERMNAME") == "N21"
    assert problems(supplier) == ['payment_term: payment term N21 has no entry in the value map "payment terms"']


def test_an_employee_may_be_its_own_manager() -> None:
    employee = make_version("employee", "E1", name="Ida Berg", manager="E1")

    assert CONNECTOR.needs(employee, MAPS) == ()
    assert rendered(employee).find("EMPLOYEE/SUPERVISORID") is None


def test_an_item_has_a_type_which_an_update_leaves_alone() -> None:
    kinds: list[dict[str, Any]] = [{}, {"type": "kit"}, {"type": "service"}]
    made = [rendered(make_version("item", **given)).findtext("ITEM/ITEMTYPE") for given in kinds]

    assert made == ["Non-Inventory", "Kit", "Non-Inventory"]
    assert rendered(make_version("item"), remote="5").find("ITEM/ITEMTYPE") is None


def test_a_parent_that_has_another_number_there_is_called_by_it() -> None:
    parents = {ObjectRef("customer", "VINET"): RemoteRef(id="9", number="C-0009")}

    assert rendered(make_version("sales_invoice"), parents=parents).findtext("customerid") == "C-0009"


@pytest.mark.parametrize(
    ("kind", "named", "field"),
    [
        ("sales_invoice", ("customer", "customer"), "CUSTOMERID"),
        ("supplier_payment", ("supplier", "supplier"), "VENDORID"),
        ("customer", ("parent", "customer"), "PARENTID"),
        ("employee", ("department", "department"), "DEPARTMENTID"),
    ],
)
def test_it_is_expected_under_that_number_too(kind: str, named: tuple[str, str], field: str) -> None:
    version = make_version(kind, **{named[0]: "OURS"})
    parents = {ObjectRef(named[1], "OURS"): RemoteRef(id="9", number="THEIRS")}

    told = [CONNECTOR.expected(version, parents=known, config=CONFIG, maps=MAPS)[field] for known in ({}, parents)]

    assert told == ["OURS", "THEIRS"]


def test_the_bytes_do_not_depend_on_anything_but_the_content() -> None:
    first, second = render(make_version("sales_invoice", "A")), render(make_version("sales_invoice", "A", number=2))

    assert isinstance(first, Payload)
    assert isinstance(second, Payload)
    assert first.hash == second.hash


def test_the_bodies_of_these_tests_are_bodies_that_the_house_accepts() -> None:
    told = {kind: read_body(KINDS[kind], body) for kind, body in BODIES.items()}

    assert {kind: said for kind, said in told.items() if not isinstance(said, Reading)} == {}


@pytest.mark.parametrize("kind", INTACCT_KINDS.values(), ids=INTACCT_KINDS)
def test_each_field_that_is_compared_has_a_word_of_ours(kind: IntacctKind) -> None:
    assert {*kind.telling, *kind.changing, *kind.once} - set(LABELS) == set()
