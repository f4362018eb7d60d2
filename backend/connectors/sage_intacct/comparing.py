"""Compares what a look-up shows with what we wrote: dates and amounts by meaning, everything else to the letter."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from backend.connectors.sage_intacct.wire.session import level_name
from backend.domain.pushes.found import Difference
from backend.domain.sentence import kept

DATES = {
    "WHENCREATED", "WHENDUE", "WHENPOSTED", "BATCH_DATE", "RECEIPTDATE", "STARTDATE", "ENDDATE",
    "BEGINDATE",
}  # fmt: skip
AMOUNTS = {"TRX_TOTALENTERED", "BASEPRICE", "CREDITLIMIT", "DISCDATE", "DISCAMOUNT"}
EMPTY_AT_ZERO = {"BASEPRICE", "DISCDATE", "DISCAMOUNT"}  # where nothing may be shown as nothing or as zero

LEVEL = "MEGAENTITYID"
LABELS = {
    "NAME": "name",
    "DESCRIPTION": "description",
    "EXTENDED_DESCRIPTION": "description",
    "STATUS": "status",
    "PARENTID": "parent",
    "TERMNAME": "payment term",
    "CURRENCY": "currency",
    "TAXID": "tax ID",
    "CREDITLIMIT": "credit limit",
    "COMMENTS": "notes",
    "BASEPRICE": "unit price",
    "ITEMTYPE": "type",
    "CUSTOMERID": "customer",
    "WHENCREATED": "date",
    "WHENDUE": "due date",
    "WHENPOSTED": "posting date",
    "TRX_TOTALENTERED": "total",
    "DOCNUMBER": "reference",
    "DISPLAYCONTACT.PRINTAS": "printed name",
    "DISPLAYCONTACT.COMPANYNAME": "company name",
    "DISPLAYCONTACT.FIRSTNAME": "contact's first name",
    "DISPLAYCONTACT.LASTNAME": "contact's last name",
    "DISPLAYCONTACT.PHONE1": "phone",
    "DISPLAYCONTACT.FAX": "fax",
    "DISPLAYCONTACT.EMAIL1": "e-mail",
    "DISPLAYCONTACT.URL1": "website",
    "DISPLAYCONTACT.MAILADDRESS.ADDRESS1": "address line 1",
    "DISPLAYCONTACT.MAILADDRESS.ADDRESS2": "address line 2",
    "DISPLAYCONTACT.MAILADDRESS.CITY": "city",
    "DISPLAYCONTACT.MAILADDRESS.STATE": "region",
    "DISPLAYCONTACT.MAILADDRESS.ZIP": "postal code",
    "DISPLAYCONTACT.MAILADDRESS.COUNTRY": "country",
    "DISPLAYCONTACT.MAILADDRESS.ISOCOUNTRYCODE": "country",
    "PERSONALINFO.PRINTAS": "name",
    "PERSONALINFO.FIRSTNAME": "first name",
    "PERSONALINFO.LASTNAME": "last name",
    "PERSONALINFO.PHONE1": "phone",
    "PERSONALINFO.EMAIL1": "e-mail",
    "TITLE": "title",
    "NORMALBALANCE": "normal balance",
    "ACCOUNTTYPE": "account type",
    "CLOSINGTYPE": "closing type",
    "PROJECTCATEGORY": "category",
    "DEPARTMENTID": "department",
    "LOCATIONID": "location",
    "MANAGERID": "manager",
    "BEGINDATE": "start date",
    "STARTDATE": "start date",
    "ENDDATE": "end date",
    "DUEDATE": "days until due",
    "DISCDATE": "days of discount",
    "DISCAMOUNT": "discount",
    "VENDORID": "supplier",
    "JOURNAL": "journal",
    "BATCH_DATE": "date",
    "BATCH_TITLE": "title",
    "RECEIPTDATE": "date",
    "PAYMENTMETHOD": "payment method",
    LEVEL: "level",
}

_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00:00)?")
_MOMENT = "%m/%d/%Y %H:%M:%S"
ZONES = timedelta(hours=14)  # moments are shown in the time zone of the web services user, which is not known here
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?")
_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,19})(?:\.\d{1,20})?")  # 007 is a word
_BOX = {"true": "true", "false": ""}


def names() -> Iterator[str]:
    """What fields are called where a record differs, as labels."""
    yield from (
        f"{one[:1].upper()}{one[1:]}" for one in dict.fromkeys([*LABELS.values(), "time of creation", "marker"])
    )


def differences(
    expected: Mapping[str, str], there: Mapping[str, str], *, location: str, custom: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Field by field; empty: equal. A field that is not shown holds nothing. `custom`: our names of custom fields."""
    labels = {**LABELS, **custom}

    def told(name: str, value: str) -> str:
        return by_meaning(value) if name in custom else normal(name, value)

    values = [(name, told(name, there.get(name, "")), told(name, ours)) for name, ours in expected.items()]
    found = [Difference(name, labels.get(name, name), theirs, ours) for name, theirs, ours in values if theirs != ours]
    owner = there.get(LEVEL, location)
    if owner != location:
        found.append(Difference(LEVEL, LABELS[LEVEL], level_name(owner), level_name(location)))
    return tuple(found)


def normal(name: str, value: str) -> str:
    """2026-01-15 for 1/15/2026 and 12.5 for 12.50, in fields that hold dates and amounts."""
    value = value.strip()
    if name in DATES and (found := _AMERICAN.fullmatch(value)):
        return _iso(found)
    if name in AMOUNTS and _NUMBER.fullmatch(value):
        value = _number(value)
        return "" if value == "0" and name in EMPTY_AT_ZERO else value
    return value


def by_meaning(value: str) -> str:
    """The same in a field whose type people chose. A box that is not ticked is shown as false, or as nothing."""
    value = value.strip()
    if value.lower() in _BOX:
        return _BOX[value.lower()]
    if found := _DAY.fullmatch(value):
        return _iso(found)
    return _number(value) if _PLAIN_NUMBER.fullmatch(value) else value


def _iso(american: re.Match[str]) -> str:
    month, day, year = american.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _number(text: str) -> str:
    return format(Decimal(text).normalize() + 0, "f")


def too_old(created: str, made_after: datetime | None) -> str:
    """Why a record cannot be what was sent after `made_after`; empty: it can."""
    if made_after is None:
        return ""
    try:
        moment = datetime.strptime(created.strip(), _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return kept("Intacct does not say when it was created")
    return (
        kept("It was created there on %(at)s, before ours was sent", at=created) if moment < made_after - ZONES else ""
    )
