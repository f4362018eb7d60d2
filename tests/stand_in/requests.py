"""Requests to the stand-in, written by hand."""

from xml.sax.saxutils import escape

LOGIN = "<login><userid>console</userid><companyid>demo</companyid><password>console-password</password>{}</login>"


def request(
    *functions: str,
    login: str = LOGIN.format(""),
    session: str = "",
    sender: str = "syncline",
    sender_password: str = "syncline-sender",
    transaction: str = "false",
    uniqueid: str = "<uniqueid>true</uniqueid>",
    more: str = "",
) -> str:
    authentication = f"<sessionid>{session}</sessionid>" if session else login
    return (
        f"<request><control><senderid>{sender}</senderid><password>{sender_password}</password>"
        f"<controlid>request-1</controlid>{uniqueid}<dtdversion>3.0</dtdversion>{more}</control>"
        f'<operation transaction="{transaction}"><authentication>{authentication}</authentication>'
        f"<content>{''.join(functions)}</content></operation></request>"
    )


def function(control_id: str, inside: str) -> str:
    return f'<function controlid="{control_id}">{inside}</function>'


def customer(key: str, *, name: str = "Alfreds", control_id: str = "", more: str = "") -> str:
    inside = (
        f"<create><CUSTOMER><CUSTOMERID>{key}</CUSTOMERID><NAME>{escape(name)}</NAME>"
        f"<DISPLAYCONTACT><PRINTAS>{escape(name)}</PRINTAS></DISPLAYCONTACT>{more}</CUSTOMER></create>"
    )
    return function(control_id or f"customer-{key}", inside)


def line(amount: str = "10.00", account: str = "4000", more: str = "") -> str:
    return f"<lineitem><glaccountno>{account}</glaccountno><amount>{amount}</amount>{more}</lineitem>"


def invoice(
    number: str,
    *lines: str,
    control_id: str = "",
    customer_id: str = "C1",
    day: tuple[int, int, int] = (2024, 1, 31),
    more: str = "<termname>Net 30</termname>",
) -> str:
    year, month, of_month = day
    inside = (
        f"<create_invoice><customerid>{customer_id}</customerid>"
        f"<datecreated><year>{year}</year><month>{month}</month><day>{of_month}</day></datecreated>{more}"
        f"<invoiceno>{number}</invoiceno><invoiceitems>{''.join(lines or (line(),))}</invoiceitems></create_invoice>"
    )
    return function(control_id or f"invoice-{number}", inside)


def query(name: str, fields: str, *, condition: str = "", more: str = "") -> str:
    selected = "".join(f"<field>{field}</field>" for field in fields.split())
    where = condition and f"<filter>{condition}</filter>"
    return function("query", f"<query><object>{name}</object><select>{selected}</select>{where}{more}</query>")
