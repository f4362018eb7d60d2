"""Which IP addresses belong to the world, to the own network, or to neither.

Spelled out after IANA's registries of special addresses: what Python takes for global differs from version to version.
"""

import ipaddress

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(*texts: str) -> tuple[IPNetwork, ...]:
    return tuple(map(ipaddress.ip_network, texts))


# Link-local ones, and those outside of them where clouds hand out credentials to whoever asks from inside.
_NEVER = _networks("169.254.0.0/16", "100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::/32", "fd20:ce::/32")
_OWN = _networks("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
_WORLD_6 = ipaddress.ip_network("2000::/3")  # all that was given out so far; others translate to IPv4, or are local
_SPECIAL = _networks(
    "0.0.0.0/8",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",  # multicast, and reserved
    "2001::/23",  # protocols: Teredo, benchmarks, ORCHID
    "2001:db8::/32",
    "2002::/16",  # 6to4: any IPv4 address
    "3fff::/20",
)


def plain(address: IPAddress) -> IPAddress:
    """IPv4 where it is only written as IPv6: the system connects to that."""
    return getattr(address, "ipv4_mapped", None) or address


def is_own(one: IPAddress) -> bool:
    """Of the own network, this machine included; not where clouds keep credentials."""
    return _is_in(one, _OWN) and not _is_in(one, _NEVER)


def is_of_the_world(one: IPAddress) -> bool:
    if _is_in(one, (*_NEVER, *_OWN, *_SPECIAL)):
        return False
    return one.version == 4 or one in _WORLD_6


def _is_in(one: IPAddress, networks: tuple[IPNetwork, ...]) -> bool:
    return any(one in network for network in networks)
