"""Who acts, and on what: a company in which each act finds something to do."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from backend.actions.people.set_password import set_password
from backend.connectors.loopback.books import Books, books_of
from backend.domain.syncs.verbs import Verb
from backend.storage.integrations import replace_map
from tests.actions.make import customer, department, invoice
from tests.factories import drain, press, receive, rows
from tests.web.hidden import hidden
from tests.web.whole import Whole

PASSWORD = "correct horse battery staple"
PAGE, ONE = "/integrations/{integration_id}", "/api/v1/integrations/{integration_id}"
BOOKS = {"connector": "loopback", "secrets": {"password": "loopback"}}


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
Acts = dict[str, tuple[Act, str]]  # route → how it is called, and what the trail calls it


async def prepared(site: Whole) -> Desk:
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
