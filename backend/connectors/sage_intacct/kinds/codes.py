"""The value maps: which of Intacct's codes stands for one of ours."""

from collections.abc import Sequence
from typing import Any

from backend.connectors.sage_intacct.kinds import names
from backend.connectors.sage_intacct.kinds.draft import Draft
from backend.domain.maps.missing import no_entry, unmapped
from backend.domain.objects import ObjectRef
from backend.domain.pushes.carried import Maps
from backend.domain.sentence import kept

PAYMENT_TERMS = "payment_terms"
ACCOUNTS = "accounts"
ITEM_TYPES = "item_types"
JOURNALS = "journals"
PAYMENT_METHODS = "payment_methods"
BANK_ACCOUNTS = "bank_accounts"
CHARGES = ("freight", "tax")  # amounts at the head of a document, and their codes in the map of accounts

MAPS = {
    PAYMENT_TERMS: "Our code → the term's name at Intacct (N30 → Net 30)",
    ACCOUNTS: "A line's class, “freight” or “tax” → the account number at Intacct; * for all others",
    ITEM_TYPES: "Our code → Intacct's (service → Non-Inventory)",
    JOURNALS: "Our code → the journal's symbol at Intacct; without an entry our code is sent",
    PAYMENT_METHODS: "Our code → Intacct's words (transfer → EFT); without an entry our code is sent",
    BANK_ACCOUNTS: "Our code → the account's ID at Intacct; without an entry our code is sent",
    **names.MAPS,
}


def term(draft: Draft) -> str:
    """The name of the body's payment term there; empty when it names none."""
    code = draft.body.get("payment_term")
    if code and ObjectRef("payment_term", code) in draft.parents:
        return draft.number("payment_term", code)
    return mapped(draft, PAYMENT_TERMS, code, field="payment_term", noun="payment term") if code else ""


def term_needs(body: dict[str, Any], maps: Maps) -> Sequence[ObjectRef]:
    """For customers and what they are sent: a term that no map knows is one of ours, and must be there first.
    Terms of suppliers are another object at Intacct, which we do not send."""
    code = body.get("payment_term")
    return (ObjectRef("payment_term", code),) if code and maps.find(PAYMENT_TERMS, code) is None else ()


def mapped(draft: Draft, name: str, code: str, *, field: str, noun: str) -> str:
    found = draft.maps.find(name, code)
    if found is not None:
        return found
    return draft.refuse_for(no_entry(name, code, field=field, noun=noun))


def line_account(draft: Draft, n: int, line: dict[str, Any]) -> str:
    """The account of a line. One that the line itself names is sent as it is unless the map has an entry for it:
    `*` must not move it elsewhere."""
    entries = draft.maps.entries.get(ACCOUNTS, {})
    if account := line.get("account"):
        return entries.get(account, str(account))
    code = line.get("class") or "*"
    found = entries.get(code) or entries.get("*")
    return found or _no_account(draft, n, code)


def _no_account(draft: Draft, n: int, code: str) -> str:
    if code == "*":
        sentence = kept('names neither account nor class, and the value map "accounts" has no entry *')
        of_all = kept('a line names neither account nor class, and the value map "accounts" has no entry *')
        return draft.refuse_for(unmapped(ACCOUNTS, code, field=f"lines[{n}]", sentence=sentence, of_all=of_all))
    return mapped(draft, ACCOUNTS, code, field=f"lines[{n}].class", noun="class")


def expected_term(body_term: str | None, maps: Maps) -> str:
    """A term that no map knows is one that we sent, under its key."""
    return (maps.find(PAYMENT_TERMS, body_term) or body_term) if body_term else ""
