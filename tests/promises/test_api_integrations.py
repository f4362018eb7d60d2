"""Settings, presses and lists for programs, and who may ask for them."""

import json
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.promises.system import System

PATH = "/integrations/1"


def classes(prefix: str, count: int) -> list[dict[str, Any]]:
    return [{"kind": "class", "key": f"{prefix}{n}", "version": 1, "body": {"name": "Öle"}} for n in range(count)]


def refs(objects: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"kind": one["kind"], "key": one["key"]} for one in objects]


def detail(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    return str(answer.json()["detail"])


def test_a_list_walked_by_its_cursor_has_each_object_once_while_others_arrive(system: System) -> None:
    there = classes("THERE-", 60)
    system.hand_over(there)
    seen, after = Counter[str](), ""
    for arriving in range(100):
        page = system.call(
            "GET", f"{PATH}/objects", params={"limit": 7, "key": "*-*"} | ({"after": after} if after else {})
        )
        seen.update(one["key"] for one in page["objects"])
        if arriving < 5:
            system.hand_over(classes(f"ARRIVED-{arriving}-", 20))
        after = page["next"]
        if not after:
            break

    assert set(seen.values()) == {1}
    assert {one["key"] for one in there} <= set(seen)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"connections_allowed": 0}, "connections_allowed"),
        ({"transaction_level": "middle"}, "transaction_level"),
        ({"config": {"colour": "red"}}, "config.colour"),
        ({"config": {"call_timeout_seconds": "soon"}}, "call_timeout_seconds"),
        ({"secrets": {"colour": "red"}}, "secrets.colour"),
    ],
)
def test_a_setting_that_is_refused_is_named_and_changes_nothing(
    system: System, change: dict[str, Any], field: str
) -> None:
    before = system.call("GET", PATH)

    answer = system.api.patch(PATH, json={"batch_size": 9} | change)

    assert field in detail(answer, 422)
    assert system.call("GET", PATH) == before


def test_settings_change_one_by_one_and_secrets_are_never_shown(system: System) -> None:
    before = system.call("GET", PATH)

    changed = system.call("PATCH", PATH, json={"batch_size": 7, "config": {"item_type": "Inventory"}})

    config = before["config"] | {"item_type": "Inventory"}
    assert changed == before | {"batch_size": 7, "config": config}
    assert changed["secrets_set"] == ["sender_password", "user_password"]
    assert "console-password" not in json.dumps(changed)


def test_a_value_map_is_replaced_whole(system: System) -> None:
    entries = {"N30": "Net 30", "*": "Due on receipt"}

    system.call("PUT", f"{PATH}/value-maps/payment_terms", json=entries)

    assert system.call("GET", f"{PATH}/value-maps")["payment_terms"] == entries
    assert "colours" in detail(system.api.put(f"{PATH}/value-maps/colours", json=entries), 422)
    assert "N30" in detail(system.api.put(f"{PATH}/value-maps/payment_terms", json={"N30": 30}), 422)
    assert system.call("GET", f"{PATH}/value-maps")["payment_terms"] == entries
    assert system.call("GET", PATH)["value_maps"]["payment_terms"].startswith("Our code → the term's name")


