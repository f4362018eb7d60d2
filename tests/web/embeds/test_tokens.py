"""The token that a host signs: what is taken, what is refused and why, and that it opens once."""

import base64
import json
import time
from datetime import timedelta
from typing import Any

import jwt
import pytest
from structlog.testing import capture_logs

from backend.actions.embeds.revoke_embed_key import revoke_embed_key
from backend.security.seal import derive
from backend.security.tokens import mac
from backend.settings import Settings
from tests.factories import sql
from tests.web.embeds.host import ROWS, Host, claims_with, hosted

pytestmark = pytest.mark.anyio


def without_algorithm(claims: dict[str, Any]) -> str:
    def part(what: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(what).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."


async def refused(host: Host, token: str) -> str:
    answer = await host.open(token)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert token not in answer.text
    return str(answer.json()["detail"])


async def test_a_token_opens_a_view_of_its_integration_once(settings: Settings) -> None:
    async with hosted(settings) as host:
        token = host.sign()
        opened = await host.open(token, "panel")
        again = await refused(host, token)
        (row,) = await sql("SELECT expires_at - now() <= '10 minutes' AS short FROM embed_session")

    assert opened.status_code == 201
    assert opened.json()["view"] == "/integrations/1/objects?status=error"
    assert opened.json()["seconds"] == 600
    assert "used before" in again
    assert row["short"]
    assert "set-cookie" not in opened.headers


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"exp": timedelta(hours=-1)}, "exp: the token has expired"),
        ({"exp": timedelta(hours=1)}, "exp: at most 10 minutes from now"),
        ({"exp": float("nan")}, "exp"),
        ({"exp": None}, "exp"),
        ({"nbf": timedelta(minutes=10)}, "nbf: the token is not valid yet"),
        ({"nbf": None}, "nbf"),
        ({"jti": None}, "jti"),
        ({"jti": ""}, "jti"),
        ({"jti": "a" * 101}, "jti"),
        ({"sub": "a\nb"}, "sub"),
        ({"aud": "api"}, "Audience"),
        ({"aud": None}, "aud"),
        ({"iss": "nobody"}, "iss: no embed key of this name"),
        ({"iss": None}, "iss"),
        ({"role": "admin"}, "role: expected viewer or operator"),
        ({"role": None}, "role"),
        ({"integration": 99}, "integration: there is none"),
        ({"integration": "1"}, "integration"),
        ({"integration": 2**40}, "integration: there is none"),
        ({"integration": -1}, "integration: there is none"),
        ({"entities": [f"number-{i:017}" for i in range(200)]}, "entities: too many for the header"),
        ({"kinds": ["sales_invoce"]}, "there is no kind 'sales_invoce'"),
        ({"entities": [""]}, "entities"),
        ({"entities": "100"}, "entities"),
        ({"entity": "100"}, "unknown field `entity`"),
    ],
)
async def test_a_claim_that_will_not_do_is_refused_by_name(
    settings: Settings, claims: dict[str, Any], why: str
) -> None:
    async with hosted(settings) as host:
        assert why in await refused(host, host.sign(**claims))
        assert await sql("SELECT FROM embed_session") == []


async def test_clocks_may_differ_by_half_a_minute(settings: Settings) -> None:
    now = time.time()
    async with hosted(settings) as host:
        answers = [await host.open(host.sign(nbf=now + 20, exp=now + 620)), await host.open(host.sign(exp=now - 20))]

    assert [one.status_code for one in answers] == [201, 201]


@pytest.mark.filterwarnings("ignore::UserWarning")
async def test_another_signature_or_header_is_refused(settings: Settings) -> None:
    async with hosted(settings) as host:
        claims = claims_with()
        good = host.sign(**claims)
        head, body, signature = good.split(".")
        forged = [
            without_algorithm(claims),
            jwt.encode(claims, "another secret of the same length, 32", algorithm="HS256"),
            jwt.encode(claims, host.secret, algorithm="HS384"),
            jwt.encode(claims, host.secret, algorithm="HS256", headers={"jku": "https://elsewhere.example/"}),
            jwt.encode(claims, host.secret, algorithm="HS256", headers={"jwk": {"kty": "oct", "k": "eA"}}),
            f"{head}.{body}.{signature[:-4]}AAAA",
            f"{head}.{body[:-4]}AAAA.{signature}",
            f"{head}.{body}.",
            "a.b.c",
            "",
            "x" * 20_000,
        ]
        for token in forged:
            assert (await host.open(token)).status_code == 403, token
        assert (await host.open(good)).status_code == 201


async def test_whose_name_is_a_keys_is_not_told_to_who_has_no_secret(settings: Settings) -> None:
    async with hosted(settings) as host:
        forged = jwt.encode(claims_with(), "another secret of the same length, 32", algorithm="HS256")
        assert await refused(host, forged) == await refused(host, host.sign(iss="nobody"))


async def test_only_a_little_is_read_of_what_anybody_may_send(settings: Settings) -> None:
    async with hosted(settings) as host:
        answer = await host.open("x" * 40_000)

    assert answer.status_code == 413
    assert "at most 32 KB" in answer.text


async def test_a_session_that_another_version_signed_is_over(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame()
        key, signed = derive(settings.secret, "embed"), base64.urlsafe_b64encode(b'{"session_id": 1}').decode()
        for text in (signed, "x", "{}"):
            frame.headers["x-embed"] = f"{text}.{mac(key, text)}"
            assert (await frame.get(ROWS)).status_code == 401


async def test_a_key_grants_no_more_than_its_role(settings: Settings) -> None:
    async with hosted(settings, role="viewer") as host:
        assert "the key grants viewer at most" in await refused(host, host.sign(role="operator"))
        assert (await host.open(host.sign(role="viewer"))).status_code == 201


async def test_a_revoked_key_opens_nothing_and_ends_what_it_opened(settings: Settings) -> None:
    async with hosted(settings) as host:
        frame = await host.frame()
        token = host.sign()
        await revoke_embed_key("portal", by="tests")
        write = await frame.post("/integrations/1/syncs", object="1", verb="synchronize")
        await host.site.app.state.auth.embeds_ended.refresh()
        read = await frame.get(ROWS)

        assert "that works signed" in await refused(host, token)
    assert (write.status_code, read.status_code) == (401, 401)


async def test_nothing_is_logged_of_a_token_but_why_it_was_refused(settings: Settings) -> None:
    async with hosted(settings) as host:
        token = host.sign(jti="")
        with capture_logs() as logs:
            await host.open(token)
            await host.open(host.sign())

    assert [line["event"] for line in logs if line["event"].startswith("embed")] == ["embed.refused"]
    assert token not in str(logs)
    assert token.rpartition(".")[2] not in str(logs)


async def test_another_site_cannot_open_one(settings: Settings) -> None:
    async with hosted(settings) as host:
        content = {"token": host.sign(), "size": "full"}
        answer = await host.site.client.post("/embed/sessions", json=content, headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert "another site" in answer.text
