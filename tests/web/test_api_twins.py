"""What screens show before and after a push, programs can ask for as well."""

from typing import Any

import pytest

from backend.settings import Settings
from tests.factories import drain, press
from tests.web.test_drawer import PATH, hand_over, outdated
from tests.web.test_map_pages import make as make_maps
from tests.web.test_map_pages import push
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/1"


async def asked(site: Whole, path: str, **body: Any) -> Any:
    """With a body it is posted."""
    address, key = f"/api/v1{path}" if path.startswith("/integrations") else f"{API}{path}", site.key
    answer = await (
        site.client.post(address, json=body, headers=key) if body else site.client.get(address, headers=key)
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_plan_says_what_each_verb_would_send_and_sends_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        await outdated(site, "plans")
        await hand_over(site, "new")
        every = await asked(site, "/plans", all=True)
        one = await asked(site, "/plans", objects=[{"kind": "department", "key": "new"}])
        wrong = await site.client.post(f"{API}/plans", json={"all": True, "verb": "synchronize"}, headers=site.key)
        strange = await site.client.post(f"{API}/plans", json={"filter": {"colour": "red"}}, headers=site.key)
        syncs = await asked(site, "/syncs")

    assert (every["selected"], every["synchronize"], every["force_synchronize"]) == (2, 2, 0)
    assert (one["selected"], one["synchronize"], one["left_out"], one["waits"]) == (1, 1, [], [])
    assert wrong.status_code == 400
    assert strange.json()["problems"][0]["field"] == "filter.colour"
    assert [(one["number"], one["verb"]) for one in syncs["syncs"]] == [(1, "synchronize")]


async def test_a_preview_says_what_would_be_sent_now(settings: Settings) -> None:
    async with whole(settings) as site:
        await outdated(site, "previews")
        would = await asked(site, f"{PATH}/preview")
        missing = await site.client.get(f"{API}/objects/department/none/preview", headers=site.key)

    assert (would["operation"], would["last"], would["refused"]) == ("update", 1, "")
    assert "Sales and more" in would["text"]
    assert missing.status_code == 404


async def test_a_preview_of_what_cannot_be_sent_names_the_entry_and_the_field(settings: Settings) -> None:
    async with whole(settings) as site:
        await make_maps(site)
        await push(site, "N&9/ü")
        refused = await asked(site, "/objects/customer/C0/preview")

    assert refused["refused"] == 'Payment term N&9/ü has no entry in the value map "payment term"'
    assert (refused["lacks_entry"], refused["blamed"]) == (["payment_term", "N&9/ü"], ["payment_term"])


async def test_a_request_and_its_answer_are_read_by_the_attempt_that_made_them(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(company="twins")
        await hand_over(site)
        await press(site.app.state.runtime, 1)
        await drain(site.app.state.runtime, 1)
        (attempt,) = (await asked(site, PATH))["attempts"]
        sent = await asked(site, f"{PATH}/exchanges/{attempt['exchange']}")
        none = await site.client.get(f"/api/v1{PATH}/exchanges/99", headers=site.key)

    assert "Sales" in sent["request"]
    assert sent["key"] == attempt["key"]
    assert none.status_code == 404
