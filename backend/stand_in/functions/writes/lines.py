"""The lines of a finance document: accounts, dimensions and amounts."""

from decimal import Decimal
from typing import Any

from backend.stand_in.company.books import Record
from backend.stand_in.functions.checks import check_texts, referred
from backend.stand_in.functions.values import money
from backend.stand_in.functions.visit import Visit
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import (
    bad_value,
    invalid_reference,
    missing_dimension,
    missing_field,
    mixed_signs,
    no_source_entity,
    unbalanced,
)
from backend.stand_in.objects.definition import Document
from backend.stand_in.objects.dimensions import REQUIRED_BY_ACCOUNT

_YES = frozenset({"true", "T", "Y"})
_NONE = Decimal("0.00")


def total_of(visit: Visit, document: Document, record: Record) -> Decimal:
    """Check every line, round its amount in place, and add them up; a journal's total is its debits."""
    lines = lines_of(document, record)
    if len(lines) < document.lines_at_least:
        raise FunctionError(missing_field(document.line, document.container))
    amounts = [_checked(visit, document, line) for line in lines]
    if document.one_sign and any(amount > 0 for amount in amounts) and any(amount < 0 for amount in amounts):
        raise FunctionError(mixed_signs(document.line))
    if not document.balanced:
        return sum(amounts, _NONE)
    total = _balanced(lines, amounts)
    if not visit.level and not record.get("BASELOCATION_NO"):
        _check_source(visit, lines, amounts)
    return total


def lines_of(document: Document, record: Record) -> list[dict[str, Any]]:
    """Only groups of fields are lines; an empty element is none."""
    group = record.get(document.container)
    lines = group.get(document.line, []) if isinstance(group, dict) else []
    return [line for line in lines if isinstance(line, dict)]


def _checked(visit: Visit, document: Document, line: dict[str, Any]) -> Decimal:
    check_texts(line, document.line_texts)
    for field in document.line_required:
        if not line.get(field):
            raise FunctionError(missing_field(field, document.line))
    if visit.level and not line.get("LOCATIONID") and not line.get("LOCATION"):
        line["LOCATIONID"] = visit.level
    for each in document.line_references:
        value = line.get(each.field)
        if value:
            found = referred(visit, each, value)
            if each.to == "GLACCOUNT":
                _check_dimensions(document, line, found)
            elif each.to == "LOCATION" and visit.level:
                _check_entity(visit, found)
        elif each.to == "GLACCOUNT":
            _refuse_without_account(document, line)
    amount = money(document.amount, line.get(document.amount) or "0")
    line[document.amount] = str(amount)
    return amount


def _refuse_without_account(document: Document, line: dict[str, Any]) -> None:
    """Account labels are not enabled in this company."""
    if line.get("ACCOUNTLABEL"):
        raise FunctionError(invalid_reference("Account Label", line["ACCOUNTLABEL"]))
    raise FunctionError(missing_field("ACCOUNTNO", document.line))


def _check_dimensions(document: Document, line: dict[str, Any], account: Record) -> None:
    for flag, (field, word) in REQUIRED_BY_ACCOUNT.items():
        if account.get(flag) in _YES and field != document.party:
            given = line.get(field) or line.get(field.removesuffix("ID"))
            if not given:
                raise FunctionError(missing_dimension(word, account["ACCOUNTNO"]))


def _check_entity(visit: Visit, location: Record) -> None:
    """An entity's session may only post to locations within that entity, and to those that belong to none."""
    if _entity_of(visit, location) not in ("", visit.level):
        raise FunctionError(invalid_reference("Location", location["LOCATIONID"]))


def _entity_of(visit: Visit, location: Record) -> str:
    """The entity it stands in; empty: in none, as in a circle of parents."""
    entities, place, passed = visit.books.names["LOCATIONENTITY"], location, set[str]()
    while place["LOCATIONID"] not in entities:
        passed.add(place["LOCATIONID"])
        parent = visit.books.named("LOCATION", place.get("PARENTID") or "")
        if parent is None or parent["LOCATIONID"] in passed:
            return ""
        place = parent
    return str(place["LOCATIONID"])


def _check_source(visit: Visit, lines: list[dict[str, Any]], amounts: list[Decimal]) -> None:
    """What does not balance by entity names the one it comes from."""
    sums = dict[str, Decimal]()
    for line, amount in zip(lines, amounts, strict=True):
        location = visit.books.named("LOCATION", line.get("LOCATION") or "")
        entity = _entity_of(visit, location) if location else ""
        sums[entity] = sums.get(entity, _NONE) + (amount if line["TR_TYPE"] == "1" else -amount)
    if any(sums.values()):
        raise FunctionError(no_source_entity(sorted(entity for entity, amount in sums.items() if entity and amount)))


def _balanced(lines: list[dict[str, Any]], amounts: list[Decimal]) -> Decimal:
    sums = {"1": _NONE, "-1": _NONE}
    for line, amount in zip(lines, amounts, strict=True):
        if line["TR_TYPE"] not in sums:
            raise FunctionError(bad_value("TR_TYPE", line["TR_TYPE"], "1 or -1"))
        sums[line["TR_TYPE"]] += amount
    if sums["1"] != sums["-1"]:
        raise FunctionError(unbalanced(str(sums["1"]), str(sums["-1"])))
    return sums["1"]
