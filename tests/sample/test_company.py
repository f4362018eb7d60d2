"""The committed files of the sample company, without a system around them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backend.cli.sample import mend
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.domain.ingest.envelope import Envelope, read_envelope
from backend.domain.pushes.carried import Maps

SAMPLE = Path(mend.__file__).parent
MOST_BYTES = 400_000


def lines_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLE / name).read_text(encoding="utf-8").splitlines()]


def content_of(name: str) -> Any:
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["company.ndjson", "later.ndjson"])
def test_every_version_is_accepted_and_leaves_nothing_unknown(name: str) -> None:
    for line in lines_of(name):
        read = read_envelope(line)

        assert isinstance(read, Envelope), (line["key"], read)
        assert not read.reading.custom, line["key"]
        assert line["kind"] in SageIntacct.kinds


def test_the_company_names_each_object_once() -> None:
    named = Counter((line["kind"], line["key"]) for line in lines_of("company.ndjson"))

    assert set(named.values()) == {1}


def test_what_comes_later_is_newer_or_new() -> None:
    held = {(line["kind"], line["key"]): line for line in lines_of("company.ndjson")}
    for line in lines_of("later.ndjson"):
        before = held.get((line["kind"], line["key"]))

        assert before is None or (line["version"] > before["version"] and line["body"] != before["body"])


def test_every_class_has_an_account_in_the_value_map() -> None:
    classes = {line["key"] for line in lines_of("company.ndjson") if line["kind"] == "class"}
    maps = Maps(content_of("maps.json"))

    assert {code for code in [*classes, "freight", "tax"] if maps.find("accounts", code) is None} == set()


def test_the_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in SAMPLE.glob("*json")) < MOST_BYTES


def test_every_mend_changes_something_that_the_books_have_or_miss() -> None:
    books = content_of("third_party.json")["records"]
    keys = {"GLACCOUNT": "ACCOUNTNO", "ITEM": "ITEMID", "CONTACT": "CONTACTNAME", "APTERM": "NAME"}
    here = {(name, record[field]) for name, field in keys.items() for record in books[name]}
    touched = [tuple(change.path[1:]) for one in mend.MENDS.values() for change in one.changes if len(change.path) > 1]

    assert [one in here for one in touched] == [False, True, True, True, False, False]
