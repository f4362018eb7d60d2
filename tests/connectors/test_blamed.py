"""The element of a request that an error is about: only where its words leave no doubt."""

import pytest

from backend.connectors.sage_intacct.errors import classify
from backend.connectors.sage_intacct.wire.blamed import blamed
from backend.connectors.sage_intacct.wire.envelope import GatewayError, Verdict

SENT = (
    "<create><ARINVOICE><CUSTOMERID>100</CUSTOMERID><CLASSID>100</CLASSID><TERMNAME>Net 30</TERMNAME>"
    "<WHENDUE>31/02/2026</WHENDUE><ITEM><GLACCOUNTNO>4310</GLACCOUNTNO></ITEM>"
    "<ITEM><GLACCOUNTNO>4310</GLACCOUNTNO><MEMO>A &amp; B</MEMO></ITEM></ARINVOICE></create>"
)


@pytest.mark.parametrize(
    ("said", "piece"),
    [
        ("Invalid Customer '100' specified.", "<CUSTOMERID>100</CUSTOMERID>"),
        ("Invalid GL Account '4310' specified.", "<GLACCOUNTNO>4310</GLACCOUNTNO>"),
        ("Illegal format: date '31/02/2026' is not a valid date", "<WHENDUE>31/02/2026</WHENDUE>"),
        ("Memo 'A & B' is too long", "<MEMO>A &amp; B</MEMO>"),
        ("Invalid fields list MEMO", "<MEMO>A &amp; B</MEMO>"),
        ("Invalid Vendor '100' specified.", ""),  # both 100 are something else
        ("'100' is not allowed here", ""),  # there are two
        ("Invalid Customer '101' specified.", ""),
        ("Invalid fields list MEMO, WHENDUE", ""),
        ("A required field is missing", ""),
        ("", ""),
    ],
)
def test_an_element_is_named_only_where_the_error_leaves_no_doubt(said: str, piece: str) -> None:
    assert blamed(SENT, *classify(Verdict.OK, [GatewayError("BL1", "", said, "")]).about) == piece
