"""A scripted gateway, and lines to it."""

import asyncio
from collections.abc import Awaitable, Callable

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.domain.levels import TOP
from backend.domain.pushes.found import Found
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.gateway import Scripted, answer, page, session, success
from tests.connectors.make import make_push, make_version

CONNECTOR = SageIntacct()
CONTACT = "".join(
    f"<DISPLAYCONTACT.{name}>{value}</DISPLAYCONTACT.{name}>"
    for name, value in [
        ("PRINTAS", "N"),
        ("COMPANYNAME", "N"),
        ("FIRSTNAME", "Martín"),
        ("LASTNAME", "Sommer"),
        ("MAILADDRESS.ADDRESS1", "C/ Araquil, 67"),
        ("MAILADDRESS.CITY", "Madrid"),
        ("MAILADDRESS.ISOCOUNTRYCODE", "ES"),
    ]
)
SECRETS = {"sender_password": "sender<&>canary", "user_password": 'user"canary'}
SIGNED_IN = page(session("session-canary-1"))


def config(server: Scripted) -> IntacctConfig:
    return IntacctConfig(company_id="acme", sender_id="s", user_id="u", endpoint=server.url, call_timeout_seconds=5)


def customer(key: str = "C1", *, remote: RemoteRef | None = None) -> Push:
    settings = IntacctConfig(company_id="acme", sender_id="s", user_id="u")
    return make_push(CONNECTOR, make_version("customer", key, name="N"), settings, key=f"key-{key}", remote=remote)


async def send(server: Scripted, *batch: Push, level: str = TOP) -> list[Outcome]:
    async with CONNECTOR.open(config(server), SECRETS, level) as remote:
        return list(await remote.push(batch))


async def look(server: Scripted, *wanted: Push, level: str = TOP) -> list[Found]:
    async with CONNECTOR.open(config(server), SECRETS, level) as remote:
        return list(await remote.find(wanted))


def slowly(reply: bytes) -> Callable[[], Awaitable[bytes]]:
    async def say() -> bytes:
        await asyncio.sleep(1.8)
        return reply

    return say


def rows(*keys: str, total: int | None = None, first: int = 1, location: str = "", owner: str = "") -> bytes:
    each = "".join(
        f"<CUSTOMER><RECORDNO>{n}</RECORDNO><CUSTOMERID>{key}</CUSTOMERID><MEGAENTITYID>{owner}</MEGAENTITYID>"
        "<NAME>N</NAME><TERMNAME>Net 30</TERMNAME><CURRENCY>USD</CURRENCY>"
        f"<DISPLAYCONTACT.PHONE1>(91) 555 22 82</DISPLAYCONTACT.PHONE1>{CONTACT}</CUSTOMER>"
        for n, key in enumerate(keys, first)
    )
    count = len(keys) if total is None else total
    data = (
        f'<data listtype="CUSTOMER" totalcount="{count}" offset="0" count="{len(keys)}" numremaining="0">{each}</data>'
    )
    return answer(success("look", data, function="query"), location=location)
