"""Name resolution of this process only: the published client's fixed address is the stand-in on this machine."""

import os
import socket
from typing import Any

HOST = "api.intacct.com"
_getaddrinfo = socket.getaddrinfo


def _on_this_machine(host: Any, port: Any, *more: Any, **named: Any) -> list[Any]:
    if host == HOST:
        host, port = "127.0.0.1", int(os.environ["STAND_IN_TLS_PORT"])
    return _getaddrinfo(host, port, *more, **named)


socket.getaddrinfo = _on_this_machine
