"""The books of the sample company at Intacct, as its people left them: this is where the troubles come from."""

from typing import Any

from tests.sample.goods import INACTIVE_ITEM
from tests.sample.invoices import CLASHING, FOREIGN
from tests.sample.masters import Line

MAPS = {
    "payment_terms": {"N10": "Net 10", "N14": "Net 14", "N30": "Net 30", "N60": "Net 60"},
    "accounts": {
        "CHEESE": "4210",
        "CHOCOLATE": "4220",
        "GIFTS": "4310",
        "OILS": "4230",
        "PANTRY": "4240",
        "PRESERVES": "4260",
        "SPICES": "4270",
        "TEA": "4250",
        "freight": "4100",
        "tax": "2200",
    },
}
BALANCE, INCOME = ("non-closing account", "balancesheet"), ("closing account", "incomestatement")
ACCOUNTS = (
    ("1000", "Bank", "debit", BALANCE),
    ("1100", "Accounts receivable", "debit", BALANCE),
    ("2100", "Accounts payable", "credit", BALANCE),
    ("2200", "VAT payable", "credit", BALANCE),
    ("4100", "Freight income", "credit", INCOME),
    ("4210", "Sales of cheese", "credit", INCOME),
    ("4220", "Sales of chocolate and confectionery", "credit", INCOME),
    ("4230", "Sales of oils and vinegars", "credit", INCOME),
    ("4240", "Sales of pantry goods", "credit", INCOME),
    ("4250", "Sales of tea and coffee", "credit", INCOME),
    ("4260", "Sales of preserves", "credit", INCOME),
    ("4270", "Sales of spices", "credit", INCOME),
    ("5000", "Purchases", "debit", INCOME),
)  # not 4310, which gift hampers are mapped to
TERMS = {"Net 10": "10", "Net 14": "14", "Net 30": "30", "Net 45": "45", "Net 60": "60", "Due on receipt": "0"}


def scenario(customers: list[Line], items: list[Line]) -> dict[str, Any]:
    return {
        "company": "demo",
        "senders": [{"id": "syncline", "password": "syncline-sender"}],
        "users": [{"id": "console", "password": "console-password"}],
        "entities": [
            {"id": "100", "name": "United States"},
            {"id": "200", "name": "Deutschland"},
            {"id": "300", "name": "United Kingdom"},
        ],
        "settings": {"closed_through": {"AR": "2026-08-31"}},
        "records": {
            "GLACCOUNT": [_account(*facts) for facts in ACCOUNTS],
            "GLJOURNAL": [{"SYMBOL": "GJ", "TITLE": "General journal"}],
            "DEPARTMENT": [
                {"DEPARTMENTID": "10", "TITLE": "Wholesale"},
                {"DEPARTMENTID": "20", "TITLE": "Tea and coffee bar"},
            ],
            "ARTERM": [_term(name, days) for name, days in TERMS.items()],
            "APTERM": [_term(name, days) for name, days in TERMS.items() if name != "Net 14"],
            "CONTACT": [_clashing(_by_key(customers, CLASHING))],
            "CUSTOMER": [_foreign(_by_key(customers, FOREIGN))],
            "ITEM": [_inactive(next(one for one in items if one["body"]["name"] == INACTIVE_ITEM))],
        },
    }


def _account(number: str, title: str, balance: str, closing: tuple[str, str]) -> dict[str, str]:
    account = {"ACCOUNTNO": number, "TITLE": title, "NORMALBALANCE": balance}
    account |= {"CLOSINGTYPE": closing[0], "ACCOUNTTYPE": closing[1]}
    return account | ({"REQUIREDEPT": "true"} if number == "4250" else {})


def _term(name: str, days: str) -> dict[str, str]:
    return {"NAME": name, "DESCRIPTION": f"{days} days", "DUEDATE": days, "DUEFROM": "from bill date"}


def _by_key(lines: list[Line], key: str) -> Line:
    return next(one for one in lines if one["key"] == key)


def _clashing(customer: Line) -> dict[str, str]:
    """Typed in when the customer was still a prospect: the name that its own contact would get."""
    name = customer["body"]["name"]
    return {
        "CONTACTNAME": f"{name}({customer['key']})",
        "PRINTAS": name,
        "COMPANYNAME": name,
        "PHONE1": "030 23125 900",
    }


def _foreign(customer: Line) -> dict[str, Any]:
    """Typed in by hand in another system's time: the same number, an older name and address."""
    contact = {
        "CONTACTNAME": f"Harbor Street Grocers({customer['key']})",
        "PRINTAS": "Harbor Street Grocers",
        "EMAIL1": "orders@harborstreet.example",
        "MAILADDRESS": {"ADDRESS1": "14 Harbor Street", "CITY": "Portland", "STATE": "ME", "ZIP": "04101"},
    }
    fields = {"CUSTOMERID": customer["key"], "NAME": "Harbor Street Grocers", "TERMNAME": "Net 30", "CURRENCY": "USD"}
    return fields | {"STATUS": "active", "DISPLAYCONTACT": contact}


def _inactive(item: Line) -> dict[str, str]:
    """The same item as ours, but somebody there made it inactive."""
    body = item["body"]
    fields = {"ITEMID": item["key"], "NAME": body["name"], "ITEMTYPE": "Inventory", "BASEPRICE": body["unit_price"]}
    return fields | {"STATUS": "inactive"}
