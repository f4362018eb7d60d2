"""What other objects are called at Intacct, and which of them must be there first."""

from collections.abc import Callable, Iterable, Iterator

from backend.domain.objects import ObjectRef
from backend.domain.push import Maps

# Kinds that people often set up at Intacct under names of their own: a map tells them, and then nothing waits.
MAP_OF = {
    "department": "departments",
    "location": "locations",
    "project": "projects",
    "employee": "employees",
}
MAPS = {
    name: f"{kind.capitalize()}s: our code → Intacct's; what stands here is there already, so nothing waits for it"
    for kind, name in MAP_OF.items()
}

Name = Callable[[str, str], str]  # (kind, key) → what it is called there
Pointed = Iterable[tuple[str, str | None]]  # kind, key


def own_name(maps: Maps) -> Name:
    """Our keys, unless a map says otherwise: for what we expect to read back."""
    return lambda kind, key: mapped(maps, kind, key) or key


def mapped(maps: Maps, kind: str, key: str) -> str:
    """Empty: no map knows it."""
    return (maps.find(MAP_OF[kind], key) or "") if kind in MAP_OF else ""


def refs(maps: Maps, pointed: Pointed) -> tuple[ObjectRef, ...]:
    """Each once, in the order given, without what is not given and what a map resolves."""
    return tuple(dict.fromkeys(_refs(maps, pointed)))


def _refs(maps: Maps, pointed: Pointed) -> Iterator[ObjectRef]:
    for kind, key in pointed:
        if key and not mapped(maps, kind, key):
            yield ObjectRef(kind, key)
