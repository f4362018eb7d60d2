"""What other objects are called at Intacct, and which of them must be there first."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.remote import RemoteRef

# Kinds that people often set up at Intacct under names of their own: a map tells them, and then nothing waits.
MAP_OF = {
    "department": "departments",
    "location": "locations",
    "project": "projects",
    "employee": "employees",
}
MAPS = dict.fromkeys(
    MAP_OF.values(), "Our code → Intacct's; what stands here is there already, so nothing waits for it"
)

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


Renamed = Mapping[tuple[str, str], str]  # (kind, key) of a parent → its number there, where it is another

# Fields of a head that name another object → its kind; a parent is of the same kind.
_NAMING = {
    "customer": "customer",
    "supplier": "supplier",
    "department": "department",
    "location": "location",
    "project": "project",
    "manager": "employee",
    "payment_term": "payment_term",
}


def renamed(parents: Mapping[ObjectRef, RemoteRef]) -> Renamed:
    return {(ref.kind, ref.key): one.number for ref, one in parents.items() if one.number not in ("", ref.key)}


def with_names(version: Version, renamed: Renamed) -> Version:
    """Its head as it is read back: with the numbers that people gave the records which it names."""
    if not renamed:
        return version
    naming = {**_NAMING, "parent": version.ref.kind}
    found = {field: renamed.get((kind, version.body.get(field, ""))) for field, kind in naming.items()}
    return replace(version, body=version.body | {field: number for field, number in found.items() if number})
