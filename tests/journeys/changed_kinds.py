"""Second versions of master data, with fields that were taken away, and what the third party must hold of them."""

from collections.abc import Iterator
from typing import Any

from tests.connectors.bodies import COMPANY
from tests.journeys.every_kind import CUSTOM, DOCUMENTS, OBJECTS, Object

ONE_IN = 5  # copies of the company
_ADDRESS = {"use": "billing", "line1": "Calle 1", "city": "Madrid", "postal_code": "28001", "country": "ES"}
_PARTY: Object = {"name": "Owl & Sons", "currency": "EUR", "contact": {"name": "Ada M Owl"}, "addresses": [_ADDRESS]}
_BODIES: dict[str, Object] = {
    "payment_term": {"name": "Two weeks", "due_days": 14},
    "account": {"name": "Paper", "type": "liability"},
    "department": {"name": "Newer"},
    "location": {"name": "Lager 2"},
    "employee": {"name": "Ida Maria Berg", "phone": "12 34"},
    "class": {"name": "Paper goods"},
    "customer": _PARTY | {"notes": "Pays late"},
    "supplier": _PARTY,
    "project": {"name": "Newer shop", "category": "Internal", "start_date": "2027-02-01"},
    "item": {"name": "Paper A3", "description": "Heavy", "status": "inactive"},
}
_KEY = {
    "account": "ACCOUNTNO", "department": "DEPARTMENTID", "location": "LOCATIONID", "employee": "EMPLOYEEID",
    "class": "CLASSID", "customer": "CUSTOMERID", "supplier": "VENDORID", "project": "PROJECTID", "item": "ITEMID",
}  # fmt: skip


def second_versions(copies: int) -> list[Object]:
    return [one for n in range(0, copies, ONE_IN) for one in _of_copy(n)]


def _of_copy(n: int) -> Iterator[Object]:
    for kind, key, _ in COMPANY:
        if kind in DOCUMENTS:
            continue
        body = _BODIES[kind] | {"custom": {"region": f"Åre {n}"}}
        if kind in {"customer", "supplier", "employee"}:
            body |= {"name": f"{body['name']} {n}"}
        yield {"kind": kind, "key": f"{key}-{n}", "version": 2, "body": body}


def key_field(kind: str) -> str:
    return _KEY[kind]


def changed(one: Object, record: str, *, custom: bool) -> Object:
    """The ledger's fields of the update, told again by hand, with the empty ones. `record`: its RECORDNO."""
    kind, body = one["kind"], one["body"]
    told: Object = _TOLD[kind](body)
    if kind == "payment_term":
        return {"name": one["key"], **told}
    head = {"RECORDNO": record, _KEY[kind]: one["key"], "STATUS": body.get("status", "active")}
    added = {CUSTOM["region"]: body["custom"]["region"], CUSTOM["rebate"]: ""} if custom and kind in OBJECTS else {}
    return head | told | added


def contact_of(employee: Object) -> Object:
    first, _, last = employee["body"]["name"].rpartition(" ")
    names = {"CONTACTNAME": f"{employee['key']} (employee)", "PRINTAS": employee["body"]["name"]}
    return names | {"FIRSTNAME": first, "LASTNAME": last, "PHONE1": "12 34", "EMAIL1": ""}


def _terms(body: Object) -> Object:
    start = {"from": "from invoice/bill date"}
    nothing = {"days": "0", **start, "amount": "0", "unit": "%"}
    return {"description": body["name"], "status": "active", "due": {"days": "14", **start}, "discount": nothing}


def _account(body: Object) -> Object:
    kinds = {"NORMALBALANCE": "credit", "ACCOUNTTYPE": "balancesheet", "CLOSINGTYPE": "non-closing account"}
    return {"TITLE": body["name"], **kinds}


def _party(*, notes: str) -> Any:
    def told(body: Object) -> Object:
        first, _, last = body["contact"]["name"].rpartition(" ")
        address = {"ADDRESS1": "Calle 1", "ADDRESS2": "", "CITY": "Madrid", "STATE": "", "ZIP": "28001"}
        contact = {"PRINTAS": body["name"], "COMPANYNAME": body["name"], "FIRSTNAME": first, "LASTNAME": last}
        contact |= dict.fromkeys(("PHONE1", "FAX", "EMAIL1", "URL1"), "")
        contact["MAILADDRESS"] = address | {"COUNTRY": "Spain", "ISOCOUNTRYCODE": "ES"}
        rest = {"COMMENTS": notes, "CURRENCY": "EUR", **_emptied("PARENTID", "TAXID", "CREDITLIMIT", "TERMNAME")}
        return {"NAME": body["name"], "DISPLAYCONTACT": contact, **rest}

    return told


def _emptied(*fields: str) -> Object:
    return dict.fromkeys(fields, "")


_OF_PROJECT = ("DESCRIPTION", "PARENTID", "CUSTOMERID", "DEPARTMENTID", "LOCATIONID", "MANAGERID", "ENDDATE")
_TOLD: dict[str, Any] = {
    "payment_term": _terms,
    "account": _account,
    "department": lambda body: {"TITLE": body["name"], "PARENTID": ""},
    "location": lambda body: {"NAME": body["name"], "PARENTID": ""},
    "employee": lambda _: _emptied("TITLE", "DEPARTMENTID", "LOCATIONID", "STARTDATE", "ENDDATE"),
    "class": lambda body: {"NAME": body["name"], **_emptied("DESCRIPTION", "PARENTID")},
    "customer": _party(notes="Pays late"),
    "supplier": _party(notes=""),
    "project": lambda body: {
        "NAME": body["name"], "PROJECTCATEGORY": "Internal", "BEGINDATE": "02/01/2027", **_emptied(*_OF_PROJECT)},
    "item": lambda body: {"NAME": body["name"], "EXTENDED_DESCRIPTION": "Heavy", "BASEPRICE": ""},
}  # fmt: skip
