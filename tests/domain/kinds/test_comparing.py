"""Two bodies of an object side by side."""

from typing import Any

import pytest

from backend.domain.kinds.body.comparing import in_order, matched
from backend.domain.kinds.body.shape import shape_of
from backend.domain.kinds.registry import KINDS


def lines(*words: str) -> list[dict[str, Any]]:
    return [{"description": word, "amount": "1.00"} for word in words]


def test_fields_stand_in_the_kinds_order_and_what_it_does_not_know_comes_last() -> None:
    part = KINDS["sales_invoice"].body
    known = list(shape_of(part).fields)

    assert in_order({"custom", "total", "payment_term", "a", *known}, part) == (*known, "a", "custom")


def test_a_line_that_was_put_in_makes_no_change_of_those_below_it() -> None:
    assert matched(lines("a", "b", "c"), lines("a", "x", "b", "c")) == [(0, 0), (None, 1), (1, 2), (2, 3)]
    assert matched(lines("a", "b", "c"), lines("a", "c")) == [(0, 0), (1, None), (2, 1)]
    assert matched(lines("a", "b", "c"), lines("a", "x", "c")) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(("before", "after"), [("", "ab"), ("ab", ""), ("aab", "ab"), ("abc", "cab"), ("aaaa", "aa")])
def test_every_line_of_both_is_matched_once(before: str, after: str) -> None:
    found = matched(lines(*before), lines(*after))

    assert sorted(i for i, _ in found if i is not None) == list(range(len(before)))
    assert [j for _, j in found if j is not None] == list(range(len(after)))
    assert (None, None) not in found


def test_ten_thousand_lines_that_all_changed_are_matched_by_their_place() -> None:
    found = matched(lines(*["a"] * 10_000), lines(*["b"] * 9_999))

    assert found == [(n, n) for n in range(9_999)] + [(9_999, None)]
