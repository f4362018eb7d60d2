"""Classes: CLASS, by generic functions."""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic, given, stated, status
from backend.connectors.sage_intacct.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.push import Maps


def _create(draft: Draft) -> Sequence[Field]:
    fields = [("CLASSID", draft.version.ref.key), ("NAME", draft.body["name"])]
    return generic("create", "CLASS", [*fields, *given(*_rest(draft))])


def _update(draft: Draft) -> Sequence[Field]:
    head = [*given(("RECORDNO", draft.remote.id if draft.remote else None)), ("CLASSID", draft.version.ref.key)]
    return generic("update", "CLASS", [*head, ("NAME", draft.body["name"]), *stated(*_rest(draft)), status(draft.body)])


def _rest(draft: Draft) -> list[tuple[str, str | None]]:
    parent = draft.body.get("parent")
    return [
        ("DESCRIPTION", draft.body.get("description")),
        ("PARENTID", draft.number("class", parent) if parent else None),
    ]


def _needs(body: dict[str, Any]) -> Sequence[ObjectRef]:
    return (ObjectRef("class", body["parent"]),) if body.get("parent") else ()


def _expected(version: Version, _maps: Maps) -> dict[str, str]:
    body = version.body
    return {
        "NAME": body["name"],
        "DESCRIPTION": body.get("description") or "",
        "PARENTID": body.get("parent") or "",
        **dict([status(body)]),
    }


CLASS = IntacctKind(
    name="class",
    remote_name="CLASS",
    natural_field="CLASSID",
    create=_create,
    update=_update,
    needs=_needs,
    expected=_expected,
    telling=("NAME", "DESCRIPTION", "PARENTID"),
    changing=("STATUS",),
)
