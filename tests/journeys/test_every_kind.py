"""Five thousand objects of all kinds, at both levels, at one of them with fields that people added there, and second
versions of a fifth of their master data: the third party's ledger holds them field by field, once each."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.books import name_of
from tests.journeys.changed_kinds import changed, contact_of, key_field, second_versions
from tests.journeys.demo import Demo, running
from tests.journeys.every_kind import CUSTOM, DOCUMENTS, MARKER, OBJECTS, Object, expected, many

COPIES = 251


@pytest.fixture(scope="module", params=["top", "entity"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Demo, str]]:
    with running(tmp_path_factory.mktemp(request.param) / "home", level=request.param) as started:
        for name, entries in {"journals": {"GENERAL": "GJ"}, "payment_methods": {"transfer": "EFT"}}.items():
            started.api.put(f"{started.path}/value-maps/{name}", json=entries).raise_for_status()
        if request.param == "entity":
            extend(started)
        accounts = {"*": "4000", "freight": "4100", "tax": "4100"}
        started.api.put(f"{started.path}/value-maps/accounts", json=accounts).raise_for_status()
        yield started, request.param


def extend(demo: Demo) -> None:
    """People there add fields to their objects, and the settings name them."""
    fields = {name: [MARKER, *CUSTOM.values()] for name in OBJECTS.values()}
    demo.stand_in.put("/settings", json={"custom_fields": fields}).raise_for_status()
    named = {"marker_field": MARKER, "custom_fields": CUSTOM}
    demo.api.patch(demo.path, json={"config": named}).raise_for_status()


def test_a_company_of_all_kinds_arrives_field_by_field(demo: tuple[Demo, str], tmp_path: Path) -> None:
    started, level = demo
    objects = many(COPIES)
    assert len(objects) > 5000
    send(started, objects, tmp_path)

    ledger = started.ledger()
    assert Counter(map(name_of, ledger)) == Counter(map(name_of, objects))
    numbers = numbers_of(started)
    lines = {name_of(line): line for line in ledger}
    for one in objects:
        line = lines[name_of(one)]
        at = one.get("entity") if one["kind"] in DOCUMENTS and level == "entity" else None
        assert line["level"] == (at or "top"), one
        told = {name: value for name, value in line["fields"].items() if name != "total"}
        assert told == expected(one, numbers, key=line["control_id"] if level == "entity" else ""), line


def test_its_second_versions_arrive_field_by_field_with_what_was_taken_away(
    demo: tuple[Demo, str], tmp_path: Path
) -> None:
    """Of the company of the test above."""
    started, level = demo
    objects, before = second_versions(COPIES), started.whole_ledger()
    assert len(objects) > 600
    send(started, objects, tmp_path)

    lines = started.whole_ledger()[len(before) :]
    assert {(line["function"], line["level"]) for line in lines} == {("update", "top"), ("update_arterm", "top")}
    found = {name_of(line): line["fields"] for line in lines}
    records = records_of(started)
    for one in objects:
        assert found.pop(name_of(one)) == changed(one, records.get(name_of(one), ""), custom=level == "entity"), one
        if one["kind"] == "employee":
            contact = contact_of(one)
            assert found.pop(("contact", contact["CONTACTNAME"])) == contact
    assert found == {}
    assert len(lines) == len(objects) + sum(one["kind"] == "employee" for one in objects)


def send(demo: Demo, objects: list[Object], folder: Path) -> None:
    file = folder / "objects.ndjson"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in objects), encoding="utf-8")
    imported = demo.syncline("import", str(file))
    synced = demo.syncline("sync", "--all", "--wait")
    assert (imported.returncode, synced.returncode) == (0, 0), imported.stderr + synced.stdout + synced.stderr


def records_of(demo: Demo) -> dict[tuple[str, str], str]:
    """(kind, key) → the RECORDNO that the third party gave it."""
    return {
        (kind, record[key_field(kind)]): record["RECORDNO"]
        for kind, name in OBJECTS.items()
        if kind not in DOCUMENTS
        for record in demo.stand_in.get(f"/state/{name}").raise_for_status().json()
    }


def numbers_of(demo: Demo) -> dict[tuple[str, str], str]:
    """(kind, key) → the record's number, as Syncline keeps it."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("sales_invoice", "purchase_invoice"):
        after: str | None = ""
        while after is not None:
            given: dict[str, Any] = {"kind": kind, "limit": 1000} | ({"after": after} if after else {})
            page = demo.api.get(f"{demo.path}/objects", params=given).raise_for_status().json()
            for one in page["objects"]:
                whole = demo.get(f"{demo.path}/objects/{kind}/{one['key']}")
                found[kind, one["key"]] = whole["remote_id"]
            after = page["next"]
    return found