def test_a_press_names_objects_a_filter_or_all(system: System) -> None:
    """No worker runs: what is pressed stays pending."""
    objects = classes("PRESS-", 6)
    system.hand_over(objects)

    by_name = system.call("POST", f"{PATH}/syncs", json={"objects": refs(objects[:2])})
    by_filter = system.call("POST", f"{PATH}/syncs", json={"filter": {"key": "PRESS-*"}})
    others = system.statuses()["not_integrated"]
    by_all = system.call("POST", f"{PATH}/syncs", json={"all": True})

    assert [by_name["sent"], by_filter["sent"], by_all["sent"]] == [2, 4, others]
    assert [(one["count"], one["example"]) for one in by_filter["left_out"]] == [
        (2, by_filter["left_out"][0]["example"])
    ]
    assert set(system.statuses()) == {"pending"}


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({}, 400, "exactly one"),
        ({"all": True, "filter": {}}, 400, "exactly one"),
        ({"all": True, "verb": "shout"}, 400, "verb"),
        ({"all": True, "colour": "red"}, 400, "colour"),
        ({"objects": [{"kind": "class", "key": "NOWHERE"}]}, 422, "objects[0]"),
        ({"filter": {"colour": "red"}}, 422, "filter.colour"),
    ],
)
def test_a_press_that_cannot_be_meant_is_refused(system: System, asked: dict[str, Any], status: int, said: str) -> None:
    assert said in detail(system.api.post(f"{PATH}/syncs", json=asked), status)


def test_a_press_that_expects_another_number_does_nothing(system: System) -> None:
    objects = classes("EXPECTED-", 3)
    system.hand_over(objects)

    answer = system.api.post(f"{PATH}/syncs", json={"objects": refs(objects), "expected": 2})

    assert "3" in detail(answer, 409)
    assert system.object("class", "EXPECTED-0")["status"] == "not_integrated"


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "PUT"])
def test_what_is_not_there_is_404_and_without_a_key_401(system: System, method: str) -> None:
    path = {"GET": "/objects/class/NOWHERE", "POST": "/syncs", "PATCH": "", "PUT": "/value-maps/accounts"}[method]

    assert detail(system.api.request(method, f"/integrations/99{path}", json={}), 404)
    assert detail(system.web.request(method, f"/api/v1{PATH}{path}", json={}), 401)


ASKS = (
    ("GET", f"{PATH}/objects", None),
    ("GET", f"{PATH}/progress", None),
    ("POST", f"{PATH}/syncs", {"all": True}),
    ("POST", "/objects", [{"kind": "class", "key": "BY-KEY", "body": {"name": "Öle"}}]),
    ("PUT", "/objects/class/BY-KEY-TOO/versions/1", {"body": {"name": "Öle"}}),
    ("PATCH", PATH, {"batch_size": 5}),
    ("PUT", f"{PATH}/value-maps/item_types", {"*": "Inventory"}),
    ("PATCH", f"{PATH}/value-maps/item_types?dry_run=true", {"kit": "Kit"}),
)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("viewer", [True, True, False, False, False, False, False, False]),
        ("ingest", [False, False, False, True, True, False, False, False]),
        ("operator", [True, True, True, True, True, False, False, False]),
        ("admin", [True] * 8),
    ],
)
def test_a_key_does_what_its_role_may_and_nothing_else(system: System, role: str, allowed: list[bool]) -> None:
    made = system.syncline("key", "add", f"key of {role}", "--role", role)
    assert made.returncode == 0, made.stderr
    headers = {"authorization": f"Bearer {made.stdout.strip()}"}

    answers = [system.api.request(method, path, json=body, headers=headers) for method, path, body in ASKS]

    assert [one.is_success for one in answers] == allowed, [one.text for one in answers]
    assert {one.status_code for one in answers if one.is_error} <= {403}


def test_the_progress_of_one_sync_is_about_its_objects_alone(system: System) -> None:
    system.hand_over([{"kind": "class", "key": f"PROGRESS-{n}", "version": 1, "body": {"name": "x"}} for n in (1, 2)])
    asked = {"objects": [{"kind": "class", "key": "PROGRESS-1"}]}
    number = system.call("POST", "/integrations/1/syncs", json=asked)["sync"]

    found = system.call("GET", f"/integrations/1/progress?sync={number}")
    strange = (number + 1000, "x", "1" * 30)
    answers = [system.api.get(f"/integrations/1/progress?sync={one}") for one in strange]

    assert (found["total"], found["statuses"]["pending"], found["moving"]) == (1, 1, 1)
    assert [one.status_code for one in answers] == [404, 400, 400]
