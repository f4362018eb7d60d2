"""Where a password and a session may go."""

import pytest

from backend.connectors.endpoint import refused
from backend.connectors.sage_intacct.wire.endpoint import followed

REAL = "https://api.intacct.com/ia/xml/xmlgw.phtml"
LOCAL = "http://127.0.0.1:8001/ia/xml/xmlgw.phtml"


@pytest.mark.parametrize(
    "endpoint", [REAL, LOCAL, "http://localhost:1/x", "http://stand-in:8001/x", "http://10.0.0.7/x"]
)
def test_the_gateway_and_a_stand_in_nearby_are_talked_to(endpoint: str) -> None:
    assert refused(endpoint) == ""


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "api.intacct.com",
        "ftp://api.intacct.com/",
        "http://api.intacct.com/ia/xml/xmlgw.phtml",
        "https://user:secret@api.intacct.com/",
        "https://api.intacct.com#x",
        "https://evil.example\\@api.intacct.com/",
        "https://api.intacct.com/ x",
        "https://аpi.intacct.com/",
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/",
        "https://[::ffff:169.254.169.254]/",
        "http://0.0.0.0/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "https://api.intacct.com:99999/",
        "https://[",
    ],
)
def test_other_addresses_are_refused_with_a_sentence(endpoint: str) -> None:
    assert refused(endpoint).startswith("The endpoint")


@pytest.mark.parametrize(
    ("configured", "returned"),
    [
        (REAL, "https://na12.intacct.com/ia/xml/xmlgw.phtml"),
        (REAL, REAL),
        (LOCAL, "http://127.0.0.1:8001/elsewhere"),
        ("https://gateway.example/a", "https://gateway.example/b"),
    ],
)
def test_an_endpoint_of_the_same_house_is_followed(configured: str, returned: str) -> None:
    assert followed(configured, returned) == returned


@pytest.mark.parametrize(
    ("configured", "returned"),
    [
        (REAL, ""),
        (REAL, "https://evil.example/"),
        (REAL, "https://intacct.com.evil.example/"),
        (REAL, "https://evilintacct.com/"),
        (REAL, "http://na12.intacct.com/"),
        (REAL, "https://na12.intacct.com:8443/"),
        (REAL, "https://good@na12.intacct.com/"),
        (REAL, "https://evil.example\\.intacct.com/"),
        (REAL, "http://127.0.0.1/"),
        (REAL, "https://169.254.169.254/"),
        (LOCAL, "http://127.0.0.1:9000/"),
        (LOCAL, "https://na12.intacct.com/"),
        ("https://gateway.co.uk/a", "https://evil.co.uk/"),
    ],
)
def test_any_other_endpoint_is_not(configured: str, returned: str) -> None:
    assert followed(configured, returned) == configured
