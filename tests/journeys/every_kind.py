"""A company of all kinds many times over, and what the third party must hold of it, field by field."""

from collections.abc import Iterator
from typing import Any

from tests.connectors.bodies import COMPANY

ENTITIES = ("", "100", "200", "300")
DOCUMENTS = frozenset(
    {
        "sales_invoice", "sales_credit_memo", "purchase_invoice", "purchase_credit_memo", "journal_entry",
        "customer_payment", "supplier_payment",
    }
)  # fmt: skip
REFERENCES = {
    "customer": "customer", "supplier": "supplier", "item": "item", "class": "class", "department": "department",
    "location": "location", "project": "project", "employee": "employee", "manager": "employee", "account": "account",
}  # fmt: skip
OWN = {(kind, key) for kind, key, _ in COMPANY}

Object = dict[str, Any]


def many(copies: int) -> list[Object]:
    """Backwards: everything arrives before what it needs."""
    return [one for n in range(copies) for one in reversed(list(_copy(n)))]


def _copy(n: int) -> Iterator[Object]:
    entity = ENTITIES[n % len(ENTITIES)]
    for kind, key, body in COMPANY:
        made = {"kind": kind, "key": f"{key}-{n}", "version": 1, "body": _renamed(body, kind, n)}
        made["body"]["custom"] = {"region": f"Øst {n} <&>", "rebate": n + 0.5, "ours": "stays here"}
        if kind in {"customer", "supplier", "employee"}:
            made["body"]["name"] += f" {n}"
        if kind == "journal_entry" and entity:
            made["body"]["lines"][0]["location"] = f"L1-{n}"  # it does not balance by location any more
        yield made | ({"entity": entity} if entity and kind in DOCUMENTS else {})


def _renamed(value: Any, kind: str, n: int) -> Any:
    """With the references to other objects of the same copy."""
    if isinstance(value, list):
        return [_renamed(one, kind, n) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: _reference(name, one, kind, n) for name, one in value.items()}


def _reference(name: str, value: Any, kind: str, n: int) -> Any:
    target = kind if name == "parent" else REFERENCES.get(name, "")
    if name == "invoice":
        target = "sales_invoice" if kind in {"customer_payment", "sales_credit_memo"} else "purchase_invoice"
    if isinstance(value, str):
        return f"{value}-{n}" if (target, value) in OWN else value
    return _renamed(value, kind, n)


def american(date: str) -> str:
    return f"{date[5:7]}/{date[8:]}/{date[:4]}"


def parts(date: str) -> Object:
    return {"year": date[:4], "month": date[5:7], "day": date[8:]}


MARKER, CUSTOM = "SYNCLINE_KEY", {"rebate": "REBATE_PCT", "region": "REGION"}
OBJECTS = {
    "account": "GLACCOUNT", "department": "DEPARTMENT", "location": "LOCATION", "employee": "EMPLOYEE",
    "class": "CLASS", "customer": "CUSTOMER", "supplier": "VENDOR", "project": "PROJECT", "item": "ITEM",
    "sales_invoice": "ARINVOICE", "sales_credit_memo": "ARADJUSTMENT", "purchase_invoice": "APBILL",
    "purchase_credit_memo": "APADJUSTMENT", "journal_entry": "GLBATCH", "customer_payment": "ARPYMT",
    "supplier_payment": "APPYMT",
}  # fmt: skip
LISTED = frozenset({"sales_invoice", "sales_credit_memo", "purchase_credit_memo"})


def expected(one: Object, numbers: dict[tuple[str, str], str], *, key: str = "") -> Object:
    """The ledger's fields, told again by hand, without empty ones. `numbers`: of the records. `key`: of the creation,
    where people added fields to their objects for it and for our custom ones."""
    fields = _given(_TOLD[one["kind"]](one["key"], one["body"], numbers))
    if one["kind"] == "journal_entry" and one.get("entity"):
        fields["BASELOCATION_NO"] = one["entity"]
    return fields | _added(one, key) if key and one["kind"] in OBJECTS else fields


