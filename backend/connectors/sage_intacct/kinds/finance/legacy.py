"""Documents of the legacy functions: ordered elements, dates in parts, lower case."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from backend.connectors.sage_intacct.kinds.codes import ACCOUNTS
from backend.connectors.sage_intacct.kinds.draft import Draft
from backend.connectors.sage_intacct.kinds.finance.booking import DIMENSIONS, Booked, booked, pointed, total_of
from backend.connectors.sage_intacct.kinds.forms import date_parts
from backend.connectors.sage_intacct.kinds.names import refs
from backend.connectors.sage_intacct.wire.writer import Field
from backend.domain.objects import ObjectRef, Version, in_words
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.cause import Cause, SharedProblem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.sentence import kept

_ELEMENT = {name: field.lower() for name, field in DIMENSIONS.items()}


def head(draft: Draft, party: str) -> list[Field]:
    """Who and when."""
    body = draft.body
    fields: list[Field] = [
        (_ELEMENT[party], draft.number(party, body[party])),
        ("datecreated", date_parts(body["date"])),
    ]
    posted = body.get("posting_date")
    return [*fields, ("dateposted", date_parts(posted))] if posted else fields


def texts(draft: Draft, *pairs: tuple[str, str]) -> list[Field]:
    """(element, field of the body), in the order of the schema; empty ones are left out."""
    return [(element, value) for element, field in pairs if (value := draft.body.get(field))]


def line_items(draft: Draft, *, credit: bool = False) -> list[Field]:
    return [("lineitem", _item(line)) for line in booked(draft, credit=credit)]


def _item(line: Booked) -> list[Field]:
    fields: list[Field] = [("glaccountno", line.account), ("amount", line.amount)]
    if line.memo:
        fields.append(("memo", line.memo))
    return fields + [(_ELEMENT[name], value) for name, value in line.to]


def document_needs(party: str, body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
    """The party, then what the lines name, each once."""
    return refs(maps, [(party, body[party]), *pointed(body["lines"], maps.entries.get(ACCOUNTS, {}))])


CREATED = "AUWHENCREATED"  # WHENCREATED is a document's own date
TELLING = ("WHENCREATED", "WHENPOSTED", "CURRENCY", "TRX_TOTALENTERED", "DOCNUMBER", "DESCRIPTION")


def document_expected(
    there: str, party: str, version: Version, *, number: str = "reference", credit: bool = False
) -> dict[str, str]:
    """`there`: the field that holds the party; `number`: what we write into DOCNUMBER."""
    body = version.body
    total: Decimal = -total_of(body) if credit else total_of(body)
    fields = {there: body[party], "WHENCREATED": body["date"], "TRX_TOTALENTERED": str(total)}
    texts = {"WHENPOSTED": "posting_date", "CURRENCY": "currency", "DOCNUMBER": number, "DESCRIPTION": "description"}
    return fields | {name: body[field] for name, field in texts.items() if body.get(field)}


def posted_already(draft: Draft) -> Sequence[Field]:
    """What is posted stays as it is: a person chooses the way out. Nobody looked whether it is: all are sent so."""
    kind = in_words(draft.version.ref.kind)
    cause = Cause(
        fingerprint=f"posted {draft.version.ref.kind}",
        error_class=ErrorClass.DATA,
        sentence=_NEWER % {"kind": kind.lower()},
        advice=Advice(Who.ERP, kept("Take one of these ways out.")),
    )
    draft.refuse_for(SharedProblem("", _POSTED % {"what": f"{kind} {draft.version.ref.key}"}, cause=cause))
    return ()


_POSTED = kept(
    "%(what)s has a record at Intacct already: documents go there as posted ones, and posted documents are not changed "
    "silently. Ways out: reverse it there and send it again under a new number, send a document for the difference, "
    "or leave it as it is there."
)
_NEWER = kept(
    "A newer version of what has a record at Intacct already (%(kind)s): documents go there as posted ones, and posted "
    "documents are not changed silently. Ways out: reverse it there and send it again under a new number, send a "
    "document for the difference, or leave it as it is there."
)
