"""Versions handed over: what is taken, what is refused and why, and that nothing is half stored."""

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.promises.system import System

NAMED = {"name": "Öle"}


def put(system: System, key: str, number: object, content: Any, kind: str = "class") -> httpx.Response:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return system.api.put(f"/objects/{kind}/{quote(key, safe='')}/versions/{number}", content=body)


def fields_of(answer: httpx.Response, status: int) -> list[str]:
    """Of a refusal, which is always problem+json."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["detail"]
    return [one["field"] for one in answer.json().get("problems", [])]


def stored(system: System, key: str, kind: str = "class") -> list[int]:
    """The numbers of its versions; [] when there is none."""
    count = "SELECT json_agg(v.version ORDER BY v.version) FROM object_version v JOIN object o ON o.id = v.object"
    return json.loads(system.ask(f"{count} WHERE o.kind = '{kind}' AND o.key = '{key}'") or "[]") or []


def test_a_version_is_stored_once_however_often_it_comes(system: System) -> None:
    answers = [put(system, "ONCE", 1, {"body": NAMED}) for _ in range(3)]

    assert [one.status_code for one in answers] == [201, 200, 200]
    assert [one.json()["receipt"] for one in answers] == ["created", "unchanged", "unchanged"]
    assert stored(system, "ONCE") == [1]


def test_other_content_under_a_number_that_is_there_is_a_conflict(system: System) -> None:
    put(system, "CONFLICT", 1, {"body": NAMED})

    answer = put(system, "CONFLICT", 1, {"body": {"name": "Other"}})

    assert fields_of(answer, 409) == ["version"]
    assert system.object("class", "CONFLICT")["version"] == 1


def test_an_older_version_is_kept_and_superseded(system: System) -> None:
    put(system, "OLDER", 5, {"body": NAMED})

    answer = put(system, "OLDER", 3, {"body": {"name": "Before"}})

    assert (answer.status_code, answer.json()["receipt"], answer.json()["superseded_by"]) == (200, "superseded", 5)
    assert stored(system, "OLDER") == [3, 5]
    assert system.object("class", "OLDER")["version"] == 5


def test_without_a_version_the_next_number_is_given_when_the_content_differs(system: System) -> None:
    def post(name: str) -> dict[str, Any]:
        batch = [{"kind": "class", "key": "NEXT", "body": {"name": name}}]
        result: dict[str, Any] = system.call("POST", "/objects", json=batch)["results"][0]
        return result

    results = [post("A"), post("A"), post("B")]

    assert [(one["version"], one["receipt"]) for one in results] == [(1, "created"), (1, "unchanged"), (2, "created")]


@pytest.mark.parametrize(
    ("content", "status", "field"),
    [
        (b"{", 400, ""),
        (b"[]", 400, None),
        (b"", 400, ""),
        ({"body": NAMED, "colour": "red"}, 400, "colour"),
        ({"body": NAMED, "key": "ANOTHER"}, 400, "key"),
        ({"body": NAMED, "entity": 7}, 422, "entity"),
        ({"body": NAMED, "changed_at": "2024-02-29T12:00:00"}, 422, "changed_at"),
        ({"body": {}}, 422, "name"),
        ({"body": {"name": 7}}, 422, "name"),
        ({}, 422, "body"),
    ],
)
def test_a_refused_version_names_its_field_and_leaves_nothing(
    system: System, content: Any, status: int, field: str | None
) -> None:
    fields = fields_of(put(system, "REFUSED", 1, content), status)

    assert fields == [] if field is None else [one.removeprefix("body.") for one in fields] == [field]
    assert stored(system, "REFUSED") == []


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.0", "99999999999", "²"])
def test_a_number_that_is_none_is_refused(system: System, number: str) -> None:
    assert fields_of(put(system, "REFUSED", quote(number), {"body": NAMED}), 400) == ["version"]


def test_an_unknown_kind_is_refused_by_name(system: System) -> None:
    assert fields_of(put(system, "REFUSED", 1, {"body": NAMED}, kind="clas"), 400) == ["kind"]


def test_a_wrong_total_is_refused_by_its_field(system: System) -> None:
    lines = [{"account": "4000", "amount": "10.00"}, {"account": "4000", "amount": "0.01"}]
    body = {"customer": "C1", "date": "2024-02-29", "currency": "EUR", "lines": lines, "total": "10.02"}

    assert "total" in str(fields_of(put(system, "I1", 1, {"body": body}, kind="sales_invoice"), 422))
    assert stored(system, "I1", kind="sales_invoice") == []


def test_an_unknown_body_field_is_kept_and_named(system: System) -> None:
    answer = put(system, "CUSTOM", 1, {"body": NAMED | {"shelf": "A7"}})

    assert answer.json()["custom"] == ["shelf"]
    assert "A7" in json.dumps(system.object("class", "CUSTOM"))


@pytest.mark.parametrize(("method", "megabytes"), [("PUT", 6), ("PUT", 20), ("POST", 20)])
def test_a_huge_body_is_refused(system: System, method: str, megabytes: int) -> None:
    path = "/objects/class/HUGE/versions/1" if method == "PUT" else "/objects"
    content = json.dumps({"body": NAMED | {"description": "x" * megabytes * 1_000_000}}).encode()

    answer = system.api.request(method, path, content=content, headers={"content-type": "application/json"})

    assert fields_of(answer, 413) == []
    assert f"{5 if method == 'PUT' else 16} MB" in answer.json()["detail"]
    assert stored(system, "HUGE") == []


@pytest.mark.parametrize("form", ["lines", "array"])
def test_a_version_in_a_batch_may_not_be_larger_than_one_that_comes_alone(system: System, form: str) -> None:
    huge = json.dumps({"kind": "class", "key": "LARGE", "body": NAMED | {"custom": {"a": "x" * 5_300_000}}})
    small = json.dumps({"kind": "class", "key": f"SMALL-{form}", "body": NAMED})
    content = f"{huge}\n{small}" if form == "lines" else f"[{huge},{small}]"
    kind = "application/x-ndjson" if form == "lines" else "application/json"

    answer = system.api.post("/objects", content=content, headers={"content-type": kind})

    assert answer.status_code == 207, answer.text[:500]
    assert [(one["line"], one["problems"]) for one in answer.json()["results"] if "problems" in one] == [
        (1, [{"field": "", "sentence": "too large: a version may have 5 MB"}])
    ]


def test_lines_are_numbered_as_an_editor_does(system: System) -> None:
    """Blank lines count too."""
    lines = ["", json.dumps(BATCH[0]), "", "  ", "nonsense", "\r", json.dumps(BATCH[1]), ""]

    answer = system.api.post("/objects", content="\n".join(lines), headers={"content-type": "application/x-ndjson"})

    assert [one["line"] for one in answer.json()["results"]] == [2, 5, 7]
    assert [one["line"] for one in answer.json()["results"] if "problems" in one] == [5, 7]


BATCH: list[dict[str, Any]] = [
    {"kind": "class", "key": "GOOD1", "version": 1, "body": NAMED},
    {"kind": "class", "key": "BAD", "version": 1, "body": {}},
    {"kind": "class", "key": "GOOD2", "version": 1, "body": NAMED},
]


@pytest.mark.parametrize("form", ["lines", "array"])
def test_a_batch_keeps_its_good_lines_and_numbers_the_bad_ones(system: System, form: str) -> None:
    batch = [one | {"key": f"{form}-{one['key']}"} for one in BATCH]
    lines = "\n".join(["nonsense" if form == "lines" else "7", *map(json.dumps, batch)])
    array = form == "array"
    answer = system.api.post(
        "/objects",
        content=f"[{lines.replace(chr(10), ',')}]" if array else lines,
        headers={"content-type": "application/json" if array else "application/x-ndjson"},
    )

    assert answer.status_code == 207
    said = answer.json()
    assert (said["stored"], said["refused"]) == (2, 2)
    assert [one["line"] for one in said["results"] if "problems" in one] == [1, 3]
    assert said["results"][2]["problems"][0]["field"].endswith("name")
    assert [stored(system, one["key"]) for one in batch] == [[1], [], [1]]


def test_a_batch_of_refused_lines_only_is_refused(system: System) -> None:
    answer = system.api.post("/objects", json=[BATCH[1]])

    assert fields_of(answer, 422) == []
    assert [one["line"] for one in answer.json()["results"]] == [1]
