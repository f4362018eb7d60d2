"""The rules that every written record keeps: required fields, choices, references."""

from collections.abc import Iterable
from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.functions.values import iso_from_us
from backend.stand_in.functions.visit import Visit
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import (
    bad_value,
    frozen,
    inactive_reference,
    invalid_reference,
    missing_field,
    taken_back,
)
from backend.stand_in.objects.definition import Definition, Reference


def check_record(visit: Visit, definition: Definition, record: Record) -> None:
    """Raises FunctionError for the first rule that is broken."""
    check_texts(record, definition.texts)
    for field in definition.required:
        if not leaf(record, field).strip():
            raise FunctionError(missing_field(field, definition.word))
    for field, choices in definition.choices.items():
        if leaf(record, field) not in choices:
            raise FunctionError(bad_value(field, leaf(record, field), "one of " + ", ".join(choices)))
    if (
        definition.contact
        and "E-Mail" in leaf(record, "DELIVERY_OPTIONS")
        and not leaf(record, "DISPLAYCONTACT.EMAIL1")
    ):
        raise FunctionError(missing_field("DISPLAYCONTACT.EMAIL1", definition.word))
    for each in definition.references:
        value = leaf(record, each.field)
        if value:
            referred(visit, each, value)


def check_frozen(visit: Visit, definition: Definition, record: Record, verb: str) -> None:
    """A payment changes as a draft only; other documents are frozen when the company, or the entity, is set up so."""
    state = record.get("STATE") if definition.document else None
    if state == "Reversed":
        raise FunctionError(taken_back(definition.word, record[definition.key], verb))
    if definition.document is None or state != "Posted":
        return
    settings = visit.books.settings
    refused = settings.frozen_at_entity.get(visit.level, settings.frozen_when_posted)
    if definition.document.draft_only or verb in refused:
        raise FunctionError(frozen(definition.word, record[definition.key], verb))


def check_texts(content: dict[str, Any], fields: Iterable[str]) -> None:
    """These fields are one text each where they are given: neither repeated nor made of others."""
    for field in fields:
        if not isinstance(content.get(field, ""), str):
            raise FunctionError(bad_value(field, "", "a single text"))


def referred(visit: Visit, reference: Reference, value: str) -> Record:
    """The record a field points to: there, seen from this level, and active."""
    books = visit.books
    record = books.records[reference.to].get(value) if reference.by_number else books.named(reference.to, value)
    if record is None or not visit.sees(record):
        raise FunctionError(invalid_reference(reference.word, value))
    if record.get("STATUS") == "inactive":
        raise FunctionError(inactive_reference(reference.word, value))
    return record


def typed(definition: Definition, content: dict[str, Any]) -> dict[str, Any]:
    """Generic content with its dates as they are stored."""
    return {
        name: iso_from_us(name, value) if name in definition.dates and value else value
        for name, value in content.items()
    }
