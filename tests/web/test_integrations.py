"""Integrations through the API: made, refused by field, and never showing a secret."""

from typing import Any

import httpx
import pytest

from backend.actions.people.create_api_key import create_api_key
from backend.app import create_app
from backend.domain.roles import Role
from backend.settings import Settings
from tests.web.lifespan import running

pytestmark = pytest.mark.anyio

PASSWORDS = {"sender_password": "x", "user_password": "x"}
FAR = {"company_id": "c", "sender_id": "s", "user_id": "u", "endpoint": "http://example.com/x"}
BOOKS: dict[str, Any] = {"name": "Books", "connector": "loopback", "config": {}, "secrets": {"password": "loopback"}}


async def test_an_integration_is_made_and_shows_no_secret(settings: Settings) -> None:
    async with running(create_app(settings)) as client:
        client.headers["authorization"] = f"Bearer {await create_api_key('tests', Role.ADMIN, by='tests')}"
        made = await client.post("/api/v1/integrations/", json=BOOKS)
        again = await client.post("/api/v1/integrations/", json=BOOKS)
        shown = await client.get("/api/v1/integrations/1")

    assert made.status_code == 201
    assert again.status_code == 422
    assert again.json()["problems"] == [{"field": "name", "sentence": "'Books' is taken"}]
    assert shown.json()["secrets_set"] == ["password"]
    assert "loopback" not in str(shown.json()["config"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"connector": "other"}, "connector"),
        ({"config": {"strange": 1}}, "config.strange"),
        ({"secrets": {"strange": "x"}}, "secrets.strange"),
        ({"secrets": {}}, "secrets.password"),
        ({"connections_allowed": 99}, "connections_allowed"),
        ({"strange": 1}, "strange"),
        ({"connector": "sage_intacct", "secrets": PASSWORDS, "config": FAR}, "config"),
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
