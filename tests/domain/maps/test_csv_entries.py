"""Value maps as CSV: what is written reads back, and what is wrong is named by line and field."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.maps.csv_entries import read_csv, write_csv
from backend.domain.maps.entries import changed_codes, entry_problems, merged, text_flaw

TEXTS = st.text(min_size=1, max_size=30).filter(lambda text: not text_flaw(text))


@given(st.dictionaries(TEXTS, TEXTS))
def test_what_is_written_reads_back_as_it_was(entries: dict[str, str]) -> None:
    assert read_csv(write_csv(entries).encode()) == entries


def test_no_code_is_changed_because_a_spreadsheet_could_take_it_for_a_formula() -> None:
    entries = {"=1+1": "@SUM(A1)", "+N": "-x", " N30 ": 'a "b", c;d', "ÄÖ€": "日本"}

    assert "\r\n=1+1,@SUM(A1)\r\n" in write_csv(entries)
    assert read_csv(write_csv(entries).encode()) == entries


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_a_byte_order_mark_any_line_end_and_empty_lines_are_taken(head: bytes, end: bytes) -> None:
    lines = [b"code,value", b"", b"N30,Net 30", b"*,Due on receipt", b""]

    assert read_csv(head + end.join(lines)) == {"N30": "Net 30", "*": "Due on receipt"}


@pytest.mark.parametrize(
    ("content", "field", "said"),
    [
        (b"", "line 1", "header code,value"),
        (b"code;value\nN30;Net 30", "line 1", "header code,value (with a comma)"),
        (b"code,value,note\nN30,Net 30,x", "line 1", "header code,value"),
        (b"N30,Net 30\n", "line 1", "header code,value"),
        (b"code,value\nN30,Net 30\nN45,\n", "line 3, value", "1 to 200 characters"),
        (b"code,value\nN30,  \n", "line 2, value", "not only blanks"),
        (b"code,value\n,Net 30\n", "line 2, code", "1 to 200 characters"),
        (b"code,value\nN30,Net 30\nN30,Net 31\n", "line 3, code", '"N30" stands in line 2 already'),
        (b"code,value\nN30," + b"x" * 201, "line 2, value", "1 to 200 characters"),
        (b"code,value\nN30\n", "line 2", "got 1"),
        (b"code,value\nN30,a,b\n", "line 2", "got 3"),
        (b"code,value\nN30,a\x00b\n", "line 2, value", "control character U+0000"),
        (b'code,value\nN30,"a\nb"\n', "line 3, value", "control character U+000A"),
        (b"code,value\nN\t30,a\n", "line 2, code", "control character U+0009"),
        (b"code,value\nN30,Net 30\nN45,\xff\n", "line 3", "UTF-8"),
        (b"code,value\nN45,\xed\xa0\x80\n", "line 2", "UTF-8"),
        (b'code,value\nN30,"Net 30\n', "line 2", "no CSV that can be read"),
        (b'code,value\nN30,"Net" 30\n', "line 2", "no CSV that can be read"),
        (b"code,value\nN30," + b"x" * 200_000, "line 2", "no CSV that can be read"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_field(content: bytes, field: str, said: str) -> None:
    found = read_csv(content)

    assert isinstance(found, tuple)
    assert found[0].field == field
    assert said in found[0].sentence


def test_all_lines_that_are_wrong_are_told_at_once() -> None:
    found = read_csv(b"code,value\nN30,\nN31,ok\nN32,\n")

    assert isinstance(found, tuple)
    assert [one.field for one in found] == ["line 2, value", "line 4, value"]


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ([], "entries"),
        ({"N30": 30}, "entries.N30"),
        ({"N30": ""}, "entries.N30"),
        ({"N30": "x" * 201}, "entries.N30"),
        ({"N30": "a\ud800"}, "entries.N30"),
        ({"N30": "a\n"}, "entries.N30"),
        ({"": "x"}, 'entries[""]'),
        ({"a\ud800": "x"}, 'entries["a\\ud800"]'),
    ],
)
def test_what_is_wrong_in_json_is_named_by_its_code(entries: Any, field: str) -> None:
    assert [one.field for one in entry_problems(entries, may_remove=True)] == [field]


def test_null_takes_an_entry_away_only_where_entries_are_merged() -> None:
    assert entry_problems({"N30": None}, may_remove=True) == ()
    assert entry_problems({"N30": None}, may_remove=False)
    assert merged({"N30": "a", "N45": "b"}, {"N30": None, "N60": "c", "N90": None}) == {"N45": "b", "N60": "c"}


def test_a_map_that_comes_or_goes_as_a_whole_may_be_about_every_object() -> None:
    assert changed_codes({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9", "d": "4"}) == {"b", "c", "d"}
    assert "*" in changed_codes({}, {"a": "1"})
    assert "*" in changed_codes({"a": "1"}, {})
    assert changed_codes({}, {}) == set()
