"""What Intacct does not have: the value maps that may have named it, and what is not the ERP's to mend."""

from backend.connectors.sage_intacct.causes.saying import HAVE_SET_UP, plain
from backend.connectors.sage_intacct.kinds import codes
from backend.connectors.sage_intacct.kinds.names import MAP_OF
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.outcome import Missing
from backend.domain.sentence import kept

# A word in what Intacct calls it → the maps whose values are of that kind.
_MAPS: dict[str, tuple[str, ...]] = {
    "term": (codes.PAYMENT_TERMS,),
    "account": (codes.ACCOUNTS, codes.BANK_ACCOUNTS),
    "bank": (codes.BANK_ACCOUNTS,),
    "financial": (codes.BANK_ACCOUNTS,),
    "journal": (codes.JOURNALS,),
    "method": (codes.PAYMENT_METHODS,),
    "type": (codes.ITEM_TYPES,),
    **{kind: (name,) for kind, name in MAP_OF.items()},
}
# A word in what Intacct calls it → our kind of what would be it.
_KINDS = {
    **{kind: kind for kind in ("customer", "item", "account", "class", *MAP_OF)},
    "vendor": "supplier",
    "supplier": "supplier",
    "term": "payment_term",
}
_ONLY_THERE = {"journal", "bank", "financial", "method", "type"}  # set up there by people: no kind of ours
_SUPPLIERS = {"ap", "vendor"}  # their terms, too


def missing(kind: str, code: str) -> Missing | None:
    """`kind`: in Intacct's words, such as `GL Account`; "" and "": nothing is missing."""
    return Missing(code, _maps(kind), plain(HAVE_SET_UP, code=code), _kinds(kind)) if code else None


def by_people(kind: str, code: str) -> Advice | None:
    """For what only people at Intacct set up; None: it is the ERP's."""
    words, maps = set(kind.lower().split()), _maps(kind)
    if not code or not maps or not (words & _ONLY_THERE or (words & _SUPPLIERS and "term" in words)):
        return None
    name = maps[0].replace("_", " ")
    return Advice(
        Who.THERE,
        kept('Set it up at Intacct, or have our code mapped to one that is there (value map "%(map)s").', map=name),
    )


def _kinds(kind: str) -> tuple[str, ...]:
    words = kind.lower().split()
    return (
        ()
        if _ONLY_THERE.intersection(words)
        else tuple(dict.fromkeys(_KINDS[word] for word in words if word in _KINDS))
    )


def _maps(kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for word in kind.lower().split() for name in _MAPS.get(word, ())))
