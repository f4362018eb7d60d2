"""A support bundle shows how a request was built, and nothing that stood in it."""

import pytest

from backend.domain.pushes.redacting import redacted

SECRET = "Contoso"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<a><b>Contoso</b><c/></a>", "<a><b>***</b><c/></a>"),
        ('<?xml version="Contoso"?>\n<a id="Contoso">\n <b/>Contoso\n</a>', "***<a><b/>***</a>"),
        ("<a><!-- <b>Contoso</b> --><![CDATA[Contoso]]></a>", "<a>***<b>***</b>***</a>"),
        ('<a x="1>Contoso"/>', "<a>***"),
        ("<a>Contoso", "<a>***"),
        ('{"name": "Contoso", "lines": [{"amount": 12.5}]}', '{"name":"***","lines":[{"amount":"***"}]}'),
        ("Contoso", "***"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_names_stay_and_values_go(text: str, shown: str) -> None:
    assert redacted(text) == shown


@pytest.mark.parametrize(
    "text", ["<Contoso", "< Contoso>", "<a Contoso>x</a>", "<a><1Contoso/></a>", '["Contoso"]', '"Contoso"']
)
def test_what_is_no_element_goes_whole(text: str) -> None:
    assert SECRET not in redacted(text)
