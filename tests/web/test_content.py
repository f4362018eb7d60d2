"""A body is read as its kind writes it: own fields first, labels in words, money as money."""

from backend.domain.kinds.body.words import join
from backend.web.drawing.content import Marked, body_of, marked, shown_columns, shown_fields
from backend.web.drawing.templates import draw, make_environment
from tests.frontend.contexts import make_context
from tests.frontend.sample import make_rows
from tests.frontend.shown.detail import make_detail

INVOICE = body_of("sales_invoice")
BODY = {
    "colour": "blue",
    "total": "11058.460",
    "lines": [{"amount": "1058.46", "quantity": "2", "account": "4000"}, {"class": "TEA", "amount": "10000.00"}],
    "currency": "USD",
    "payment_term": "N30",
    "customer": "HUNGO",
}


def test_fields_stand_in_the_order_of_the_kind_and_unknown_ones_last() -> None:
    shown = shown_fields(BODY, INVOICE)

    assert [(one.name, one.label) for one in shown] == [
        ("customer", "Customer"),
        ("payment_term", "Payment term"),
        ("currency", "Currency"),
        ("lines", "Lines"),
        ("total", "Total"),
        ("colour", "colour"),
    ]
    assert [(one.label, one.value) for one in shown if one.number] == [("Total", "11058.460")]


def test_lines_have_the_columns_of_all_of_them() -> None:
    lines = next(one for one in shown_fields(BODY, INVOICE) if one.name == "lines")

    columns = shown_columns(lines.value, lines.part)

    assert [one.label for one in columns] == ["Account", "Quantity", "Amount", "Class"]
    assert [one.number for one in columns] == [False, True, True, False]


def test_what_no_kind_knows_is_shown_as_it_came() -> None:
    assert [(one.label, one.value) for one in shown_fields({"b_c": "1", "a": None}, None)] == [
        ("b_c", "1"),
        ("a", None),
    ]
    assert shown_fields({"tax_id": "DE1"}, body_of("customer"))[0].label == "Tax ID"
    addresses = shown_fields({"addresses": [{"line1": "1 Harbor Street"}]}, body_of("customer"))[0]
    assert [one.label for one in shown_columns(addresses.value, addresses.part)] == ["Line 1"]


def test_a_name_of_several_words_is_marked_where_its_problem_names_it() -> None:
    custom = {"Cost centre": "C1", "region": "C1"}

    shown = marked({"custom": custom, "lines": [custom]}, [join("custom", "Cost centre"), "lines[0].region"])

    marks = [[name for name in part if isinstance(part[name], Marked)] for part in (shown["custom"], *shown["lines"])]
    assert marks == [["Cost centre"], ["region"]]


def test_the_column_that_the_error_is_about_is_the_first_of_its_table() -> None:
    shown = marked(BODY, ["lines[1].class"])["lines"]
    lines = next(one for one in shown_fields(BODY, INVOICE) if one.name == "lines")
    names = [[one.name for one in shown_columns(each, lines.part)] for each in (BODY["lines"], shown)]

    assert names[0][-1] == "class"
    assert names[1] == ["class", *names[0][:-1]]


def test_the_drawer_keeps_the_names_in_titles() -> None:
    detail = make_detail(make_rows()[0])
    html = draw(make_environment(""), "objects/drawer/_content.html", **make_context(detail=detail))

    assert '<dt title="payment_term">Payment term</dt>' in html
    assert '<th scope="col" title="amount" class="num">Amount</th>' in html
