"""Columns of an integration's own: where they may point, what they may be, and what they show."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.grid.layout import Layout, read_layout
from backend.domain.kinds.body.words import join
from backend.domain.kinds.registry import KINDS
from backend.domain.own_columns.checking import own_column_problems
from backend.domain.own_columns.column import MOST, OwnColumn, heads
from backend.domain.own_columns.facts import Fact, fact_of
from backend.domain.own_columns.lines import read_rest, written_line
from backend.domain.own_columns.paths import misplaced, read_path
from tests.frontend.payloads import PAYLOADS

OF = {"kind": "sales_invoice", "key": "INV/1", "entity": "100"}
LINK = "https://crm.example/deals/{value}?of={key}"
NAMES = st.text(st.characters(), min_size=1, max_size=4).filter(str.isprintable)  # longer ones are cut


def column(path: str = "reference", label: str = "Ours", **more: Any) -> OwnColumn:
    return OwnColumn(label=label, path=path, **more)


def refused(*columns: OwnColumn) -> dict[str, str]:
    return {one.field: one.sentence for one in own_column_problems(columns, KINDS)}


def fact(text: str | None, *more: str, path: str = "reference", most: int = 200, **named: Any) -> Fact:
    return fact_of(column(path, **named), [text, *more], most, **OF)


@given(st.lists(st.one_of(NAMES, st.integers(0, 999)), min_size=1, max_size=6))
def test_a_place_is_read_as_refusals_write_it(steps: list[str | int]) -> None:
    path = ""
    for step in steps:
        path = f"{path}[{step}]" if isinstance(step, int) else join(path, step)

    assert read_path(path) == tuple(steps)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".a",
        "a.",
        "a..b",
        "a b",
        "a[",
        "a[-1]",
        "a[1000]",
        "a[x]",
        'a["x]',
        'a["\\q"]',
        'custom["\\u0000"]',
        'custom["\\ud800"]',
        "a[]",
        "$.a",
        "a.*",
        "a/b",
        "a\n",
    ],
)
def test_what_is_no_place_is_refused_by_the_name_of_its_field(path: str) -> None:
    assert read_path(path) is None
    assert "expected a place in the content" in refused(column(path or "."))["own_columns[0].path"]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("due_dat", "did you mean due_date?"),
        ("lines", "lines is a list: expected an entry of it, such as lines[0]"),
        ("lines.department", "lines is a list"),
        ("lines[0]", "lines[0] has fields: expected one of them, such as lines[0].department"),
        ("lines[0].depatment", "did you mean department?"),
        ("customer.group", "customer is a value: nothing stands within it"),
        ("total[0]", "total is no list"),
        ("custom", "custom has fields"),
        ("custom[0]", "custom is no list"),
        ("[0]", "sales_invoice is no list"),
        ("lines[2].department", ""),
        ("custom.deal.stage[1]", ""),
        ('lines[0].custom["Cost centre"]', ""),
    ],
)
def test_a_place_that_the_kind_cannot_have_is_refused_with_the_way_out(path: str, why: str) -> None:
    steps = read_path(path)
    assert steps
    found = misplaced(steps, KINDS["sales_invoice"])

    assert why in found
    assert bool(found) == bool(why)


def test_of_a_column_for_all_kinds_it_is_enough_that_one_has_the_place() -> None:
    assert refused(column("due_days"), column("lines[0].debit", label="Debit")) == {}
    assert "no kind that is carried has this field" in refused(column("due_dat"))["own_columns[0].path"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "invoice"}, "kind"),
        ({"format": "amount", "currency": "curency"}, "currency"),
        ({"currency": "currency"}, "currency"),
        ({"address": LINK}, "address"),
        ({"format": "link"}, "address"),
        ({"format": "link", "address": "http://crm.example/{value}"}, "address"),
        ({"format": "link", "address": "https://{value}.example/"}, "address"),
        ({"format": "link", "address": "https://crm.example/{colour}/{value}"}, "address"),
        ({"format": "link", "address": "https://crm.example/{key}"}, "address"),
        ({"format": "link", "address": "javascript:alert('{value}')"}, "address"),
        ({"label": "a = b"}, "label"),
        ({"label": " a"}, "label"),
        ({"label": "a\tb"}, "label"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_the_name_of_its_field(wrong: dict[str, str], field: str) -> None:
    assert list(refused(column(**wrong))) == [f"own_columns[0].{field}"]


def test_there_are_a_handful_and_each_label_stands_once_for_a_kind() -> None:
    many = [column(label=f"C{number}") for number in range(MOST + 1)]

    assert refused(*many) == {"own_columns": "expected at most 8 columns, got 9"}
    assert refused(*many[1:]) == {}
    assert list(refused(column(), column("description"))) == ["own_columns[1].label"]
    assert refused(column(), column("name", kind="customer")) == {}


def test_two_kinds_that_share_a_label_share_a_column() -> None:
    both = [column("customer", kind="sales_invoice"), column("supplier", kind="purchase_invoice"), column(label="B")]

    assert [one.label for one in heads(both, {one.token for one in both})] == ["Ours", "B"]
    assert heads(both, {both[2].token}) == [both[2]]


@pytest.mark.parametrize(
    ("shown", "as_"),
    [
        (fact("1234.50", format="number"), ("number", "1234.50", "")),
        (fact("-0.5", "USD", format="amount"), ("number", "-0.5", "USD")),
        (fact("007", format="number"), ("text", "007", "")),
        (fact("NaN", format="number"), ("text", "NaN", "")),
        (fact("1e9", "USD", format="amount"), ("text", "1e9", "")),
        (fact("2026-11-30", format="date"), ("day", "2026-11-30", "")),
        (fact("2026-11-31", format="date"), ("text", "2026-11-31", "")),
        (fact("2026-11-30T10:00:00Z", format="date"), ("moment", "2026-11-30T10:00:00Z", "")),
        (fact("2026-11-30T10:00:00", format="date"), ("text", "2026-11-30T10:00:00", "")),
        (fact("soon", format="date"), ("text", "soon", "")),
        (fact("X-1", format="code"), ("code", "X-1", "")),
        (fact(None, format="code"), ("text", "", "")),
        (fact("", "USD", format="amount"), ("text", "", "")),
        (fact("abcdef", most=3, format="code"), ("text", "abc…", "")),
    ],
)
def test_a_value_is_shown_as_asked_for_and_what_does_not_fit_as_it_stands(shown: Fact, as_: tuple[str, ...]) -> None:
    assert (shown.format, shown.text, shown.currency) == as_


@pytest.mark.parametrize("path", ["tax_id", "custom.iban", "custom.bank.name", 'custom["Card number"]'])
def test_a_confidential_field_is_masked_and_leads_nowhere(path: str) -> None:
    found = fact("DE123456789", path=path, format="link", address=LINK)

    assert (found.text, found.address) == ("***", "")
    assert fact("1.00", "DE89370400440532013000", format="amount", currency="custom.iban").currency == "***"
    assert fact(None, path=path).text == ""


@pytest.mark.parametrize("value", PAYLOADS)
def test_whatever_a_value_holds_a_link_stays_at_its_host_and_within_its_segment(value: str) -> None:
    found = fact(value, format="link", address=LINK, most=10_000)

    assert found.text == value
    assert found.address.startswith("https://crm.example/deals/")
    segment, _, query = found.address.removeprefix("https://crm.example/deals/").partition("?")
    assert query == "of=INV%2F1"
    assert not set("/?#\"'<>{} ").intersection(segment)


@pytest.mark.parametrize("value", [".", ".."])
def test_what_a_browser_would_go_up_by_is_no_link(value: str) -> None:
    assert fact(value, format="link", address=LINK) == Fact(label="Ours", text=value)


@pytest.mark.parametrize(
    "line",
    [
        "Region = custom.region",
        "Due = sales_invoice: due_date as date",
        "Freight = freight as amount",
        "Freight = sales_invoice: freight as amount custom.currency",
        f"Deal = custom.deal as link {LINK}",
        'Known = custom["known as x = y"].z as code',
    ],
)
def test_a_line_of_the_form_is_read_as_it_was_written(line: str) -> None:
    label, _, rest = line.partition(" = ")
    found = read_rest(label, rest)

    assert found
    assert written_line(found) == line
    assert read_path(found["path"])


@pytest.mark.parametrize("rest", ["", "a b", "a as", "a as code: b c d e: as", 'custom["x'])
def test_a_line_that_says_nothing_is_not_read_or_refused_later(rest: str) -> None:
    found = read_rest("Label", rest)

    assert found is None or refused(column(found["path"])) or set(found) > {"label", "path"}


def test_a_layout_keeps_what_was_chosen_and_no_word_that_is_none() -> None:
    own = (column().token, column(label="Ünder = score").token)

    assert read_layout(f"key.kind.{'.'.join(own)}.own-xyz.own-123") == Layout(frozenset({"kind"}), own=own)
    assert read_layout(str(Layout(own=own))).own == own
