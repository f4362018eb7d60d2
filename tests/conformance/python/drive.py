"""`python drive.py STEP…`: what the published client is asked to do; one line of JSON for each step."""

import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

import loopback  # noqa: F401 - before the client, which resolves names
from sageintacctsdk import SageIntacctSDK
from sageintacctsdk.apis import ApiBase

CREDENTIALS = {
    "sender_id": "syncline",
    "sender_password": "syncline-sender",
    "user_id": "console",
    "company_id": "demo",
    "user_password": "console-password",
}


def client(**more: Any) -> SageIntacctSDK:
    return SageIntacctSDK(**(CREDENTIALS | more))


def customer(key: str) -> dict[str, Any]:
    return {"CUSTOMERID": key, "NAME": f"Name {key}", "DISPLAYCONTACT": {"PRINTAS": f"Name {key}"}}


def invoice(number: str, customer_id: str = "P1") -> dict[str, Any]:
    line = {"glaccountno": "4000", "amount": "10.5", "memo": "Chai", "locationid": "100"}
    return {
        "customerid": customer_id,
        "datecreated": {"year": "2024", "month": "1", "day": "31"},
        "termname": "Net 30",
        "invoiceno": number,
        "description": "Ä & <b>",
        "invoiceitems": {"lineitem": [line, line]},
    }


def bill(number: str) -> dict[str, Any]:
    line = {"ACCOUNTNO": "5000", "TRX_AMOUNT": "8.00"}
    head = {"WHENCREATED": "01/31/2024", "VENDORID": "V1", "RECORDID": number, "WHENDUE": "02/28/2024"}
    return {**head, "APBILLITEMS": {"APBILLITEM": [line]}}


def journal_entry() -> dict[str, Any]:
    lines = [
        {"accountno": account, "tr_type": side, "trx_amount": "5.00"}
        for account, side in (("1000", "1"), ("4000", "-1"))
    ]
    head = {"journal": "GJ", "batch_date": "01/31/2024", "batch_title": "Opening", "referenceno": "R1"}
    return {**head, "entries": {"glentry": lines}}


def create_more() -> list[Any]:
    api = client().customers
    return [api.post(customer(f"P{number}")) for number in range(1, 6)]


def attachments() -> list[Any]:
    api = client().attachments
    picture = {"attachmentname": "bill", "attachmenttype": "txt", "attachmentdata": "SGVsbG8="}
    document = {
        "supdocid": "S1",
        "supdocname": "Bill",
        "supdocfoldername": "Bills",
        "attachments": {"attachment": picture},
    }
    return [
        api.create_attachments_folder({"supdocfoldername": "Bills"}),
        api.post(document),
        api.get_folder("name", "Bills"),
        api.get_attachment("supdocid", "S1"),
        api.get_all_attachments(),
    ]


def documents() -> list[Any]:
    api = client()
    vendor = {"VENDORID": "V1", "NAME": "Exotic", "DISPLAYCONTACT": {"PRINTAS": "Exotic"}}
    return [
        api.vendors.post(vendor),
        api.bills.post(bill("B1")),
        api.bills.update_attachment("1", "S1"),
        api.journal_entries.post(journal_entry()),
    ]


def read_on() -> list[list[str]]:
    """The client reads on by result ids inside `get_all` of objects that are not ours; so it is asked for it here."""
    api = paged()
    first = {"object": "CUSTOMER", "fields": "CUSTOMERID", "query": "CUSTOMERID like 'P%'", "pagesize": "2"}
    data = api.format_and_send_request({"readByQuery": first})["data"]
    pages = [data]
    while int(data["@numremaining"]) > 0:
        data = api.format_and_send_request({"readMore": {"resultId": data["@resultId"]}})["data"]
        pages.append(data)
    rows = [page["customer"] if isinstance(page["customer"], list) else [page["customer"]] for page in pages]
    return [[row["CUSTOMERID"] for row in page] for page in rows]


