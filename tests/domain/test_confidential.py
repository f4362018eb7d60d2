"""Which fields no screen shows, by their names as ERPs and third parties write them."""

import pytest

from backend.domain.confidential import is_confidential, masked, masked_text, values_in, without

BODY = {
    "name": "Söhne",
    "account": "4000",
    "tax_id": "DE123456789",
    "lines": [{"account": "4000", "amount": "1.00"}],
    "custom": {"IBAN": "DE89370400440532013000", "bank": {"holder": "Ada L."}, "colour": "red"},
}


@pytest.mark.parametrize(
    "name",
    [
        *("tax_id", "TAXID", "contact.tax_id", "IBAN", "bankAccountNo", "BIC", "card_number", "ACHACCOUNTNUMBER"),
        *("VAT-ID", "VATREGNO", "vat_registration_number", "USt-IdNr", "ust_id", "Steuernummer", "NIF"),
    ],
)
def test_bank_data_and_tax_numbers_are_known_by_name(name: str) -> None:
    assert is_confidential(name)


@pytest.mark.parametrize(
    "name", ["account", "GLACCOUNTNO", "name", "taxable", "tax", "vat", "manifest", "discard_no_more", "cubic", ""]
)
def test_ledger_accounts_and_other_words_are_not(name: str) -> None:
    assert not is_confidential(name)


def test_a_body_keeps_its_fields_and_loses_their_values() -> None:
    assert masked(BODY) == {
        **BODY,
        "tax_id": "***",
        "custom": {"IBAN": "***", "bank": "***", "colour": "red"},
    }
    assert masked({"tax_id": ""}) == {"tax_id": ""}


def test_what_was_taken_out_is_taken_out_of_other_texts_as_well() -> None:
    values = values_in(BODY)

    assert values == {"DE123456789", "DE89370400440532013000", "Ada L."}
    assert without(values, "Tax ID DE123456789 of Ada L. is not valid") == "Tax ID *** of *** is not valid"
    assert values_in({"tax_id": "DE1"}) == set()  # it stands in too many words


def test_elements_and_members_on_the_wire_are_masked_by_name_and_others_are_not() -> None:
    xml = (
        "<CUSTOMER><NAME>a</NAME><TAXID>DE 1 &amp; 2</TAXID><GLACCOUNTNO>4000</GLACCOUNTNO>"
        "<IBAN><![CDATA[DE89 <x>]]></IBAN><Z1>hidden</Z1><TAXID/><TAXID></TAXID></CUSTOMER>"
    )
    json = '{"tax_id": "D\\"E", "contact.iban":"x", "n": 1, "bic": 12, "account": "4000"}'

    assert masked_text(xml, ["z1"]) == (
        "<CUSTOMER><NAME>a</NAME><TAXID>***</TAXID><GLACCOUNTNO>4000</GLACCOUNTNO>"
        "<IBAN>***</IBAN><Z1>***</Z1><TAXID/><TAXID></TAXID></CUSTOMER>"
    )
    assert masked_text(json) == '{"tax_id": "***", "contact.iban":"***", "n": 1, "bic": "***", "account": "4000"}'


def test_the_value_beside_the_name_of_a_custom_field_is_masked() -> None:
    field = "<customfield><customfieldname>%s</customfieldname><customfieldvalue>17</customfieldvalue></customfield>"

    assert "<customfieldvalue>***</customfieldvalue>" in masked_text(field % "VENDOR_IBAN")
    assert masked_text(field % "REGION") == field % "REGION"


def test_hostile_text_costs_no_more_than_its_length() -> None:
    for text in ("<a><![CDATA[" * 20_000, "<" * 100_000, "<TAXID>" + "x" * 200_000, '{"' + "\\" * 200_000):
        assert masked_text(text) == text
