"""A client of the stand-in for its tests: requests written by hand, answers read as XML."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import httpx
from lxml import etree

LOGIN = "<login><userid>console</userid><companyid>demo</companyid><password>console-password</password>{}</login>"


class StandIn:
    """One process on a free port of the loopback."""

    def __init__(self, home: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "backend.stand_in", "--home", str(home), "--port", "0", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.ready = self.process.stdout.readline()
        address = re.search(r"http://[\d.:]+", self.ready)
        assert address, self.process.communicate()[1]
        self.url, self.admin_url = f"{address[0]}/ia/xml/xmlgw.phtml", f"{address[0]}/admin"
        secure = re.search(r"https://[^ ]+", self.ready)
        self.tls_url = secure[0].strip() if secure else ""
        self.http = httpx.Client(trust_env=False, timeout=30)

    def kill(self) -> None:
        self.http.close()
        self.process.kill()
        self.process.communicate()

    def post(self, body: str) -> etree._Element:
        answer = self.http.post(self.url, content=body.encode(), headers={"content-type": "application/xml"})
        assert answer.status_code == 200, answer.text
        return etree.fromstring(answer.content)

    def call(self, *functions: str, **envelope: Any) -> list[etree._Element]:
        """The results of functions sent together."""
        answer = self.post(request(*functions, **envelope))
        results = answer.findall("operation/result")
        assert len(results) == len(functions), etree.tostring(answer).decode()
        return results

    def session(self, level: str) -> str:
        call = function("session", f"<getAPISession><locationid>{level}</locationid></getAPISession>")
        return text(self.call(call)[0], "data/api/sessionid")

    def ledger(self, since: int = 0) -> list[dict[str, Any]]:
        lines = self.http.get(f"{self.admin_url}/ledger", params={"since": since}).text.splitlines()
        return [httpx.Response(200, text=line).json() for line in lines]

    def admin(self, method: str, path: str, value: Any = None) -> httpx.Response:
        return self.http.request(method, f"{self.admin_url}/{path}", json=value)

    def stats(self) -> dict[str, Any]:
        return dict(self.admin("GET", "stats").json())

    def change(self, **settings: Any) -> None:
        assert self.admin("PUT", "settings", settings).status_code == 200

    def fail(self, **fault: Any) -> None:
        answer = self.admin("PUT", "faults", [fault])
        assert answer.status_code == 200, answer.text


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


def text(element: etree._Element, path: str) -> str:
    found = element.findtext(path)
    assert found is not None, etree.tostring(element).decode()
    return found


def status(result: etree._Element) -> str:
    return text(result, "status")


def chain(element: etree._Element) -> list[tuple[str, str]]:
    """Number and text of each error, without the support id."""
    return [
        (text(error, "errorno"), re.sub(r" \[Support ID: .*\]$", "", text(error, "description2")))
        for error in element.findall("errormessage/error")
    ]


def column(result: etree._Element, field: str) -> list[str]:
    return [row.findtext(field) or "" for row in result.findall("data/*")]


def count(result: etree._Element, name: str) -> str | None:
    """An attribute of a result's data."""
    found = result.find("data")
    assert found is not None
    return found.get(name)
