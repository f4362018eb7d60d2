"""Posting to a webhook: one bounded request, signed, without redirects; of the answer only the status is read."""

import asyncio
import time

import httpx
import msgspec

from backend.channels.reaching import Reach, UnreachableError
from backend.channels.went import Went
from backend.connectors.http import FOREIGN, make_client
from backend.domain.sentence import kept
from backend.security.webhooks import signature

SECONDS = 15.0
_GONE = 410
_BROKEN: tuple[type[Exception], ...] = (*FOREIGN, UnicodeError)


class Post(msgspec.Struct, frozen=True, kw_only=True):
    address: str
    secret: str
    message_id: str
    body: bytes

    def __repr__(self) -> str:
        return f"Post({self.message_id})"


async def post(one: Post, reach: Reach) -> Went:
    """Raises nothing that the network may cause."""
    if why := reach.refuses(one.address):
        return Went(sentence=kept("The address %(why)s", why=why))
    try:
        async with asyncio.timeout(SECONDS), make_client() as client:
            return _answered(await _send(client, one, reach))
    except UnreachableError as problem:
        return Went(sentence=str(problem))
    except TimeoutError:
        return Went(sentence=kept("The receiver did not answer within %(num)s seconds", num=f"{SECONDS:.0f}"))
    except _BROKEN as problem:
        return Went(sentence=kept("No answer from the receiver (%(error)s)", error=type(problem).__name__))


async def _send(client: httpx.AsyncClient, one: Post, reach: Reach) -> int:
    """To the very address that was looked at; certificate and Host are of its name."""
    url = httpx.URL(one.address)
    host, port = url.raw_host.decode(), url.port or (443 if url.scheme == "https" else 80)
    pinned = url.copy_with(host=await reach.resolve(host, port))
    headers = {"host": url.netloc.decode(), **_headers(one)}
    request = client.build_request(
        "POST", pinned, content=one.body, headers=headers, timeout=SECONDS, extensions={"sni_hostname": host}
    )
    response = await client.send(request, stream=True)
    await response.aclose()
    return response.status_code


def _headers(one: Post) -> dict[str, str]:
    """The id is the same at each try; the time is of this one."""
    now = int(time.time())
    return {
        "content-type": "application/json",
        "webhook-id": one.message_id,
        "webhook-timestamp": str(now),
        "webhook-signature": signature(one.secret, one.message_id, now, one.body),
    }


def _answered(status: int) -> Went:
    if 200 <= status < 300:
        return Went(sentence=kept("The receiver answered %(status)s", status=status), delivered=True)
    if 300 <= status < 400:
        return Went(sentence=kept("The receiver answered %(status)s: redirects are not followed", status=status))
    return Went(sentence=kept("The receiver answered %(status)s", status=status), final=status == _GONE)
