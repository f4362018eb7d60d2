"""The address of an object in the ERP: only https, only where the settings say, whatever the key holds."""

import pytest

from backend.domain.integrations.source_links import source_link, template_problem

TEMPLATE = "https://erp.example/{kind}/{key}"
HOSTILE = "../../x?y#z//evil/ Ä&\"'<>{kind}"


def link(template: str, key: str = "INV-1") -> str:
    return source_link(template, kind="sales_invoice", key=key, entity="100")


@pytest.mark.parametrize("key", [HOSTILE, "INV/2024/07 Ä&?#", "javascript:alert(1)", "@evil.example"])
def test_a_key_is_one_segment_and_opens_no_other_place(key: str) -> None:
    found = link(TEMPLATE, key)

    assert found.startswith("https://erp.example/sales_invoice/")
    assert not set("/?#@:\"'<>{} ").intersection(found.removeprefix("https://erp.example/sales_invoice/"))


def test_kind_and_entity_may_stand_anywhere_after_the_host() -> None:
    assert link("https://erp.example:8443/open?doc={key}&in={entity}#{kind}") == (
        "https://erp.example:8443/open?doc=INV-1&in=100#sales_invoice"
    )


@pytest.mark.parametrize(
    "template",
    [
        "http://erp.example/{key}",
        "javascript:alert('{key}')",
        "//erp.example/{key}",
        "https:///{key}",
        "https://{key}.example/",
        "https://user:password@erp.example/{key}",
        "https://erp.example/a b/{key}",
        "https://erp.example\\{key}",
        "https://erp.example/ä/{key}",
        "https://erp.example:x/{key}",
        "https://erp.example/{key}/{colour}",
        "https://erp.example/{key",
        "https://erp.example/{}/{key}",
        "https://erp.example/",
    ],
)
def test_what_is_no_such_address_is_refused_and_makes_no_link(template: str) -> None:
    assert template_problem(template)
    assert link(template) == ""


def test_without_a_setting_there_is_no_link_and_nothing_to_complain_of() -> None:
    assert (template_problem(""), link("")) == ("", "")