def _added(one: Object, key: str) -> Object:
    added = {MARKER: key} | {there: str(one["body"]["custom"][ours]) for ours, there in CUSTOM.items()}
    if one["kind"] not in LISTED:
        return added
    pairs = [{"customfieldname": name, "customfieldvalue": value} for name, value in added.items()]
    return {"customfields": {"customfield": pairs}}


def _terms(key: str, body: Object, _: Any) -> Object:
    return {
        "name": key,
        "description": body["name"],
        "due": {"days": str(body["due_days"]), "from": "from invoice/bill date"},
        "discount": {
            "days": str(body["discount_days"]),
            "from": "from invoice/bill date",
            "amount": body["discount_percent"],
            "unit": "%",
        },
    }


def _account(key: str, body: Object, _: Any) -> Object:
    kinds = {"NORMALBALANCE": "debit", "ACCOUNTTYPE": "incomestatement", "CLOSINGTYPE": "closing account"}
    return {"ACCOUNTNO": key, "TITLE": body["name"], **kinds}


def _employee(key: str, body: Object, _: Any) -> Object:
    return {
        "EMPLOYEEID": key,
        "PERSONALINFO": {"CONTACTNAME": f"{key} (employee)"},
        "TITLE": body.get("title"),
        "DEPARTMENTID": body.get("department"),
        "LOCATIONID": body.get("location"),
        "STARTDATE": american(body["start_date"]) if body.get("start_date") else None,
    }


def _party(field: str) -> Any:
    def told(key: str, body: Object, _: Any) -> Object:
        contact = {"PRINTAS": body["name"], "COMPANYNAME": body["name"], "MAILADDRESS": ""}
        head = {field: key, "NAME": body["name"], "DISPLAYCONTACT": contact}
        return head | {"TERMNAME": "Net 30", "CURRENCY": body["currency"], "PARENTID": body.get("parent")}

    return told


def _project(key: str, body: Object, _: Any) -> Object:
    return {
        "PROJECTID": key,
        "NAME": body["name"],
        "PROJECTCATEGORY": "Contract",
        "CUSTOMERID": body["customer"],
        "DEPARTMENTID": body["department"],
        "LOCATIONID": body["location"],
        "MANAGERID": body["manager"],
        "BEGINDATE": american(body["start_date"]),
        "ENDDATE": american(body["end_date"]),
    }


def _lines(body: Object, *, sign: str, names: dict[str, str], amount: str, memo: str, account: str) -> list[Object]:
    told = [
        {account: line.get("account") or "4000", amount: _signed(line["amount"], sign), memo: line.get("description")}
        | {there: line.get(ours) for ours, there in names.items()}
        for line in body["lines"]
    ]
    told += [
        {account: "4100", amount: _signed(body[name], sign), memo: name.capitalize()} for name in ("freight", "tax")
    ]
    return list(map(_given, told))


def _given(fields: Object) -> Object:
    return {name: value for name, value in fields.items() if value}


def _signed(amount: str, sign: str) -> str:
    return amount if sign == "+" else amount.removeprefix("-") if amount.startswith("-") else f"-{amount}"


_LEGACY = {
    "location": "locationid", "department": "departmentid", "project": "projectid", "employee": "employeeid",
    "item": "itemid", "class": "classid",
}  # fmt: skip
_GENERIC = {ours: there.upper() for ours, there in _LEGACY.items()}


def _legacy(party: str, number: str, items: str, refers: str, sign: str) -> Any:
    def told(key: str, body: Object, _: Any) -> Object:
        head = {f"{'customer' if party == 'customer' else 'vendor'}id": body[party], number: key}
        head |= {"datecreated": parts(body["date"]), "dateposted": parts(body["posting_date"])}
        names = {"sign": sign, "names": _LEGACY, "amount": "amount", "memo": "memo", "account": "glaccountno"}
        if refers == "ponumber":
            texts = {"ponumber": body["reference"], "description": body["description"]}
        else:
            texts = {refers: body["invoice"], "description": f"{body['reference']}: {body['description']}"}
        texts["currency"] = body["currency"]
        due = {"datedue": parts(body["due_date"]), "termname": "Net 30"} if body.get("due_date") else {}
        return head | texts | due | {items: {"lineitem": _lines(body, **names)}}

    return told


