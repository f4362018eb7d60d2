"""Which addresses a password or a session may be sent to."""

import ipaddress
from urllib.parse import SplitResult, urlsplit

from backend.domain.sentence import kept


def refused(endpoint: str) -> str:
    """Why we do not talk to this address; empty: we do.

    Plain http is for a stand-in: this machine, a private address, or a name without a dot (a container).
    """
    parts = split(endpoint)
    if parts is None or not parts.hostname:
        return kept('The endpoint "%(endpoint)s" is not an address', endpoint=endpoint)
    if parts.username or parts.password or parts.fragment:
        return kept("The endpoint must not hold a user, a password or a fragment")
    if parts.scheme == "https":
        return "" if not _link_local(parts.hostname) else kept("The endpoint is a link-local address")
    if parts.scheme == "http" and _near(parts.hostname):
        return ""
    return kept("The endpoint must be https; plain http is for a stand-in on this machine or its network")


def is_here(endpoint: str) -> bool:
    """Whether this address is this machine: no other name is trusted to be."""
    parts = split(endpoint)
    host = (parts.hostname or "") if parts else ""
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def split(address: str) -> SplitResult | None:
    """Its parts; None: it is none, or not to be trusted at sight."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  (raises for a port that is none)
    except ValueError:
        return None
    return None if any(c.isspace() or c == "\\" for c in address) or not address.isascii() else parts


def origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _near(host: str) -> bool:
    address = _address(host)
    if address is not None:
        return (address.is_loopback or address.is_private) and not _link_local(host)
    return "." not in host and not host.isdigit() and not host.startswith("0x")


def _link_local(host: str) -> bool:
    """Where cloud machines answer with their own credentials."""
    address = _address(host)
    mapped = getattr(address, "ipv4_mapped", None) or address
    return mapped is not None and (mapped.is_link_local or mapped.is_unspecified or mapped.is_multicast)
