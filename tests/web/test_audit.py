"""Every act of a person or a program that changes something is in the audit trail: who, what, where."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from backend.actions.people.set_password import set_password
from backend.connectors.loopback.books import Books, books_of
from backend.domain.syncs.verbs import Verb
from backend.settings import Settings
from backend.storage.integrations import replace_map
from backend.web.access.auth import SAFE_METHODS
from tests.actions.make import customer, department, invoice
from tests.factories import drain, press, receive, rows, sql
from tests.web.hidden import hidden
from tests.web.test_setting_pages import save
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

PASSWORD = "correct horse battery staple"
NO_ACTS = {
    "PUT /api/v1/objects/{kind}/{key}/versions/{number}": "a version says when it came, and from whom",
    "POST /api/v1/objects": "the same",
    "POST /api/v1/integrations/{integration_id}/answers/{token}": "the third party's; attempts say what it told",
    "POST /you": "changes three cookies of this browser",
    "POST /integrations/{integration_id}/views": "a person's own view, which nobody else sees",
    "POST /integrations/{integration_id}/views/{number}/forget": "the same",
    "POST /integrations/{integration_id}/news/dismiss": "what a person has read, which nobody else sees",
    "POST /integrations/{integration_id}/columns": "changes one cookie of this browser",
    "POST /embed/sessions": "a look into what a portal signed; what its frame changes is an act of its own",
    "POST /integrations/{integration_id}/plans": "changes nothing: it says what a press would do",
}


class Desk:
    """A person and a program, at one integration."""

    csrf = ""

    def __init__(self, site: Whole) -> None:
        self.site = site

    async def api(self, path: str, content: Any = None, method: str = "POST") -> httpx.Response:
        given = {} if content is None else {"json": content}
        return await self.site.client.request(method, f"/api/v1{path}", headers=self.site.key, **given)

    async def form(self, path: str, **fields: Any) -> httpx.Response:
        return await self.site.client.post(path, data={"csrf": self.csrf, **fields})

    async def on(self, key: str, act: str, content: Any = None) -> httpx.Response:
        return await self.api(f"/integrations/1/objects/{_kind(key)}/{key}/{act}", content)

    async def with_form(self, key: str, act: str, **fields: str) -> httpx.Response:
        (row,) = [one for one in await rows(1) if one["key"] == key]
        return await self.form(f"/integrations/1/{act}", object=str(row["id"]), **fields)

    async def sign_in(self) -> httpx.Response:
        page = await self.site.client.get("/sign-in")
        token = hidden(page.text, "csrf")
        return await self.site.client.post("/sign-in", data={"csrf": token, "name": "ada", "password": PASSWORD})


Act = Callable[[Desk], Awaitable[httpx.Response]]
API, PAGE, OBJECT = "/api/v1/integrations", "/integrations/{integration_id}", "/objects/{kind}/{key}"
ONE = API + "/{integration_id}"
BOOKS = {"connector": "loopback", "secrets": {"password": "loopback"}}

# Route → (how it is called, what the trail calls it), in an order in which each finds something to do.
ACTS: dict[str, tuple[Act, str]] = {
    f"POST {API}": (lambda d: d.api("/integrations", BOOKS | {"name": "More"}), "integration.created"),
    f"PATCH {ONE}": (lambda d: d.api("/integrations/1", {"batch_size": 9}, "PATCH"), "integration.changed"),
    f"PUT {ONE}/value-maps/{{name}}": (
        lambda d: d.api("/integrations/1/value-maps/payment_term", {"N30": "Net 30"}, "PUT"),
        "value_map.replaced",
    ),
    f"PATCH {ONE}/value-maps/{{name}}": (
        lambda d: d.api("/integrations/1/value-maps/payment_term", {"N31": "Net 31"}, "PATCH"),
        "value_map.merged",
    ),
    f"POST {ONE}/doctor": (lambda d: d.api("/integrations/1/doctor"), "integration.examined"),
    f"POST {PAGE}/doctor": (lambda d: d.form("/integrations/1/doctor"), "integration.examined"),
    f"POST {ONE}{OBJECT}/retry": (lambda d: d.on("INV1", "retry"), "retry.requested"),
    f"POST {PAGE}/retries": (lambda d: d.with_form("INV1", "retries"), "retry.requested"),
    f"POST {ONE}{OBJECT}/check-now": (lambda d: d.on("F1", "check-now"), "look.asked"),
    f"POST {PAGE}/looks": (lambda d: d.with_form("F2", "looks"), "look.asked"),
    f"POST {ONE}{OBJECT}/adopt": (lambda d: d.on("F3", "adopt", {"record": "3"}), "record.adopted"),
    f"POST {PAGE}/adoptions": (lambda d: d.with_form("F4", "adoptions", remote_id="4"), "record.adopted"),
    f"POST {ONE}{OBJECT}/renumber": (lambda d: d.on("F5", "renumber", {"number": "N5"}), "object.renumbered"),
    f"POST {PAGE}/numbers": (lambda d: d.with_form("F6", "numbers", number="N6"), "object.renumbered"),
    f"POST {ONE}{OBJECT}/send-again": (lambda d: d.on("G1", "send-again"), "object.sent_again"),
    f"POST {PAGE}/creations": (lambda d: d.with_form("G2", "creations"), "object.sent_again"),
    f"POST {ONE}{OBJECT}/bundle": (lambda d: d.on("N1", "bundle"), "object.bundled"),
    f"POST {PAGE}/bundles/{{kind}}/{{key}}": (
        lambda d: d.form("/integrations/1/bundles/department/N1"),
        "object.bundled",
    ),
    f"POST {ONE}/syncs": (
        lambda d: d.api("/integrations/1/syncs", {"objects": [{"kind": "department", "key": "N1"}]}),
        "sync.synchronize",
    ),
    f"POST {PAGE}/syncs": (
        lambda d: d.with_form("N2", "syncs", verb="synchronize", expect_synchronize="1"),
        "sync.synchronize",
    ),
    f"POST {ONE}/syncs/{{number}}/stop": (lambda d: _stop(d.api, "N1"), "sync.stopped"),
    f"POST {PAGE}/syncs/{{number}}/stop": (lambda d: _stop(d.form, "N2"), "sync.stopped"),
    f"POST {PAGE}/causes/{{number}}/note": (
        lambda d: _on_cause(lambda path: d.form(f"{path}/note", note="Ask Jana", owner="Jana")),
        "cause.noted",
    ),
    f"PUT {ONE}/causes/{{number}}/note": (
        lambda d: _on_cause(lambda path: d.api(f"{path}/note", {"note": "Ask Ada"}, "PUT")),
        "cause.noted",
    ),
    f"POST {PAGE}/causes/{{number}}/retry": (
        lambda d: _on_cause(lambda path: d.form(f"{path}/retry", expect="1")),
        "sync.force_synchronize",
    ),
    f"POST {PAGE}/maps/{{name}}/retry": (
        lambda d: _on_cause(lambda path: _retry_of_map(d, path.rpartition("/")[2])),
        "sync.force_synchronize",
    ),
    f"POST {PAGE}/maps/{{name}}/entries": (
        lambda d: d.form("/integrations/1/maps/payment_term/entries", code="N40", value="Net 40"),
        "value_map.merged",
    ),
    f"POST {PAGE}/maps/{{name}}/import": (lambda d: _imported(d, "N41,Net 41"), "value_map.merged"),
    f"POST {PAGE}/settings": (lambda d: save(d.site, batch_size="8"), "integration.changed"),
    "POST /integrations/new": (
        lambda d: save(
            d.site, "/integrations/new?connector=loopback", name="Third", **{"secrets.password": "loopback"}
        ),
        "integration.created",
    ),
    f"POST {ONE}/subscriptions": (
        lambda d: d.api("/integrations/1/subscriptions", {"channel": "webhook", "address": "https://a.example/"}),
        "subscription.created",
    ),
    f"POST {ONE}/subscriptions/{{number}}/test": (
        lambda d: d.api("/integrations/1/subscriptions/1/test"),
        "subscription.tested",
    ),
    f"DELETE {ONE}/subscriptions/{{number}}": (
        lambda d: d.api("/integrations/1/subscriptions/1", method="DELETE"),
        "subscription.removed",
    ),
    f"POST {PAGE}/notifications": (
        lambda d: d.form("/integrations/1/notifications", channel="webhook", address="https://a.example/x", line="yes"),
        "subscription.created",
    ),
    f"POST {PAGE}/notifications/{{number}}/test": (
        lambda d: d.form("/integrations/1/notifications/2/test"),
        "subscription.tested",
    ),
    f"POST {PAGE}/notifications/{{number}}/remove": (
        lambda d: d.form("/integrations/1/notifications/2/remove"),
        "subscription.removed",
    ),
    f"POST {ONE}/hold": (lambda d: d.api("/integrations/1/hold", {"reason": "Month end"}), "integration.held"),
    f"POST {ONE}/release": (lambda d: d.api("/integrations/1/release"), "integration.released"),
    f"POST {PAGE}/hold": (lambda d: d.form("/integrations/1/hold", reason="Month end"), "integration.held"),
    f"POST {PAGE}/release": (lambda d: d.form("/integrations/1/release"), "integration.released"),
    f"POST {ONE}/end-restoration": (lambda d: _restored(d.api("/integrations/1/end-restoration")), "restoration.ended"),
    f"POST {PAGE}/end-restoration": (
        lambda d: _restored(d.form("/integrations/1/end-restoration")),
        "restoration.ended",
    ),
    "POST /people": (lambda d: d.form("/people", name="bob", role="viewer"), "user.created"),
    "POST /people/links": (lambda d: d.form("/people/links", name="bob"), "link.made"),
    "POST /people/change-role": (
        lambda d: d.form("/people/change-role", name="bob", role="admin"),
        "user.role_changed",
    ),
    "POST /people/disable": (lambda d: d.form("/people/disable", name="bob"), "user.disabled"),
    "POST /people/enable": (lambda d: d.form("/people/enable", name="bob"), "user.enabled"),
    "POST /api/v1/people": (lambda d: d.api("/people", {"name": "eve", "role": "viewer"}), "user.created"),
    "POST /api/v1/people/{name}/links": (lambda d: d.api("/people/eve/links"), "link.made"),
    "PATCH /api/v1/people/{name}": (lambda d: d.api("/people/eve", {"role": "operator"}, "PATCH"), "user.role_changed"),
    "POST /api/v1/keys": (lambda d: d.api("/keys", {"name": "till", "role": "ingest"}), "api_key.created"),
    "DELETE /api/v1/keys/{name}": (lambda d: d.api("/keys/till", None, "DELETE"), "api_key.revoked"),
    "POST /keys": (lambda d: d.form("/keys", name="erp", role="ingest"), "api_key.created"),
    "POST /keys/revoke": (lambda d: d.form("/keys/revoke", name="erp"), "api_key.revoked"),
    "POST /api/v1/embed-keys": (
        lambda d: d.api("/embed-keys", {"name": "till", "role": "viewer"}),
        "embed_key.created",
    ),
    "DELETE /api/v1/embed-keys/{name}": (lambda d: d.api("/embed-keys/till", None, "DELETE"), "embed_key.revoked"),
    "POST /embed-keys": (lambda d: d.form("/embed-keys", name="portal", role="operator"), "embed_key.created"),
    "POST /embed-keys/revoke": (lambda d: d.form("/embed-keys/revoke", name="portal"), "embed_key.revoked"),
    "POST /you/password": (
        lambda d: d.form("/you/password", old=PASSWORD, new=PASSWORD, again=PASSWORD),
        "user.password_changed",
    ),
    "POST /sign-out": (lambda d: d.form("/sign-out"), "session.ended"),
    "POST /sign-in": (Desk.sign_in, "session.opened"),
}


async def test_every_route_that_changes_something_leaves_a_row_with_who_and_where(settings: Settings) -> None:
    async with whole(settings) as site:
        assert _changing(site.app) == ACTS.keys() | NO_ACTS.keys(), "a route without an act: add how it is called"
        desk = await _prepared(site)
        for route, (act, deed) in ACTS.items():
            before = await _trail()
            answer = await act(desk)
            assert answer.status_code in (200, 201, 202, 303), (route, answer.status_code, answer.text)
            written = (await _trail())[len(before) :]
            by = "tests" if "/api/" in route else "ada"
            where = 1 if "{integration_id}" in route else None
            told = [(one["action"], one["actor"], one["integration"] if where else None) for one in written]
            assert (deed, by, where) in told, (route, told, answer.text[:300])
            assert {actor for _, actor, _ in told} == {by}, route


def _changing(app: Litestar) -> set[str]:
    """`METHOD path` of every route that may change something."""
    return {
        f"{method} {_plain(route.path)}"
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods - SAFE_METHODS
    }


def _plain(path: str) -> str:
    return path.replace(":int}", "}").replace(":str}", "}")


async def _trail() -> list[Any]:
    return await sql("SELECT actor, action, integration FROM audit ORDER BY id")


async def _prepared(site: Whole) -> Desk:
    """F1 to F6 have somebody else's record in their way, G1 and G2 lost theirs, N1, N2 were never sent, E1's term
    of payment has no entry; INV1 waits."""
    desk, books = Desk(site), books_of("audited")
    await set_password("ada", PASSWORD, by="tests")  # ends her session
    await desk.sign_in()
    for number in range(1, 7):
        books.add(kind="department", number=f"F{number}", level="top", fields={"name": "Theirs"})
    made = BOOKS | {"name": "Books", "config": {"company": "audited"}}
    assert (await desk.api("/integrations", made)).status_code == 201
    await _fill(desk, books)
    desk.csrf = hidden((await site.client.get("/integrations/1/objects")).text, "csrf")
    return desk


async def _fill(desk: Desk, books: Books) -> None:
    gone = ["G1", "G2"]
    runtime = desk.site.app.state.runtime
    await replace_map(1, "payment_term", {"N10": "Net 10"})
    await receive(runtime, *map(department, [*(f"F{n}" for n in range(1, 7)), *gone, "N1", "N2"]))
    await receive(runtime, customer("E1", payment_term="N99"))
    await press(runtime, 1, "F1", "F2", "F3", "F4", "F5", "F6", "E1", *gone, by="tests")
    await drain(runtime, 1)
    for id_ in [one.id for one in books.records.values() if one.number in gone]:
        del books.records[id_]
    await receive(runtime, *[department(key, name="Newer") for key in gone], customer(), invoice())
    for verb in Verb:
        await press(runtime, 1, *gone, verb=verb, by="tests")
        await drain(runtime, 1)
    await press(runtime, 1, "C1", "INV1", by="tests")


def _kind(key: str) -> str:
    return "sales_invoice" if key.startswith("INV") else "department"


async def _stop(post: Callable[[str], Awaitable[httpx.Response]], key: str) -> httpx.Response:
    """The sync that pressed this one."""
    (row,) = await sql(
        """SELECT max(i.sync) AS sync FROM sync_item i JOIN binding b ON b.id = i.binding
           JOIN object o ON o.id = b.object WHERE o.key = $1""",
        key,
    )
    return await post(f"/integrations/1/syncs/{row['sync']}/stop")


async def _on_cause(act: Callable[[str], Awaitable[httpx.Response]]) -> httpx.Response:
    (row,) = await sql("SELECT id FROM cause WHERE sentence LIKE '%N99%'")
    return await act(f"/integrations/1/causes/{row['id']}")


async def _retry_of_map(desk: Desk, cause: str) -> httpx.Response:
    """Once it is in error again."""
    await drain(desk.site.app.state.runtime, 1)
    return await desk.form("/integrations/1/maps/payment_term/retry", cause=cause, expect="1")


async def _imported(desk: Desk, pasted: str) -> httpx.Response:
    """As the preview shows it."""
    path = "/integrations/1/maps/payment_term/import"
    seen = hidden((await desk.form(path, pasted=pasted)).text, "seen")
    return await desk.form(path, pasted=pasted, seen=seen, do="store")


async def _restored(act: Awaitable[httpx.Response]) -> httpx.Response:
    await sql("UPDATE integration SET restored_at = now() - interval '1 hour' WHERE id = 1")
    return await act
