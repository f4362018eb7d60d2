"""Records in the order of their changes, page by page, each page by what the last one ended with."""

from itertools import pairwise

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import column, count
from tests.stand_in.requests import query

ORDER = (
    "<orderby><order><field>WHENMODIFIED</field><ascending/></order><order><field>RECORDNO</field><ascending/></order>"
    "</orderby><pagesize>2</pagesize>"
)


def _is(operator: str, field: str, value: str) -> str:
    return f"<{operator}><field>{field}</field><value>{value}</value></{operator}>"


def _after(moment: str, number: str) -> str:
    later, same = _is("greaterthan", "WHENMODIFIED", moment), _is("equalto", "WHENMODIFIED", moment)
    return f"<or>{later}<and>{same}{_is('greaterthan', 'RECORDNO', number)}</and></or>"


def _put(stand_in: StandIn, *moments: str) -> None:
    for n, moment in enumerate(moments, 1):
        fields = {"TITLE": "T", "WHENMODIFIED": moment}
        assert stand_in.admin("PUT", f"state/DEPARTMENT/D{n}", fields).status_code == 200


def _pages(stand_in: StandIn, moment: str, number: str) -> list[list[tuple[str, str]]]:
    pages: list[list[tuple[str, str]]] = []
    while not pages or pages[-1]:
        assert len(pages) < 20, "the pages do not end"
        found = query("DEPARTMENT", "WHENMODIFIED RECORDNO", condition=_after(moment, number), more=ORDER)
        (page,) = stand_in.call(found)
        pages.append(list(zip(column(page, "WHENMODIFIED"), column(page, "RECORDNO"), strict=True)))
        moment, number = pages[-1][-1] if pages[-1] else (moment, number)
    return pages[:-1]


def test_a_keyset_of_moment_and_number_reads_each_record_once(stand_in: StandIn) -> None:
    early, late = "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"
    _put(stand_in, late, *[early] * 9, late, "")

    pages = _pages(stand_in, "01/01/2020 00:00:00", "0")

    numbers = [int(number) for page in pages for _, number in page]
    assert numbers == [*range(2, 11), 1, 11]
    assert [len(page) for page in pages] == [2, 2, 2, 2, 2, 1]


def test_numbers_compare_as_numbers(stand_in: StandIn) -> None:
    _put(stand_in, *["2026-01-01T00:00:00Z"] * 11)

    pages = _pages(stand_in, "01/01/2026 00:00:00", "8")

    assert [number for page in pages for _, number in page] == ["9", "10", "11"]


def test_records_without_a_moment_are_found_by_that(stand_in: StandIn) -> None:
    _put(stand_in, "", "2026-01-01T00:00:00Z", "")
    condition = f"<and><isnull><field>WHENMODIFIED</field></isnull>{_is('greaterthan', 'RECORDNO', '1')}</and>"

    (page,) = stand_in.call(query("DEPARTMENT", "DEPARTMENTID", condition=condition))

    assert (column(page, "DEPARTMENTID"), count(page, "totalcount")) == (["D3"], "1")


def test_moments_are_shown_and_understood_in_the_users_time_zone(stand_in: StandIn) -> None:
    _put(stand_in, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z")
    stand_in.change(zone_minutes=-480)

    pages = _pages(stand_in, "12/31/2025 16:00:00", "1")

    assert [moment for page in pages for moment, _ in page] == ["12/31/2025 17:00:00", "12/31/2025 18:00:00"]
    assert all(before < after for before, after in pairwise(moment for page in pages for moment, _ in page))


@pytest.mark.parametrize(
    "moment", ["yesterday", "2026-01-01", "2026-02-30T00:00:00Z", "2026-01-01T00:00:00+00:00", [{"A": "B"}]]
)
def test_a_moment_that_is_none_is_refused(stand_in: StandIn, moment: object) -> None:
    answer = stand_in.admin("PUT", "state/DEPARTMENT/D1", {"WHENMODIFIED": moment})

    assert answer.status_code == 400
    assert "WHENMODIFIED" in answer.json()["error"]
