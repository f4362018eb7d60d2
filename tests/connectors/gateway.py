"""A tiny HTTP server that says what a test tells it to, and remembers what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><response><control><status>success</status><senderid>s</senderid>'
    "<controlid>c</controlid><uniqueid>true</uniqueid><dtdversion>3.0</dtdversion></control><operation>"
)
TAIL = "</operation></response>"
LOST = (
    HEAD
    + "<authentication><status>failure</status><userid/><companyid/></authentication><errormessage><error>"
    + "<errorno>XL03000006</errorno><description></description><description2>Invalid session</description2>"
    + "<correction></correction></error></errormessage>"
    + TAIL
)


def sign_in_failure(number: str, text: str) -> bytes:
    told = LOST.replace("<errorno>XL03000006", f"<errorno>{number}")
    return told.replace("<description2>Invalid session", f"<description2>{text}").encode()


def signed_in(location: str | None = "") -> str:
    place = "" if location is None else f"<locationid>{location}</locationid>"
    return (
        f"<authentication><status>success</status><userid>u</userid><companyid>acme</companyid>{place}</authentication>"
    )


def answer(*results: str, location: str | None = "") -> bytes:
    return (HEAD + signed_in(location) + "".join(results) + TAIL).encode()


def session(session_id: str, *, location: str = "", endpoint: str = "") -> bytes:
    api = f"<sessionid>{session_id}</sessionid><endpoint>{endpoint}</endpoint><locationid>{location}</locationid>"
    return answer(success("session", f"<data><api>{api}</api></data>", function="getAPISession"), location=location)


def success(control_id: str, inside: str = "<key>1</key>", *, function: str = "create_invoice") -> str:
    return (
        f"<result><status>success</status><function>{function}</function><controlid>{control_id}</controlid>"
        f"{inside}</result>"
    )


def made(control_id: str, record: str = "1", *, name: str = "customer", key: str = "") -> str:
    fields = f"<RECORDNO>{record}</RECORDNO>" + (f"<CUSTOMERID>{key}</CUSTOMERID>" if key else "")
    return success(
        control_id, f'<data listtype="objects" count="1"><{name}>{fields}</{name}></data>', function="create"
    )


def failure(control_id: str, *errors: tuple[str, str], inside: str = "", function: str = "create") -> str:
    return (
        f"<result><status>failure</status><function>{function}</function><controlid>{control_id}</controlid>{inside}"
        f"{error_message(*errors)}</result>"
    )


def error_message(*errors: tuple[str, str]) -> str:
    each = [
        f"<error><errorno>{number}</errorno><description></description><description2>{text}</description2>"
        "<correction></correction></error>"
        for number, text in errors
    ]
    return f"<errormessage>{''.join(each)}</errormessage>"


def control_failure(number: str, text: str) -> bytes:
    message = error_message((number, text))
    return f"<response><control><status>failure</status></control>{message}</response>".encode()


def page(body: bytes, *, status: int = 200, headers: str = "content-type: text/xml\r\n") -> bytes:
    """A whole HTTP answer."""
    return f"HTTP/1.1 {status} X\r\n{headers}content-length: {len(body)}\r\n\r\n".encode() + body


Reply = bytes | Callable[[], Awaitable[bytes]]


class Scripted:
    """`replies` are whole HTTP answers, said one after the other; the last one is said for ever."""

    def __init__(self, replies: list[Reply]) -> None:
        self.replies = replies
        self.asked: list[bytes] = []  # bodies
        self.heads: list[bytes] = []
        self.connections = 0
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            size = int((head.lower() + b"content-length:0\r\n").split(b"content-length:")[1].split(b"\r\n")[0])
            self.heads.append(head)
            self.asked.append(await reader.readexactly(size))
            said = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
            reply = said if isinstance(said, bytes) else await said()
            writer.write(reply)
            await writer.drain()
            if not reply or b"connection: close" in reply:
                return


@asynccontextmanager
async def serving(*replies: Reply) -> AsyncIterator[Scripted]:
    scripted = Scripted(list(replies))
    async with listening(scripted.serve) as url:
        scripted.url = url
        yield scripted


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """The address of a server that leaves nothing open behind it."""
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        with suppress(asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            await serve(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/gw"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
