"""Journal entries: GLBATCH, by the generic create. Amounts are absolute; TR_TYPE 1 is debit, -1 credit.

Neither is its number unique at Intacct, nor do its sums and its comment stand in the head that a look-up reads.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import ACCOUNTS, JOURNALS
from backend.connectors.sage_intacct.kinds.draft import Draft, IntacctKind, generic, given
from backend.connectors.sage_intacct.kinds.finance.booking import DIMENSIONS, WHOLE_CENTS, pointed
from backend.connectors.sage_intacct.kinds.finance.legacy import posted_already
from backend.connectors.sage_intacct.kinds.forms import american, cents
from backend.connectors.sage_intacct.kinds.names import refs
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.sentence import kept

# A journal line says LOCATION and DEPARTMENT where other lines say LOCATIONID and DEPARTMENTID.
_FIELD = DIMENSIONS | {"location": "LOCATION", "department": "DEPARTMENT"}


def _create(draft: Draft) -> Sequence[Field]:
    body = draft.body
    _check_rounding(draft)
    _check_amounts(draft)
    head = given(
        ("JOURNAL", draft.maps.find(JOURNALS, body["journal"]) or body["journal"]),
        ("BATCH_DATE", american(body["date"])),
        ("REVERSEDATE", american(body.get("reverse_date"))),
        ("BATCH_TITLE", body["title"]),
        ("HISTORY_COMMENT", body.get("description")),
        ("REFERENCENO", draft.version.ref.key),
        ("BASELOCATION_NO", _source(draft)),
    )
    entries: list[Field] = [("GLENTRY", _entry(draft, line)) for line in body["lines"]]
    return generic("create", "GLBATCH", [*head, ("ENTRIES", entries)])


def _source(draft: Draft) -> str:
    """The entity that the entry comes from. Intacct asks for it at the top where lines do not balance by entity; at the
    level of that entity it says what is so anyway. Which entity a location belongs to is not known here, so each
    counts for itself."""
    sums = {place: amount for place, amount in _by_location(draft).items() if amount}
    if not sums or draft.version.entity:
        return draft.version.entity if sums else ""
    told = ", ".join(f"{place or '–'} {amount}" for place, amount in sums.items())
    return draft.refuse("entity", _WANTS_ENTITY % {"amounts": told})


_WANTS_ENTITY = kept(
    "the lines do not balance by location (%(amounts)s), and Intacct then wants the entity that the "
    "entry comes from: send "
    "it with its entity, or with debits equal to credits at each location"
)


def _by_location(draft: Draft) -> dict[str, Decimal]:
    """Debits less credits, as they are sent."""
    sums: dict[str, Decimal] = {}
    for line in draft.body["lines"]:
        amount = Decimal(cents(line["debit"])) if line.get("debit") else -Decimal(cents(line["credit"]))
        place = draft.number("location", line["location"]) if line.get("location") else ""
        sums[place] = sums.get(place, Decimal(0)) + amount
    return sums


def _entry(draft: Draft, line: dict[str, Any]) -> list[Field]:
    account, rate = line["account"], draft.body.get("exchange_rate")
    side, amount = ("1", line["debit"]) if line.get("debit") else ("-1", line["credit"])
    fields: list[Field] = [
        *given(("DOCUMENT", draft.body.get("reference"))),
        ("ACCOUNTNO", draft.maps.entries.get(ACCOUNTS, {}).get(account, account)),
        ("TR_TYPE", side),
        ("TRX_AMOUNT", cents(amount)),
        ("CURRENCY", draft.body["currency"]),
        ("EXCHANGE_RATE", rate) if rate else ("EXCH_RATE_TYPE_ID", ""),
        *((_FIELD[name], draft.number(name, line[name])) for name in _FIELD if line.get(name)),
    ]
    return [*fields, *given(("DESCRIPTION", line.get("description")))]


def _check_rounding(draft: Draft) -> None:
    sums = {side: _sum(draft.body, side) for side in ("debit", "credit")}
    if sums["debit"] != sums["credit"]:
        sentence = kept("rounded to cents the debits of its lines make %(debit)s, the credits %(credit)s", **sums)
        of_all = kept("Rounded to cents debits and credits differ")
        draft.refuse("lines", sentence, of_all=of_all, step=WHOLE_CENTS)


def _check_amounts(draft: Draft) -> None:
    """A line of nothing may stand beside others, never alone."""
    sides = [("debit" if line.get("debit") else "credit", line) for line in draft.body["lines"]]
    if any(Decimal(cents(line[side])) for side, line in sides):
        return
    ((side, line), *_) = sides
    draft.refuse(f"lines[0].{side}", _NOTHING_LEFT % {"amount": line[side]})


_NOTHING_LEFT = kept(
    "%(amount)s is 0.00 once rounded to cents, and so are all other lines: there is nothing to book. Send it with "
    "amounts of a cent or more, or not at all"
)


def _sum(body: dict[str, Any], side: str) -> Decimal:
    return sum((Decimal(cents(line[side])) for line in body["lines"] if line.get(side)), Decimal(0))


def _update(draft: Draft) -> Sequence[Field]:
    return posted_already(draft)


def _needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
    return refs(maps, pointed(body["lines"], maps.entries.get(ACCOUNTS, {})))


def _expected(version: Version, maps: Maps) -> dict[str, str]:
    body = version.body
    journal = maps.find(JOURNALS, body["journal"]) or body["journal"]
    return {"JOURNAL": journal, "BATCH_DATE": body["date"], "BATCH_TITLE": body["title"]}


JOURNAL_ENTRY = IntacctKind(
    name="journal_entry",
    remote_name="GLBATCH",
    natural_field="REFERENCENO",
    create=_create,
    update=_update,
    needs=_needs,
    expected=_expected,
    telling=("JOURNAL", "BATCH_DATE", "BATCH_TITLE"),
    unsure=True,
)
