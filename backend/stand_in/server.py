"""The web server, with one ability more: to close a connection without an answer."""

import socket

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from backend.stand_in.door import Door


class ClosableProtocol(HttpToolsProtocol):
    """Lets the application close the connection that a request came in on."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["close"] = self.transport.close  # type: ignore[typeddict-unknown-key]


class Server(uvicorn.Server):
    """Prints a line when it listens."""

    def __init__(self, door: Door, *, ready: str) -> None:
        self._ready = ready
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
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(self._ready, flush=True)  # noqa: T201 - who started this process waits for the line
