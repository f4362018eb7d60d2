"""Master data that is a list of fields: a key, some texts, and names of other objects."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic, given, stated, status
from backend.connectors.sage_intacct.kinds.names import Name, own_name, refs
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps

Fields = Callable[[dict[str, Any], Name], list[tuple[str, str | None]]]


def plain(
    *,
    name: str,
    remote_name: str,
    natural_field: str,
    fields: Fields,
    points_to: Mapping[str, str],
    telling: tuple[str, ...],
    awaited: bool = True,
) -> IntacctKind:
    """`points_to`: a field of the body → the kind that it names."""

    def create(draft: Draft) -> Sequence[Field]:
        head = (natural_field, draft.version.ref.key)
        return generic("create", remote_name, [head, *given(*fields(draft.body, draft.number))])

    def update(draft: Draft) -> Sequence[Field]:
        rest = [*stated(*fields(draft.body, draft.number)), status(draft.body)]
        return generic("update", remote_name, [*draft.record(natural_field), *rest])

    def needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
        return refs(maps, ((kind, body.get(field)) for field, kind in points_to.items()))

    def expected(version: Version, maps: Maps) -> dict[str, str]:
        shown = {field: value or "" for field, value in fields(version.body, own_name(maps))}
        return shown | dict([status(version.body)])

    return IntacctKind(
        name=name,
        remote_name=remote_name,
        natural_field=natural_field,
        create=create,
        update=update,
        needs=needs,
        expected=expected,
        telling=telling,
        changing=("STATUS", *(field for field in _names(fields) if field not in telling)),
        awaited=awaited,
    )


_FULL = {"name": "", "type": "asset", "currency": "USD"}  # what decides whether a field is there at all


def _names(fields: Fields) -> list[str]:
    return [field for field, _ in fields(_FULL, lambda _kind, key: key)]


def named(name: Name, kind: str, key: str | None) -> str | None:
    return name(kind, key) if key else None
