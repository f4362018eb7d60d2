"""A filter survives its query string; what cannot be understood is refused by name."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from backend.domain.grid.cursors import Place, Sort, place_of, read_cursor, write_cursor
from backend.domain.grid.filters import GridFilter, read_filter, read_typed_filter
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Problem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.status import Status

texts = some.text(some.characters(exclude_categories=["Cc", "Cs"]), max_size=40).map(str.strip)
keys = texts.filter(lambda key: not key or key.strip("*"))
places = some.one_of(
    some.just(Sort.NEWEST).map(lambda sort: Place(sort, 7)),
    some.datetimes(timezones=some.just(UTC), min_value=datetime(1980, 1, 1)).map(  # noqa: DTZ001
        lambda at: place_of(Sort.CHANGED, 8, at)
    ),
    keys.map(lambda key: place_of(Sort.KEY, 9, key)),
    some.decimals(-(10**9), 10**9, places=2).map(lambda amount: place_of(Sort.AMOUNT, 9, ("EUR", amount))),
)
filters = some.builds(
    GridFilter,
    key=keys,
    statuses=some.frozensets(some.sampled_from(Status)),
    version=some.sampled_from(["", "7", "5-9", "behind"]),
    kind=some.sampled_from(["", *KINDS]),
    entity=texts,
    category=some.sampled_from(["", "finance", "master_data"]),
    message=texts.filter(lambda text: not text or len(text) >= 3),
    since=some.sampled_from(["", "2026-11-01", "2026-11-01T17:05Z", "24h", "7d"]),
    until=some.sampled_from(["", "2026-11-01", "2026-11-30T17:05:59Z"]),
    error_class=some.sampled_from(["", *ErrorClass]),
    sort=some.sampled_from(Sort),
).map(lambda one: replace(one, category="finance", kind="") if one.sort is Sort.AMOUNT else one)


def read(query: str) -> GridFilter:
    found = read_filter(parse_qsl(query, keep_blank_values=True))
    assert isinstance(found, GridFilter), found
    return found


def problems(query: str) -> dict[str, str]:
    found = read_filter(parse_qsl(query, keep_blank_values=True))
    assert not isinstance(found, GridFilter), found
    return {problem.field: problem.sentence for problem in found}


@given(filters)
def test_a_filter_survives_its_query_string(one: GridFilter) -> None:
    assert read(one.query()) == one


@given(filters, places)
def test_a_page_survives_its_query_string(one: GridFilter, place: Place) -> None:
    one = replace(one, category="", kind="")
    paged = read(one.query(sort=place.sort, after=write_cursor(place)))

    assert paged.place == place == read(one.query(sort=place.sort, before=write_cursor(place))).place
    assert read(paged.query(page=True)) == paged
    assert read(paged.query()).after == ""


@given(some.text(max_size=60) | some.binary(max_size=40).map(lambda raw: raw.hex()))
def test_a_cursor_that_is_not_ours_is_refused(text: str) -> None:
    assert read_cursor(text) is None


@pytest.mark.parametrize(
    "content",
    [b'["newest",0]', b'["newest",9223372036854775808]', b'["newest",7,"x"]', b'["changed",7,"x"]', b'["changed",7,-1]',
     b'["changed",7,999999999999999999]', b'["key",7]', b'["key",7,"a\\u0000b"]', b'["key",7,"\\ud800"]',
     b'["amount",7,"EUR"]', b'["amount",7,["EUR","1e9"]]', b'["amount",7,["EUR","1","2"]]',
     b'["amount",7,["E\\u0000","1"]]',
     b'["other",7]', b"[]", b"{}", b"7", b'["newest",7,null,-8]', b'["newest",7,null,8,9]'],
)  # fmt: skip
def test_a_forged_cursor_is_refused(content: bytes) -> None:
    from base64 import urlsafe_b64encode

    assert read_cursor(urlsafe_b64encode(content).decode().rstrip("=")) is None


def test_a_cursor_of_another_order_is_refused() -> None:
    after = write_cursor(place_of(Sort.KEY, 9, "A"))

    said = "this page belongs to the order key: begin with the first page"
    assert [problems(f"{name}={after}") for name in ("after", "before")] == [{"after": said}, {"before": said}]
    assert problems(f"after={after}&before={after}&sort=key") == {"before": "expected only one of after and before"}


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("color=red", "color", "unknown: expected one of status, key,"),
        ("statuses=error", "statuses", "unknown: "),
        ("color=", "color", "unknown: "),
        ("status=error&status=broken", "status", "expected one of not_integrated, pending"),
        ("kind=invoice", "kind", "expected one of customer,"),
        ("category=money", "category", "expected one of master_data, finance"),
        ("sort=oldest", "sort", "expected one of newest, changed, key"),
        ("version=x", "version", "expected a version such as 7, a range such as 5-9, or behind"),
        ("version=9-5", "version", "expected a version"),
        ("version=0", "version", "expected a version"),
        ("version=2147483648", "version", "expected a version"),
        ("version=７", "version", "expected a version"),
        ("message=ab", "message", 'expected at least 3 characters, got "ab"'),
        ("since=yesterday", "since", "expected a date such as 2026-11-01, or 24h, 7d, 30d"),
        ("since=2026-02-30", "since", "expected a date"),
        ("since=20261101", "since", "expected a date"),
        ("since=0h", "since", "expected a date"),
        ("since=2026-11-01T25:00Z", "since", "expected a date"),
        ("since=2026-11-01T17:05", "since", "expected a date"),
        ("error_class=bad_luck", "error_class", "expected one of data, setup, connection,"),
        ("until=7d", "until", "expected a date such as 2026-11-01, got"),
        ("until=2026-02-30", "until", "expected a date"),
        ("until=9999-12-31", "until", "expected a date"),
        ("since=2026-11-02&until=2026-11-01", "until", "expected a time that is not before 2026-11-02, got"),
        ("since=2026-11-02&until=2026-11-01T23:59Z", "until", "expected a time that is not before"),
        ("since=2026-11-01&zone=Mars/Olympus", "zone", "expected a time zone such as Europe/Berlin, got"),
        ("since=2026-11-01&zone=../etc/passwd", "zone", "expected a time zone"),
        ("after=%25%25", "after", "expected the cursor of a page, as an answer gave it"),
        ("key=a%00b", "key", "expected text without control characters"),
        ("key=" + "x" * 201, "key", "expected at most 200 characters"),
        ("key=a&key=b", "key", "given more than once"),
    ],
)  # fmt: skip
def test_a_refusal_names_its_field(query: str, field: str, sentence: str) -> None:
    found = problems(query)

    assert list(found) == [field]
    assert found[field].startswith(sentence)


def test_every_wrong_field_is_named_at_once() -> None:
    assert set(problems("kind=x&since=y&color=z&key=fine")) == {"kind", "since", "color"}


def test_parameters_for_others_and_empty_ones_are_no_filter() -> None:
    found = read("rev=7&tab=attempts&integration=1&key=&kind=+&status=&sort=&after=&key=*")

    assert found == GridFilter()


def test_a_zone_stands_by_days_only_and_says_what_they_mean() -> None:
    one = read("since=2026-11-01&until=2026-11-01&zone=Europe/Berlin")

    assert read(one.query()) == one
    assert [(label, value) for label, value, _ in one.active()] == [
        ("Changed since", "2026-11-01 (Europe/Berlin)"),
        ("Changed until", "2026-11-01 (Europe/Berlin)"),
    ]
    assert read("since=24h&zone=Europe/Berlin").query() == "since=24h"
    assert [value for _, value, _ in read("since=2026-11-01").active()] == ["2026-11-01 (UTC)"]


def test_a_day_before_another_in_the_reader_s_zone_is_named_where_it_is_typed() -> None:
    found = read_typed_filter([("since", "2026-11-02"), ("until", "2026-11-01"), ("kind", "item")])

    assert isinstance(found, GridFilter)
    assert (found.since, found.until, found.kind) == ("2026-11-02", "2026-11-01", "item")
    assert found.problem("until").startswith("expected a time that is not before 2026-11-02")


@pytest.mark.parametrize("beside", ["category=master_data", "kind=customer"])
def test_an_order_by_amount_is_one_of_finance_objects(beside: str) -> None:
    assert read("sort=amount") == GridFilter(sort=Sort.AMOUNT, category="finance")
    assert problems(f"sort=amount&{beside}") == {"sort": "only finance objects have an amount to be ordered by"}
    (_, _, rest), *_ = read("sort=amount&category=finance").active()
    assert rest.query() == ""


def test_statuses_add_up() -> None:
    assert read("status=error&status=pending").statuses == {Status.ERROR, Status.PENDING}


def test_a_changed_filter_begins_at_the_first_page() -> None:
    one = read(f"status=error&sort=key&after={write_cursor(place_of(Sort.KEY, 9, 'A'))}")

    assert one.query(statuses=[]) == "sort=key"
    assert one.query(statuses={Status.PENDING}, sort="newest") == "status=pending"
    assert one.query(key="50% & more") == "status=error&key=50%25+%26+more&sort=key"
    assert "after=" in one.query(after=one.after)


def test_what_filters_is_named_with_a_way_out() -> None:
    one = read("status=not_integrated&status=error&kind=sales_invoice&category=finance&sort=key")

    assert [(label, value, rest.query()) for label, value, rest in one.active()] == [
        ("Status", "Error, Not integrated", "kind=sales_invoice&category=finance&sort=key"),
        ("Kind", "Sales invoice", "status=error&status=not_integrated&category=finance&sort=key"),
        ("Category", "Finance", "status=error&status=not_integrated&kind=sales_invoice&sort=key"),
    ]


@given(filters, filters)
def test_a_fingerprint_is_the_same_for_the_same_view_only(one: GridFilter, other: GridFilter) -> None:
    assert (one.fingerprint == other.fingerprint) == (one == other)


def test_a_fingerprint_does_not_change_between_processes() -> None:
    assert read("status=error&key=A").fingerprint == "2379da8ede5278f1"


def test_problems_are_values_and_not_raised() -> None:
    assert read_filter([("kind", "x")]) == (
        Problem("kind", f'expected one of {", ".join(KINDS)}, got "x"'),
    )  # fmt: skip


def test_what_a_person_typed_wrong_stays_in_its_field_beside_what_was_expected() -> None:
    pairs = [("version", "abc"), ("since", " yesterday "), ("kind", "item"), ("status", "error")]
    found = read_typed_filter(pairs)

    assert isinstance(found, GridFilter)
    assert (found.version, found.since, found.kind) == ("abc", "yesterday", "item")
    assert found.statuses == {Status.ERROR}
    assert found.problem("version").startswith("expected a version such as 7")
    assert found.problem("since").startswith("expected a date such as")
    assert found.problem("key") == ""


def test_what_nobody_types_is_refused_as_before() -> None:
    pairs = [("version", "abc"), ("kind", "spaceship")]

    assert read_typed_filter(pairs) == read_filter(pairs)
