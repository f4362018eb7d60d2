"""The web server, on a plain port and perhaps a TLS one; it can also close a connection without an answer."""

import asyncio
import socket
import struct
from collections.abc import Callable

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from backend.stand_in.certificate import Certificate
from backend.stand_in.door import Door


class Listener(msgspec.Struct, frozen=True, kw_only=True):
    """A bound socket; with a certificate it speaks TLS."""

    socket: socket.socket
    certificate: Certificate | None = None


def run(door: Door, listeners: list[Listener], *, ready: str) -> None:
    """Serve until a signal ends it; prints a line when all of them listen."""
    announce = _announcer(ready, after=len(listeners))
    with asyncio.Runner(loop_factory=uvicorn.Config(door, loop="uvloop").get_loop_factory()) as runner:
        runner.run(_serve(door, listeners, announce))


async def _serve(door: Door, listeners: list[Listener], announce: Callable[[], None]) -> None:
    door.resume()
    servers = [Server(door, each.certificate, announce) for each in listeners]
    await asyncio.gather(
        *(server.serve(sockets=[each.socket]) for server, each in zip(servers, listeners, strict=True))
    )


def _announcer(ready: str, *, after: int) -> Callable[[], None]:
    left = iter(range(after - 1, -1, -1))

    def announce() -> None:
        if next(left) == 0:
            print(ready, flush=True)  # noqa: T201 - who started this process waits for the line

    return announce


class ClosableProtocol(HttpToolsProtocol):
    """Lets the application close the connection that a request came in on."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["close"] = self.transport.close  # type: ignore[typeddict-unknown-key]
        self.scope["reset"] = self._reset  # type: ignore[typeddict-unknown-key]

    def _reset(self) -> None:
        """The other side sees a reset: what it has not read yet is lost, too. One that left sees nothing any more."""
        if self.transport.is_closing():
            return
        at_once = struct.pack("ii", 1, 0)
        self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self.transport.abort()


class Server(uvicorn.Server):
    """One listener of the stand-in."""

    def __init__(self, door: Door, certificate: Certificate | None, announce: Callable[[], None]) -> None:
        self._announce = announce
        super().__init__(
            uvicorn.Config(
                door,
                http=ClosableProtocol,
                loop="uvloop",
                ws="none",
                lifespan="off",
                interface="asgi3",
                access_log=False,
                log_level="warning",
                server_header=False,
                date_header=False,
                timeout_keep_alive=75,
                timeout_graceful_shutdown=2,
                ssl_certfile=certificate.certificate if certificate else None,
                ssl_keyfile=certificate.key if certificate else None,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._announce()
