"""Integrations through the API: made, refused by field, and never showing a secret."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.app import create_app
from backend.domain.integrations.integration import IntegrationSettings
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.integrations import read
from tests.web.lifespan import running

pytestmark = pytest.mark.anyio

DOCS = (Path(__file__).parents[2] / "docs" / "connectors.md").read_text()
PASSWORDS = {"sender_password": "x", "user_password": "x"}
FAR = {"company_id": "c", "sender_id": "s", "user_id": "u", "endpoint": "http://example.com/x"}
BOOKS: dict[str, Any] = {"name": "Books", "connector": "loopback", "config": {}, "secrets": {"password": "loopback"}}


def _padded(**config: str) -> dict[str, Any]:
    near = {"company_id": "c", "sender_id": "s", "user_id": "u"}
    return {"connector": "sage_intacct", "secrets": PASSWORDS, "config": near | config}


async def test_an_integration_is_made_and_shows_no_secret(settings: Settings) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        made = await client.post("/api/v1/integrations/", json=BOOKS)
        again = await client.post("/api/v1/integrations/", json=BOOKS)
        shown = await client.get("/api/v1/integrations/1")

    assert made.status_code == 201
    assert again.status_code == 422
    assert again.json()["problems"] == [{"field": "name", "sentence": '"Books" is taken by another integration'}]
    assert shown.json()["secrets_set"] == ["password"]
    assert "loopback" not in str(shown.json()["config"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"connector": "other"}, "connector"),
        ({"config": {"strange": 1}}, "config.strange"),
        ({"secrets": {"strange": "x"}}, "secrets.strange"),
        ({"secrets": {}}, "secrets.password"),
        ({"secrets": {"password": ""}}, "secrets.password"),
        ({"connections_allowed": 99}, "connections_allowed"),
        ({"strange": 1}, "strange"),
        ({"connector": "sage_intacct", "secrets": PASSWORDS, "config": FAR}, "config.endpoint"),
        (_padded(company_id="c "), "config.company_id"),
        (_padded(sender_id="\ts"), "config.sender_id"),
        (_padded(user_id=" "), "config.user_id"),
        ({"connector": None}, "connector"),
        ({"secrets": "loopback"}, "secrets"),
        ({"name": "a\u0000"}, "name"),
        ({"config": {"company": "a\u0000"}}, "config.company"),
        ({"automatic": {"a\u0000": True}}, 'automatic["a\\u0000"]'),
        ({"name": ""}, "name"),
    ],
)
async def test_a_refusal_names_the_field_and_leaves_nothing(
    settings: Settings, change: dict[str, Any], field: str
) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        answer: httpx.Response = await client.post("/api/v1/integrations/", json=BOOKS | change)
        left = await client.get("/api/v1/integrations/")

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == field
    assert left.json() == []


WRONG: dict[str, Any] = {
    "nam": "Books",
    "transaction_level": "middle",
    "connections_allowed": 99,
    "batch_size": "8",
    "level_overrides": {"100": "up", "200": "top"},
    "automatic": {"customer": "yes", "custumer": True},
    "config": {"company_id": "", "user": "x", "call_timeout_seconds": 0},
    "secrets": {"password": "hunter2", "sender_password": 12345},
}
SENTENCES = {
    "nam": "unknown: did you mean name?",
    "transaction_level": 'expected entity or top, got "middle"',
    "connections_allowed": "expected a whole number from 1 to 32, got 99",
    "batch_size": 'expected a whole number from 1 to 1000, got "8"',
    "level_overrides.100": 'expected entity or top, got "up"',
    "automatic.customer": 'expected true or false, got "yes"',
    "automatic.custumer": "unknown: did you mean customer?",
    "config.company_id": 'expected text that is not empty (The company\'s sign-in ID), got ""',
    "config.user": "unknown: did you mean user_id?",
    "config.call_timeout_seconds": "expected a whole number from 1 to 900 (Longest time of one request), got 0",
    "secrets.password": "unknown: did you mean user_password?",
    "secrets.sender_password": "expected text that is not empty",
}
LACKING = {
    "config.sender_id": "required: expected text that is not empty (Web services sender ID)",
    "config.user_id": "required: expected text that is not empty (Web services user)",
    "secrets.user_password": "required: expected text",
    "name": "required: expected text of 1 to 100 characters",
}
INTACCT: dict[str, Any] = {
    "name": "Sage",
    "connector": "sage_intacct",
    "config": FAR | {"endpoint": "https://api.intacct.com/x"},
    "secrets": PASSWORDS,
}


async def test_every_problem_is_told_at_once_in_words_to_act_on_and_no_secret_with_it(settings: Settings) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        there = await client.post("/api/v1/integrations/", json=INTACCT)
        path = f"/api/v1/integrations/{there.json()['id']}"
        made = await client.post("/api/v1/integrations/", json=WRONG | {"connector": "sage_intacct"})
        changed = await client.patch(path, json=WRONG)
        after = await client.get(path)

    for answer, sentences in ((made, LACKING | SENTENCES), (changed, SENTENCES)):
        assert answer.status_code == 422
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert {one["field"]: one["sentence"] for one in answer.json()["problems"]} == sentences
        assert len(answer.json()["problems"]) == len(sentences)
        assert "hunter2" not in answer.text
        assert "12345" not in answer.text
    assert after.json() == there.json()


@pytest.mark.parametrize(
    ("whole", "most", "sentence"),
    [
        (BOOKS, 1000, "expected a whole number from 1 to 1000, got 1001"),
        (INTACCT, 100, "Sage Intacct takes at most 100 at once, got 101"),
    ],
)
async def test_a_request_is_as_large_as_said_up_to_what_the_third_party_takes(
    settings: Settings, whole: dict[str, Any], most: int, sentence: str
) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        refused = await client.post("/api/v1/integrations/", json=whole | {"batch_size": most + 1})
        made = await client.post("/api/v1/integrations/", json=whole | {"batch_size": most})

    (problem,) = refused.json()["problems"]
    assert (refused.status_code, problem) == (422, {"field": "batch_size", "sentence": sentence})
    assert (made.status_code, made.json()["batch_size"]) == (201, most)


async def test_what_is_not_said_of_an_integration_is_as_the_docs_say(settings: Settings) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        made = (await client.post("/api/v1/integrations/", json=BOOKS)).json()
        integration = await read(made["id"])

    assert integration is not None
    assert (made["connections_allowed"], made["batch_size"]) == (2, 100)
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| `?(\w+)`? \|$", DOCS, re.MULTILINE))
    fields = set(IntegrationSettings.__struct_fields__) - {"name", "config", "secrets"}
    quiet = f"{integration.quiet('customer').total_seconds():g}"
    assert {name: told.get(name) for name in fields} == {
        name: quiet if name == "quiet_seconds" else str(made[name] or "none") for name in fields
    }


async def test_a_name_that_another_one_has_is_refused(settings: Settings) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        await client.post("/api/v1/integrations/", json=BOOKS)
        second = await client.post("/api/v1/integrations/", json=BOOKS | {"name": "Second"})
        path = f"/api/v1/integrations/{second.json()['id']}"
        taken = await client.patch(path, json={"name": "Books", "batch_size": 0})
        same = await client.patch(path, json={"name": "Second"})

    assert [one["field"] for one in taken.json()["problems"]] == ["batch_size", "name"]
    assert same.status_code == 200


async def test_what_cannot_be_parted_is_not_asked_for_in_smaller_parts(settings: Settings) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        await client.post("/api/v1/integrations/", json=BOOKS)
        address = (await client.get("/api/v1/integrations/1/answers-address")).json()["url"]
        answer = await client.post(httpx.URL(address).path, content=b"x" * (4 * 2**20 + 1))
        version = await client.put("/api/v1/objects/class/C/versions/1", content=b"x" * (5 * 2**20 + 1))

    assert (answer.status_code, answer.json()["detail"]) == (413, "Expected at most 4 MB here")
    assert (version.status_code, version.json()["detail"]) == (413, "Expected at most 5 MB here")
