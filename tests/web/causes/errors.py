"""Objects in error, for causes that they have in common."""

import re
from itertools import count

import httpx

from backend.connectors.loopback.books import books_of
from backend.storage.integrations import replace_map
from tests.actions.make import customer, department, invoice
from tests.factories import drain, press, receive, sql
from tests.web.hidden import hidden
from tests.web.whole import Whole

API = "/api/v1/integrations/1"
PAGE = "/integrations/1/causes"
ROWS = f"{PAGE}/rows?acts=1"
N45 = "Payment term N45 has no entry in the value map"
_numbers = count(1)


async def refused(site: Whole) -> str:
    """Three customers with N45, one with N60, and an invoice that waits for one of them: all in error. The token."""
    await site.make_books(company=f"Causes {next(_numbers)}")  # what it holds outlives a test
    runtime = site.app.state.runtime
    await replace_map(1, "payment_term", {"N10": "Net 10"})
    terms = ["N45", "N60", "N45", "N45"]
    await receive(runtime, *[customer(f"C{n}", payment_term=term) for n, term in enumerate(terms)], invoice(of="C0"))
    await press(runtime, 1)
    await drain(runtime, 1)
    return await token_of(site)


async def stopped_by_a_setting(site: Whole) -> str:
    """Two customers that a switch refuses. The token."""
    await site.make_books(refuse_prefix="C", company="stopped")
    await receive(site.app.state.runtime, customer("C0"), customer("C1"))
    await press(site.app.state.runtime, 1)
    await drain(site.app.state.runtime, 1)
    return await token_of(site)


async def taken_there(site: Whole) -> None:
    """A department whose number belongs to somebody else's record."""
    await site.make_books(company="taken there")
    books_of("taken there").add(kind="department", number="D1", level="top", fields={"name": "Theirs"})
    await receive(site.app.state.runtime, department())
    await press(site.app.state.runtime, 1)
    await drain(site.app.state.runtime, 1)


async def token_of(site: Whole) -> str:
    return hidden((await site.client.get("/integrations/1/objects")).text, "csrf")


async def number_of(sentence: str) -> int:
    (row,) = await sql("SELECT id FROM cause WHERE sentence ILIKE $1", f"%{sentence}%")
    return int(row["id"])


def told(page: httpx.Response) -> str:
    """The words of a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
