"""Compares what a look-up shows with what we wrote: dates and amounts by meaning, everything else to the letter."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from backend.connectors.sage_intacct.session import level_name

DATES = {
    "WHENCREATED", "WHENDUE", "WHENPOSTED", "BATCH_DATE", "RECEIPTDATE", "PAYMENTDATE", "STARTDATE", "ENDDATE",
    "BEGINDATE",
}  # fmt: skip
AMOUNTS = {"TRX_TOTALENTERED", "BASEPRICE", "CREDITLIMIT"}

_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_MOMENT = "%m/%d/%Y %H:%M:%S"
_ZONES = timedelta(hours=14)  # moments are shown in the time zone of the web services user, which is not known here
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?")


def differences(expected: Mapping[str, str], there: Mapping[str, str], *, location: str) -> tuple[str, ...]:
    """Sentences, one per field; empty: equal. A field that is not shown holds nothing."""
    differing = [
        f"{name}: '{there.get(name, '')}' there, '{ours}' here"
        for name, ours in expected.items()
        if normal(name, there.get(name, "")) != normal(name, ours)
    ]
    owner = there.get("MEGAENTITYID", location)
    if owner != location:
        differing.append(f"it lies at {level_name(owner)}, not at {level_name(location)}")
    return tuple(differing)


def normal(name: str, value: str) -> str:
    """2026-01-15 for 1/15/2026 and 12.5 for 12.50, in fields that hold dates and amounts."""
    value = value.strip()
    if name in DATES and (found := _AMERICAN.fullmatch(value)):
        month, day, year = found.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    if name in AMOUNTS and _NUMBER.fullmatch(value):
        return format(Decimal(value).normalize() + 0, "f")
    return value


def too_old(created: str, made_after: datetime | None) -> str:
    """Why a record cannot be what was sent after `made_after`; empty: it can."""
    if made_after is None:
        return ""
    try:
        moment = datetime.strptime(created.strip(), _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return "Intacct does not say when it was created"
    return f"it was created there on {created}, before ours was sent" if moment < made_after - _ZONES else ""
