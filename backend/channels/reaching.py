"""Which addresses webhooks may be posted to: none inside the own network, unless a setting says so."""

import asyncio
import ipaddress
import socket

import msgspec

from backend.channels.addresses import IPAddress, is_of_the_world, is_own, plain
from backend.connectors.endpoint import is_here, split
from backend.domain.sentence import kept


class UnreachableError(Exception):
    """The text is a sentence without the address."""


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    private: bool  # addresses of the own network may be posted to
    demo: bool  # this machine and no other, also by plain http

    def refuses(self, address: str) -> str:
        """Why, as far as the address itself tells; "": it does not."""
        parts = split(address)
        if parts is None or not parts.hostname or not address.isprintable():
            return kept("expected an address, as https://example.com/hook")
        if parts.username or parts.password or parts.fragment:
            return kept("must not hold a user, a password or a fragment")
        if self.demo:
            near = is_here(address) and parts.scheme in ("http", "https")
            return "" if near else kept("must be at this machine, as http://127.0.0.1:9000/: nothing leaves a demo")
        if parts.scheme != "https":
            return kept("must begin with https://")
        literal = _literal(parts.hostname)
        return self._why_not(literal) if literal else ""

    async def resolve(self, host: str, port: int) -> str:
        """The one that is connected to, so that nobody changes it behind us. Raises UnreachableError.

        Not by the loop: its few threads look up names for pushes, and a slow name server of a receiver would keep them.
        """
        try:
            found = await asyncio.to_thread(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise UnreachableError(kept("The name of the receiver is not found")) from problem
        addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        for one in addresses:
            if why := self._why_not(one):
                raise UnreachableError(kept("The receiver %(why)s", why=why))
        return str(addresses[0])

    def _why_not(self, address: IPAddress) -> str:
        one = plain(address)
        if is_of_the_world(one) or (one.is_loopback and self.demo):
            return ""
        if not is_own(one):
            return kept("is at an address that nothing is posted to")
        return "" if self.private else kept("is at a private address: SYNCLINE_NOTIFY_PRIVATE allows them")


def _literal(host: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
