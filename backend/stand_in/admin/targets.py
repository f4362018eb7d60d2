"""What the functions of a request are about, so that faults can be aimed."""

from typing import Any

from backend.stand_in.admin.faults import Target
from backend.stand_in.company.books import Books
from backend.stand_in.functions.writes.legacy_delete import DELETIONS
from backend.stand_in.gateway.content import leaf, upper_names
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.objects.form import Act
from backend.stand_in.objects.registry import DEFINITIONS, FORMS

BY_ATTRIBUTE = DELETIONS | {
    name: (form.object, "key") for name, form in FORMS.items() if form.act in {Act.CHANGE, Act.REVERSE}
}


def target_of(call: Call, books: Books) -> Target:
    if call.name in BY_ATTRIBUTE:
        return _by_attribute(call, books)
    if call.name in FORMS:
        return _by_form(call)
    if call.name in {"create", "update"}:
        return _by_elements(call, books)
    return _by_object(call, books)


def _by_attribute(call: Call, books: Books) -> Target:
    """Of documents the attribute holds the number, else the natural key."""
    name, attribute = BY_ATTRIBUTE[call.name]
    definition, key = DEFINITIONS[name], call.element.get(attribute, "")
    natural = _key_of(books, name, key) if definition.document else key
    return Target(function=call.name, kind=definition.kind, natural_keys=(natural,))


def _by_form(call: Call) -> Target:
    form = FORMS[call.name]
    definition = DEFINITIONS[form.object]
    names = [name for name, element in form.elements.items() if element.field == definition.key]
    keys = tuple(leaf(call.content, name) for name in names)
    return Target(function=call.name, kind=definition.kind, natural_keys=keys)


def _by_elements(call: Call, books: Books) -> Target:
    kind, keys = "", []
    for name, content in call.content.items():
        definition = DEFINITIONS.get(name.upper())
        if definition is None:
            continue
        kind = definition.kind
        for each in content if isinstance(content, list) else [content]:
            fields = upper_names(each) if isinstance(each, dict) else {}
            keys.append(leaf(fields, definition.key) or _key_of(books, definition.object, leaf(fields, "RECORDNO")))
    return Target(function=call.name, kind=kind, natural_keys=tuple(keys))


def _by_object(call: Call, books: Books) -> Target:
    named = leaf(call.content, "object") or call.element.get("object", "")
    definition = DEFINITIONS.get(named.upper())
    if definition is None:
        return Target(function=call.name, kind="", natural_keys=())
    listed: list[Any] = [key.strip() for key in leaf(call.content, "keys").split(",") if key.strip()]
    if call.name != "readByName":
        listed = [_key_of(books, definition.object, number) for number in listed]
    return Target(function=call.name, kind=definition.kind, natural_keys=tuple(listed))


def _key_of(books: Books, name: str, number: str) -> str:
    record = books.records[name].get(number)
    return str(record[DEFINITIONS[name].key]) if record else ""