def payments() -> list[Any]:
    line = {"RECORDKEY": "1", "TRX_PAYMENTAMOUNT": "5.00"}
    paid = {"PAYMENTMETHOD": "Cash", "VENDORID": "V1", "PAYMENTDATE": "02/05/2024", "CURRENCY": "USD"}
    api = client().ap_payments
    api.post({**paid, "FINANCIALENTITY": "BANK", "DOCNUMBER": "Y1", "APPYMTDETAILS": {"APPYMTDETAIL": [line]}})
    return api.get_all()


EVERY_LIST = (
    "accounts", "contacts", "departments", "bills", "items", "locations", "projects", "customers", "vendors",
    "employees", "location_entities", "ar_invoices", "ar_payments", "classes", "journal_entries",
)  # fmt: skip
STEPS: dict[str, Callable[[], Any]] = {
    "session_top": lambda: client() and True,
    "session_entity": lambda: client(entity_id="100") and True,
    "create": lambda: client().customers.post(customer("P0")),
    "create_more": create_more,
    "create_at_entity": lambda: client(entity_id="100").customers.post(customer("E1")),
    "create_invoice": lambda: client().ar_invoices.post(invoice("PY-1")),
    "create_invoice_at_entity": lambda: client(entity_id="100").ar_invoices.post(invoice("PY-2")),
    "update": lambda: client().customers.update({"CUSTOMERID": "P0", "NAME": "Renamed"}),
    "get": lambda: client().customers.get("CUSTOMERID", "P0"),
    "get_fields": lambda: client().customers.get("CUSTOMERID", "P0", fields=["NAME"]),
    "get_nothing": lambda: client().customers.get("CUSTOMERID", "NONE"),
    "count": lambda: client().customers.count(),
    "get_all": lambda: client().customers.get_all(),
    "get_all_of_each": lambda: {name: len(getattr(client(), name).get_all()) for name in EVERY_LIST},
    "read_by_query": lambda: client().customers.read_by_query(fields=["CUSTOMERID"])["data"],
    "read_on": read_on,
    "payments": payments,
    "get_all_pages": lambda: [len(page) for page in paged().get_all_generator(fields=["CUSTOMERID"])],
    "query": lambda: client().customers.get_by_query(
        fields=["CUSTOMERID"], and_filter=[("like", "CUSTOMERID", "P%"), ("equalto", "STATUS", "active")]
    ),
    "query_pages": lambda: paged().get_by_query(fields=["CUSTOMERID"], and_filter=[("like", "CUSTOMERID", "P%")]),
    "private": lambda: client(show_private=True).ar_invoices.get_by_query(fields=["RECORDID", "MEGAENTITYID"]),
    "delete": lambda: client().customers.delete("1"),
    "documents": documents,
    "attachments": attachments,
    "dimensions": lambda: client().dimensions.get_all(),
    "objects": lambda: client().dimensions.get_objects(),
    "lookup": lambda: client().customers.get_lookup(),
    "error_control": lambda: client(sender_password="wrong"),
    "error_authentication": lambda: client(user_password="wrong"),
    "error_entity": lambda: client(entity_id="900"),
    "error_session": lambda: client(session_id="nobody").customers.count(),
    "error_function": lambda: client().customers.post(customer("P0")),
    "error_right": lambda: client().ar_invoices.post(invoice("PY-3")),
    "error_http": lambda: client().customers.count(),
}


def paged() -> ApiBase:
    """The client's own pages are 2000 rows; two make the paging visible."""
    api = ApiBase(dimension="CUSTOMER", pagesize=2)
    api.set_sender_id(CREDENTIALS["sender_id"])
    api.set_sender_password(CREDENTIALS["sender_password"])
    api.set_show_private(show_private=False)
    api.get_session_id(CREDENTIALS["user_id"], CREDENTIALS["company_id"], CREDENTIALS["user_password"])
    return api


def answered(step: str) -> Any:
    try:
        return STEPS[step]()
    except Exception as error:  # noqa: BLE001 - whatever the client makes of it is the answer
        return {"error": type(error).__name__, "message": str(error), "response": getattr(error, "response", None)}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for name in sys.argv[1:]:
        print(json.dumps({"step": name, "answer": answered(name)}), flush=True)
