"""Replies made to hurt: nothing of them is executed, and what they say of a write is unknown."""

import pytest

from tests.frontend.markup import Markup
from tests.frontend.sample import HOSTILE
from tests.journeys.demo import eventually
from tests.promises.system import System

BOMB = '<!DOCTYPE response [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><response>'
DEEP = "<response>" + "<a>" * 5_000 + "</a>" * 5_000
EXTERNAL = '<!DOCTYPE response [<!ENTITY x SYSTEM "file:///etc/passwd">]><response>&x;'


@pytest.fixture(autouse=True, scope="module")
def _worker(system: System) -> None:
    system.start_worker()


@pytest.mark.parametrize("text", [BOMB, DEEP, EXTERNAL], ids=["entities", "levels", "a file"])
def test_hostile_reply_to_a_write_is_unknown_and_what_it_did_is_looked_up(system: System, text: str) -> None:
    key = f"C-{len(text)}"
    rewrite = {"match": {"natural_key": key}, "do": "rewrite", "value": {"old": "<response>", "new": text}, "times": 1}
    system.play("faults", [rewrite])
    customer = {"kind": "customer", "key": key, "body": {"name": f"Customer {key}"}}
    system.hand_over([customer])
    system.press([customer])

    eventually(lambda: system.object("customer", key)["status"] == "success", said=system.progress)

    tried = [(one["operation"], one["outcome"]) for one in reversed(system.object("customer", key)["attempts"])]
    assert tried == [("create", "applied"), ("look", "found")]
    learned = system.ask("SELECT learned_by FROM attempt WHERE operation = 'create' AND trouble <> '' ORDER BY id DESC")
    assert learned == "look", "a reply that cannot be believed was believed"
    assert [line["kind"] for line in system.ledger() if line["natural_key"] == key] == ["customer"]


def test_hostile_reply_in_an_error_is_text_on_every_page(system: System) -> None:
    refusal = {"errorno": "BL01001973", "description2": HOSTILE}
    system.play("faults", [{"match": {"natural_key": "HURT"}, "do": "error_code", "value": refusal, "times": 1}])
    customer = {"kind": "customer", "key": "HURT", "body": {"name": "Hurt"}}
    system.hand_over([customer])
    system.press([customer])
    eventually(lambda: system.object("customer", "HURT")["status"] == "error", said=system.progress)
    system.web.get(system.sign_in_url, follow_redirects=True)

    base = "/integrations/1"
    assert HOSTILE in system.object("customer", "HURT")["raw"]
    for path in ("objects", "rows", "objects/customer/HURT", "drawer/customer/HURT?tab=attempts"):
        page = system.web.get(f"{base}/{path}")
        drawn = Markup.of(page.raise_for_status().text)
        assert 'hx-get="/evil"' in drawn.text, path
        assert "img" not in drawn.names
        assert not [name for name in drawn.attributes if name.startswith("on")]
        assert "/evil" not in drawn.values("hx-get")
        assert "unsafe" not in page.headers["content-security-policy"]
