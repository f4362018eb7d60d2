"""Custom fields that the settings name go to Intacct and back; all others stay with us."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from backend.connectors.checking import check_settings
from backend.connectors.sage_intacct.comparing import by_meaning
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.kinds.registry import KINDS as INTACCT_KINDS
from backend.connectors.sage_intacct.kinds.settings import own_fields
from backend.domain.objects import ObjectRef
from backend.domain.pushes.found import Match
from backend.domain.pushes.push import Operation, Payload
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.bodies import COMPANY
from tests.connectors.kinds.rendering import CONFIG, CONNECTOR, ET, names, render
from tests.connectors.test_changes import FULL
from tests.connectors.test_every_kind import DOCUMENTS, MAPS, Company, version_of
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio
HELD: dict[str, Any] = {
    "region": "Ålesund & omegn",
    "rebate": 12.5,
    "export": True,
    "signed": "01/31/2026",
    "ours": "x",
}
SENT = {"REGION": "Ålesund & omegn", "REBATE_PCT": "12.5", "For_Export": "true", "SIGNED": "01/31/2026"}
KINDS_WITHOUT = {"payment_term"}


async def test_custom_fields_of_every_kind_stand_there_and_are_compared(extended: StandIn) -> None:
    company, began = Company(extended), datetime.now(UTC) - timedelta(minutes=5)
    for kind, key, body in COMPANY:
        sent = await company.send(version_of(kind, key, body | {"custom": HELD}))
        created = msgspec.structs.replace(sent, made_after=began)
        assert (await company.look(created)).match is Match.EQUAL, (kind, await company.look(created))

    lines = {(line["kind"], line["natural_key"]): line["fields"] for line in extended.ledger()}
    for kind, key, body in COMPANY:
        assert _custom_of(lines[kind, key]) == ({} if kind in KINDS_WITHOUT else SENT), kind
        other = company.looking_for(version_of(kind, key, body | {"custom": HELD | {"rebate": 13}}, number=2))
        found = await company.look(msgspec.structs.replace(other, key=f"create-{key}-1"))
        if kind not in KINDS_WITHOUT:
            assert [(one.label, one.there, one.here) for one in found.differences] == [("rebate", "12.5", "13")]


async def test_an_update_says_which_custom_fields_are_empty_and_a_lost_one_is_noticed(extended: StandIn) -> None:
    company = Company(extended)
    for kind in INTACCT_KINDS.keys() - DOCUMENTS - KINDS_WITHOUT:
        body = {"name": "Without"} | ({"type": "asset"} if kind == "account" else {})
        key = f"CUSTOM-{kind}"
        await company.send(version_of(kind, key, body | {"custom": HELD}))
        emptied = company.push_of(version_of(kind, key, body, number=2))

        before = await company.look(emptied)
        after = await company.look(await company.send(version_of(kind, key, body, number=2)))

        assert (before.match, len(before.differences), after.match) == (Match.OLDER, len(SENT), Match.EQUAL), kind


def _custom_of(fields: dict[str, Any]) -> dict[str, str]:
    pairs = fields.get("customfields", {"customfield": []})["customfield"]
    listed = {pair["customfieldname"]: pair["customfieldvalue"] for pair in pairs}
    return {name: value for name, value in (fields | listed).items() if name in SENT}


def test_what_is_said_of_a_kind_goes_before_what_is_said_of_all() -> None:
    named = {"region": "REGION", "customer.region": "SALES_REGION", "item.region": "", "a.b": "DOTTED"}
    config = msgspec.structs.replace(CONFIG, custom_fields=named)
    held = {"custom": {"region": "N", "a.b": 7}}

    told = {
        kind: ET.fromstring(rendered(config, kind, body | held).content)[0]
        for kind, body in (("customer", {"name": "A"}), ("item", {"name": "B"}), ("class", {"name": "C"}))
    }

    fields = {kind: {name: one.findtext(name) for name in names(one)[-2:]} for kind, one in told.items()}
    assert fields == {
        "customer": {"SALES_REGION": "N", "DOTTED": "7"},
        "item": {"ITEMTYPE": "Non-Inventory", "DOTTED": "7"},
        "class": {"REGION": "N", "DOTTED": "7"},
    }


def test_a_legacy_document_lists_them_just_before_its_lines() -> None:
    config = msgspec.structs.replace(CONFIG, custom_fields={"region": "REGION", "empty": "EMPTY"})
    for kind in ("sales_invoice", "sales_credit_memo", "purchase_credit_memo"):
        ((_, body),) = [(key, body) for name, key, body in COMPANY if name == kind]
        document = ET.fromstring(rendered(config, kind, body | {"custom": {"region": "N"}}).content)

        assert names(document)[-2] == "customfields"
        (one,) = document[-2]
        assert [(part.tag, part.text) for part in one] == [("customfieldname", "REGION"), ("customfieldvalue", "N")]


@pytest.mark.parametrize(("value", "what"), [(["a"], "a list"), ({"a": 1}, "an object")])
def test_what_is_no_single_value_is_refused_by_its_name(value: Any, what: str) -> None:
    config = msgspec.structs.replace(CONFIG, custom_fields={"region": "REGION"})
    version = version_of("class", "C", {"name": "C", "custom": {"region": value, "ours": [1]}})

    (problem,) = CONNECTOR.render(
        version, op=Operation.CREATE, key="k", remote=None, parents={}, config=config, maps=MAPS
    )

    sentence = f"custom.region: is {what}; Intacct's field REGION takes text, a number, true or false"
    assert str(problem) == sentence


def test_nothing_is_sent_of_what_the_settings_do_not_name() -> None:
    bare, held = (version_of("class", "C", {"name": "C"} | more) for more in ({}, {"custom": HELD}))

    assert render(bare) == render(held)


@pytest.mark.parametrize(
    ("there", "ours", "same"),
    [
        ("12.50", "12.5", True),
        ("1/31/2026", "01/31/2026", True),
        ("True", "true", True),
        ("false", "", True),
        ("007", "7", False),
        ("1/31/2026 first", "1/31/2026 second", False),
        ("Nord", "nord", False),
    ],
)
def test_they_are_compared_by_meaning(there: str, ours: str, same: bool) -> None:
    assert (by_meaning(there) == by_meaning(ours)) is same


@pytest.mark.parametrize(
    ("named", "field", "words"),
    [
        ({"region": "RE GION"}, "region", "is no name of a field"),
        ({"region": "xmlns"}, "region", "is no name of a field"),
        ({"region": "A><B"}, "region", "is no name of a field"),
        ({"region": ""}, "region", "expected a custom field of ours and the name of Intacct's"),
        ({"customer.": "REGION"}, '["customer."]', "expected a custom field of ours and the name of Intacct's"),
        ({"region": "taxid"}, "region", "CUSTOMER has the field taxid already"),
        ({"journal_entry.region": "Entries"}, '["journal_entry.region"]', "GLBATCH has the field Entries already"),
        (
            {"payment_term.region": "REGION"},
            '["payment_term.region"]',
            "Intacct's payment term takes no custom fields",
        ),
        ({"sales_invioce.region": "REGION"}, '["sales_invioce.region"]', "did you mean sales_invoice?"),
        ({"foo.bar": "REGION"}, '["foo.bar"]', "before the dot stands a kind, and 'foo' is unknown"),
        ({"a": "REGION", "b": "Region"}, "a", "b goes into REGION of CUSTOMER, too"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_their_name(named: dict[str, str], field: str, words: str) -> None:
    given = {"company_id": "c", "sender_id": "s", "user_id": "u", "custom_fields": named}

    first, *_ = check_settings(SageIntacct(), {"config": given}, config={}, secrets=SageIntacct.secrets)

    assert first.field == f"config.custom_fields{field if field.startswith('[') else f'.{field}'}"
    assert words in first.sentence


def test_settings_that_work_are_taken() -> None:
    named = {"a": "REGION", "item.b": "REGION", "item.a": "", "customer.group": "CUSTTYPE"}
    given = {"company_id": "c", "sender_id": "s", "user_id": "u", "custom_fields": named}

    assert check_settings(SageIntacct(), {"config": given}, config={}, secrets=SageIntacct.secrets) == ()


@pytest.mark.parametrize(("kind", "body"), [(kind, body) for kind, _, body in COMPANY] + list(FULL.items()))
def test_every_field_that_we_write_is_known_as_ours(kind: str, body: dict[str, Any]) -> None:
    carried = INTACCT_KINDS[kind]
    for remote in ("", "17") if kind not in DOCUMENTS else ("",):
        content = ET.fromstring(rendered(CONFIG, kind, body, remote=remote).content)
        if content.tag in ("create", "update"):
            assert set(names(content[0])) <= own_fields(carried)


def rendered(config: IntacctConfig, kind: str, body: dict[str, Any], *, remote: str = "") -> Payload:
    version = version_of(kind, "X", body)
    parents: dict[ObjectRef, RemoteRef] = {ref: RemoteRef(id="1") for ref in CONNECTOR.needs(version, MAPS)}
    payload = CONNECTOR.render(
        version,
        op=Operation.UPDATE if remote else Operation.CREATE,
        key="k",
        remote=RemoteRef(id=remote) if remote else None,
        parents=parents,
        config=config,
        maps=MAPS,
    )
    assert isinstance(payload, Payload), payload
    return payload
