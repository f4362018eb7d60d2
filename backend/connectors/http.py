"""One way out: a bounded request without retries, redirects or proxies, whose failures are values."""

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx
import msgspec

from backend.domain.sentence import kept

LARGEST_ANSWER = 8 * 1024 * 1024
CONNECT_SECONDS = 10.0
# Shorter than the five seconds after which many servers close an idle line: a request on a line that
# is just being closed has an unknown outcome.
IDLE_SECONDS = 4.0
LONGEST_WAIT = timedelta(hours=1)
_UNWRITABLE = re.compile(r"[^\t\x20-\x7e]")  # in a header


class _RefusedError(Exception):
    """The answer breaks a limit of ours."""


# Raised before the first byte of the request leaves us: name resolution, connect refused, TLS, no line in time.
NOTHING_LEFT: tuple[type[Exception], ...] = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
)
FOREIGN: tuple[type[Exception], ...] = (
    _RefusedError,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    httpx.StreamError,
    OSError,
    TimeoutError,
)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back, whole."""

    status: int
    content_type: str | None
    retry_after: timedelta | None  # what it asks us to wait, bounded
    body: bytes
    seconds: float


class NoAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """No answer, or none that can be used. `certain`: the request certainly did not reach anyone."""

    certain: bool
    sentence: str
    seconds: float
    status: int | None = None


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """Making one costs 20 ms: once a process."""
    return httpx.create_ssl_context(trust_env=False)


def make_client() -> httpx.AsyncClient:
    """A client that reuses lines and never repeats, redirects, remembers cookies or believes the environment."""
    return httpx.AsyncClient(
        verify=_trust(),
        trust_env=False,
        follow_redirects=False,
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=())),
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=20, keepalive_expiry=IDLE_SECONDS),
        headers={"accept-encoding": "identity", "user-agent": "syncline"},
    )


_shared: dict[tuple[asyncio.AbstractEventLoop, str], tuple[httpx.AsyncClient, int]] = {}


@asynccontextmanager
async def shared_client(name: str) -> AsyncIterator[httpx.AsyncClient]:
    """The client of that name in this event loop; closed when its last user leaves.

    Lines at several levels of one company share it: as many connections as requests at once, never more. So the name
    holds the connector, the endpoint and the company.
    """
    place = asyncio.get_running_loop(), name
    client, users = _shared.get(place) or (make_client(), 0)
    _shared[place] = client, users + 1
    try:
        yield client
    finally:
        client, users = _shared.pop(place)
        if users > 1:
            _shared[place] = client, users - 1
        else:
            await client.aclose()


async def call(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    body: bytes = b"",
    content_type: str = "",
    headers: Mapping[str, str] | None = None,
    seconds: float,
) -> Answer | NoAnswer:
    """Send once; `seconds` bounds everything from connecting to the last byte of the answer."""
    start, named = time.monotonic(), dict(headers or {}) | ({"content-type": content_type} if content_type else {})
    try:
        request = _request(client, method, url, body=body, headers=named, seconds=seconds)
    except (_RefusedError, httpx.InvalidURL, UnicodeError) as error:
        return NoAnswer(certain=True, sentence=_unsendable(error), seconds=0)
    try:
        async with asyncio.timeout(seconds):
            return await _exchange(client, request)
    except FOREIGN as error:
        return _no_answer(error, limit=seconds, spent=time.monotonic() - start)


def _request(
    client: httpx.AsyncClient, method: str, url: str, *, body: bytes, headers: Mapping[str, str], seconds: float
) -> httpx.Request:
    for name, value in headers.items():
        if _UNWRITABLE.search(value):
            raise _RefusedError(kept("The header %(name)s holds a character that HTTP cannot hold", name=name))
    # Half the time at most for connecting: whoever runs out of it there is sure that nothing left.
    connect = min(CONNECT_SECONDS, seconds / 2)
    timeout = httpx.Timeout(None, connect=connect, pool=connect)
    return client.build_request(method, url, content=body, headers=headers, timeout=timeout)


def _unsendable(error: Exception) -> str:
    """Names no value: it may be a secret."""
    if isinstance(error, _RefusedError):
        return str(error)
    return kept("The address holds a character that no address can hold")


async def _exchange(client: httpx.AsyncClient, request: httpx.Request) -> Answer:
    start = time.monotonic()
    async with aclosing(await client.send(request, stream=True)) as response:
        content = await _bounded(response)
    return Answer(
        status=response.status_code,
        content_type=response.headers.get("content-type"),
        retry_after=_wait(response.headers.get("retry-after", "")),
        body=content,
        seconds=time.monotonic() - start,
    )


def _wait(seconds: str) -> timedelta | None:
    """Retry-After in seconds; its date form is ignored."""
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 10):
        return None
    return min(timedelta(seconds=int(seconds)), LONGEST_WAIT)


async def _bounded(response: httpx.Response) -> bytes:
    """Read the answer as it is on the wire: we asked for no compression, so nothing can swell."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise _RefusedError(kept("The answer is compressed, which we did not ask for"))
    chunks, size = [], 0
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise _RefusedError(kept("The answer is larger than %(num)s MB", num=LARGEST_ANSWER // 1024 // 1024))
        chunks.append(chunk)
    return b"".join(chunks)


def _no_answer(error: Exception, *, limit: float, spent: float) -> NoAnswer:
    return NoAnswer(certain=isinstance(error, NOTHING_LEFT), sentence=_sentence(error, limit), seconds=spent)


def _sentence(error: Exception, limit: float) -> str:
    if isinstance(error, _RefusedError):
        return str(error)
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return kept("No connection within %(num)s seconds", num=f"{min(CONNECT_SECONDS, limit / 2):.3g}")
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return kept("No answer within %(num)s seconds", num=f"{limit:.3g}")
    if isinstance(error, httpx.ConnectError):
        return kept("No connection: %(why)s", why=error or kept("refused"))
    return kept("The connection broke before the answer was complete")
