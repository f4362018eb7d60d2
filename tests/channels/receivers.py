"""Receivers on this machine: one of webhooks, one of mail. They keep what came, and answer as they are told."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from backend.stand_in.certificate import certificate_in


class Posted(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


class Hook:
    """A web server that is told its answers: one after the other, then 204."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.posted: list[Posted] = []
        self.address = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.posted.append(Posted(head[0].split()[1], headers, body))
        answer = self.answers.pop(0) if self.answers else b"HTTP/1.1 204 No Content\r\n\r\n"
        writer.write(answer)
        writer.close()

    @property
    def told(self) -> list[dict[str, object]]:
        return [msgspec.json.decode(one.body) for one in self.posted]


class Mailbox:
    """A mail server that takes everything; `refuses`: the answer to the address."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.refuses = ""
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().strip():
            word = line[:4].upper()
            if word == "DATA":
                writer.write(b"354 go on\r\n")
                self.letters.append((await reader.readuntil(b"\r\n.\r\n")).decode())
            elif word == "RCPT" and self.refuses:
                writer.write(f"{self.refuses}\r\n".encode())
                continue
            writer.write(b"221 bye\r\n" if word == "QUIT" else b"250 fine\r\n")
            if word == "QUIT":
                break
        writer.close()


def self_signed(home: Path) -> ssl.SSLContext:
    """By nobody whom anybody trusts."""
    made, context = certificate_in(home), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate, made.key)
    return context


@asynccontextmanager
async def hook(*answers: bytes, tls: ssl.SSLContext | None = None) -> AsyncIterator[Hook]:
    receiver, scheme = Hook(*answers), "https" if tls else "http"
    async with await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=tls) as server:
        receiver.address = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?token=t0ps3cret"
        yield receiver


@asynccontextmanager
async def mailbox(host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> AsyncIterator[Mailbox]:
    receiver = Mailbox()
    async with await asyncio.start_server(receiver.serve, host, 0, ssl=tls) as server:
        receiver.port = server.sockets[0].getsockname()[1]
        yield receiver
