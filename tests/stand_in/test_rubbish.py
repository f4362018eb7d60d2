"""Requests with anything broken in them get a well-formed answer, and leave nothing that cannot be read."""

import random
from copy import deepcopy

import pytest
from lxml import etree

from tests.stand_in.gateway import StandIn
from tests.stand_in.requests import customer, function, invoice, line, query, request

CALLS = (
    invoice("I1", line(more="<locationid>100</locationid>")),
    function("u", "<update><CUSTOMER><RECORDNO>1</RECORDNO><NAME>B</NAME></CUSTOMER></update>"),
    function(
        "i",
        '<update_invoice key="1"><description>d</description><updateinvoiceitems><updatelineitem line_num="1">'
        "<amount>5</amount></updatelineitem></updateinvoiceitems></update_invoice>",
    ),
    function(
        "r",
        '<reverse_invoice key="1"><datereversed><year>2024</year><month>2</month><day>1</day></datereversed>'
        "</reverse_invoice>",
    ),
    function("d", "<delete><object>CUSTOMER</object><keys>9</keys></delete>"),
    function("t", "<create_arterm><name>N7</name><due><days>7</days></due></create_arterm>"),
    query("ARINVOICE", "RECORDID", condition="<equalto><field>RECORDNO</field><value>1</value></equalto>"),
    function(
        "l",
        '<get_list object="customer" start="0"><filter><expression><field>name</field><operator>in</operator>'
        '<value>a</value></expression></filter><sorts><sortfield order="asc">name</sortfield></sorts></get_list>',
    ),
    function(
        "q", "<readByQuery><object>CUSTOMER</object><query>NAME in ('a')</query><pagesize>2</pagesize></readByQuery>"
    ),
    function("s", "<getAPISession><locationid>100</locationid></getAPISession>"),
)
VALUES = ("", "x", "-1", "NaN", "1e9", "9" * 5000, "13/45/2024", "2024-01-31", "{OBJECT}", "٣", "'", "*", "C1", "Draft")
NAMES = (
    "{urn:x}NAME",
    "RECORDNO",
    "lineitem",
    "CUSTOMERID",
    "field",
    "value",
    "STATE",
    "customfields",
    "TERMNAME",
    "or",
)


def _break(root: etree._Element, chance: random.Random) -> None:
    """One thing: an element is gone, twice there, renamed, filled or emptied; or an attribute says something else."""
    element = chance.choice(list(root.iter())[1:] or [root])
    parent = element.getparent()
    if parent is None:
        return
    match chance.randrange(6):
        case 0:
            parent.remove(element)
        case 1:
            element.addnext(deepcopy(element))
        case 2:
            element.tag = chance.choice(NAMES)
        case 3:
            element[:] = []
            element.text = chance.choice(VALUES)
        case 4:
            etree.SubElement(element, chance.choice(NAMES)).text = chance.choice(VALUES)
        case _:
            for name in element.attrib:
                element.set(name, chance.choice(VALUES))


@pytest.mark.parametrize("seed", range(10))
def test_rubbish_is_answered_and_never_breaks_it(stand_in: StandIn, seed: int) -> None:
    chance = random.Random(seed)
    stand_in.change(externalid_readable=True, audit_writes=True, enforce_invoice_numbers=False)
    stand_in.call(customer("C1"), invoice("I0"))

    for _ in range(40):
        root = etree.fromstring(request(*chance.sample(CALLS, 2), uniqueid="<uniqueid>false</uniqueid>"))
        for _ in range(chance.randint(1, 3)):
            _break(chance.choice([root, *root.iter("content")]), chance)
        answer = stand_in.http.post(stand_in.url, content=etree.tostring(root))
        assert answer.status_code == 200, etree.tostring(root)
        etree.fromstring(answer.content)

    for name in ("CUSTOMER", "ARINVOICE", "AUDITHISTORY"):
        stand_in.call(function("all", f"<readByQuery><object>{name}</object><fields>*</fields><query/></readByQuery>"))