def _bill(key: str, body: Object, _: Any) -> Object:
    names = {"sign": "+", "names": _GENERIC, "amount": "TRX_AMOUNT", "memo": "ENTRYDESCRIPTION", "account": "ACCOUNTNO"}
    dates = {"WHENCREATED": "date", "WHENPOSTED": "posting_date", "WHENDUE": "due_date"}
    return {
        "VENDORID": body["supplier"],
        "RECORDID": key,
        **{there: american(body[ours]) for there, ours in dates.items()},
        "DOCNUMBER": body["reference"],
        "DESCRIPTION": body["description"],
        "CURRENCY": body["currency"],
        "APBILLITEMS": {"APBILLITEM": _lines(body, **names)},
    }


def _journal(key: str, body: Object, _: Any) -> Object:
    entries = [
        {
            "ACCOUNTNO": line["account"],
            "TR_TYPE": "1" if "debit" in line else "-1",
            "TRX_AMOUNT": line.get("debit") or line.get("credit"),
            "CURRENCY": body["currency"],
            "LOCATION": line.get("location"),
            "DEPARTMENT": line.get("department"),
            "VENDORID": line.get("supplier"),
            "DESCRIPTION": line.get("description"),
        }
        for line in body["lines"]
    ]
    return {
        "JOURNAL": "GJ",
        "BATCH_DATE": american(body["date"]),
        "BATCH_TITLE": body["title"],
        "HISTORY_COMMENT": body["description"],
        "REFERENCENO": key,
        "ENTRIES": {"GLENTRY": [_given(one) | {"EXCH_RATE_TYPE_ID": ""} for one in entries]},  # the company's own rate
    }


def _payment(party: str, there: str, date: str, name: str, document: str) -> Any:
    def told(key: str, body: Object, numbers: dict[tuple[str, str], str]) -> Object:
        details = [
            {"RECORDKEY": numbers[document, line["invoice"]], "TRX_PAYMENTAMOUNT": line["amount"]}
            for line in body["applied"]
        ]
        return {
            "PAYMENTMETHOD": "EFT",
            "FINANCIALENTITY": body["account"],
            there: body[party],
            "DOCNUMBER": key,
            date: american(body["date"]),
            "CURRENCY": body["currency"],
            "EXCHANGE_RATE": body.get("exchange_rate"),
            "DESCRIPTION": "Order 4711: As agreed" if body.get("description") else None,
            "OVERPAYMENTAMOUNT": body.get("unapplied"),
            f"{name}DETAILS": {f"{name}DETAIL": details},
        }

    return told


_TOLD: dict[str, Any] = {
    "payment_term": _terms,
    "account": _account,
    "department": lambda key, body, _: {
        "DEPARTMENTID": key, "TITLE": body["name"], "PARENTID": body.get("parent")},
    "location": lambda key, body, _: {"LOCATIONID": key, "NAME": body["name"]},
    "employee": _employee,
    "class": lambda key, body, _: {"CLASSID": key, "NAME": body["name"], "DESCRIPTION": body["description"]},
    "customer": _party("CUSTOMERID"),
    "supplier": _party("VENDORID"),
    "project": _project,
    "item": lambda key, body, _: {
        "ITEMID": key, "NAME": body["name"], "ITEMTYPE": "Non-Inventory", "BASEPRICE": body["unit_price"]},
    "sales_invoice": _legacy("customer", "invoiceno", "invoiceitems", "ponumber", "+"),
    "sales_credit_memo": _legacy("customer", "adjustmentno", "aradjustmentitems", "invoiceno", "-"),
    "purchase_invoice": _bill,
    "purchase_credit_memo": _legacy("supplier", "adjustmentno", "apadjustmentitems", "billno", "-"),
    "journal_entry": _journal,
    "customer_payment": _payment("customer", "CUSTOMERID", "RECEIPTDATE", "ARPYMT", "sales_invoice"),
    "supplier_payment": _payment("supplier", "VENDORID", "PAYMENTDATE", "APPYMT", "purchase_invoice"),
}  # fmt: skip
