"""Every kind goes to the stand-in and comes back as it was sent; documents stay as they were posted."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from backend.domain.kinds.registry import KINDS
from backend.domain.levels import TOP
from backend.domain.objects import ObjectRef, Version, content_hash
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import Result
from backend.domain.pushes.push import Operation, Payload, Push
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.bodies import COMPANY, smallest
from tests.connectors.make import make_push
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio
MAPS = Maps(
    {
        "payment_terms": {"N30": "Net 30"},
        "accounts": {"*": "4000", "freight": "4100", "tax": "4100"},
        "journals": {"GENERAL": "GJ"},
        "payment_methods": {"transfer": "EFT"},
    }
)
DOCUMENTS = {name for name, kind in KINDS.items() if kind.category == "finance"}


class Company:
    """What was sent so far, and under which record."""

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in, self.records = stand_in, dict[ObjectRef, RemoteRef]()

    def push_of(self, version: Version) -> Push:
        connector = self.stand_in.connector
        parents = {ref: self.records[ref] for ref in connector.needs(version, MAPS) if ref in self.records}
        known = {"remote": self.records.get(version.ref), "parents": parents, "maps": MAPS}
        return make_push(connector, version, self.stand_in.config, **known)

    async def send(self, version: Version) -> Push:
        push = self.push_of(version)
        async with self.stand_in.connector.open(self.stand_in.config, self.stand_in.secrets, TOP) as remote:
            (outcome,) = await remote.push([push])
        assert outcome.result is Result.APPLIED, outcome
        assert outcome.remote
        self.records[version.ref] = outcome.remote
        return push

    def looking_for(self, version: Version) -> Push:
        """Only what a look needs, as if no record were known."""
        connector = self.stand_in.connector
        return Push(
            ref=version.ref,
            operation=Operation.CREATE,
            key=f"look-{version.ref.key}",
            payload=Payload(content=b"", hash=b""),
            natural_key=connector.natural_key(version.ref),
            expected=connector.expected(version, parents={}, config=self.stand_in.config, maps=MAPS),
        )

    async def look(self, push: Push) -> Any:
        async with self.stand_in.connector.open(self.stand_in.config, self.stand_in.secrets, TOP) as remote:
            (found,) = await remote.find([push])
        return found


def version_of(kind: str, key: str, body: Mapping[str, Any], *, number: int = 1) -> Version:
    msgspec.convert(body, KINDS[kind].body)  # the house would take it
    return Version(ref=ObjectRef(kind, key), number=number, entity="", body=dict(body), hash=content_hash("", body))


def test_the_company_has_every_kind_that_the_house_knows(stand_in: StandIn) -> None:
    assert {kind for kind, _, _ in COMPANY} == set(stand_in.connector.kinds) == set(KINDS)


@pytest.mark.parametrize(("kind", "key", "body"), COMPANY, ids=[f"{kind} {key}" for kind, key, _ in COMPANY])
def test_the_smallest_body_of_every_kind_can_be_worked_on(
    stand_in: StandIn, kind: str, key: str, body: dict[str, Any]
) -> None:
    version, connector = version_of(kind, key, smallest(kind, body)), stand_in.connector
    parents = {ref: RemoteRef(id="1") for ref in connector.needs(version, MAPS)}

    rendered = connector.render(
        version, op=Operation.CREATE, key="k", remote=None, parents=parents, config=stand_in.config, maps=MAPS
    )

    assert connector.expected(version, parents=parents, config=stand_in.config, maps=MAPS)
    if not isinstance(rendered, Payload):
        assert {problem.field for problem in rendered} <= {"due_date", "account", "applied"}, kind


async def test_every_kind_is_created_found_equal_by_number_and_by_record_and_changed(stand_in: StandIn) -> None:
    company, began = Company(stand_in), datetime.now(UTC) - timedelta(minutes=5)
    for kind, key, body in COMPANY:
        created = await company.send(version_of(kind, key, body))
        ours = msgspec.structs.replace(created, made_after=began)
        assert (await company.look(ours)).match is Match.EQUAL, (kind, await company.look(ours))
        known = msgspec.structs.replace(created, remote=company.records[created.ref])
        assert (await company.look(known)).match is Match.EQUAL, (kind, await company.look(known))

    for kind, key, body in COMPANY:
        if kind in DOCUMENTS:
            continue
        renamed = version_of(kind, key, body | {"name": "Ψ & Co"}, number=2)
        older = company.push_of(renamed)
        assert (await company.look(older)).match is Match.OLDER, kind
        updated = await company.send(renamed)
        assert (await company.look(updated)).match is Match.EQUAL, (kind, await company.look(updated))


@pytest.mark.parametrize("kind", ["customer_payment", "supplier_payment"])
async def test_a_payment_of_another_amount_is_not_ours(stand_in: StandIn, kind: str) -> None:
    company = Company(stand_in)
    ((key, body),) = [(key, body) for name, key, body in COMPANY if name == kind]

    found = await company.look(company.looking_for(version_of(kind, key, body | {"total": "1.00"})))

    assert found.match is Match.FOREIGN
    assert [difference.label for difference in found.differences] == ["total"]


async def test_a_journal_entry_found_by_number_is_ours_only_if_we_sent_one(stand_in: StandIn) -> None:
    company = Company(stand_in)
    ((key, body),) = [(key, body) for name, key, body in COMPANY if name == "journal_entry"]
    looking = company.looking_for(version_of("journal_entry", key, body))
    sent = msgspec.structs.replace(looking, made_after=datetime.now(UTC) - timedelta(minutes=5))

    found, after_a_create = await company.look(looking), await company.look(sent)

    assert (found.match, after_a_create.match) == (Match.FOREIGN, Match.EQUAL)
    assert "link it" in found.sentence


async def test_what_was_sent_stands_in_the_ledger_to_the_cent_and_with_its_sign(stand_in: StandIn) -> None:
    ledger = {(line["kind"], line["natural_key"]): line for line in stand_in.ledger()}

    totals = {kind: ledger[kind, key]["fields"]["total"] for kind, key, _ in COMPANY if kind in DOCUMENTS}

    assert totals == {
        "sales_invoice": "80.00",
        "sales_credit_memo": "-80.00",
        "purchase_invoice": "80.00",
        "purchase_credit_memo": "-94.90",
        "journal_entry": "1000.00",
        "customer_payment": "57.00",
        "supplier_payment": "80.00",
    }


async def test_a_journal_between_entities_is_taken_with_the_one_it_comes_from_alone(stand_in: StandIn) -> None:
    company = Company(stand_in)
    ((_, body),) = [(key, body) for name, key, body in COMPANY if name == "journal_entry"]
    lines = [{"account": "6100", "debit": "5.00", "location": "100"}]
    lines += [{"account": "6100", "credit": "5.00", "location": "200"}]
    version = msgspec.structs.replace(version_of("journal_entry", "JE-E", body | {"lines": lines}), entity="100")
    push = company.push_of(version)
    source = b"<BASELOCATION_NO>100</BASELOCATION_NO>"
    assert source in push.payload.content
    without = msgspec.structs.replace(push.payload, content=push.payload.content.replace(source, b""))

    async with stand_in.connector.open(stand_in.config, stand_in.secrets, TOP) as remote:
        (refused,) = await remote.push([msgspec.structs.replace(push, payload=without)])
        (taken,) = await remote.push([push])

    assert (refused.result, taken.result) == (Result.REJECTED, Result.APPLIED)
    assert "does not balance by entity (100, 200)" in refused.sentence


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_a_posted_document_is_not_changed_silently(stand_in: StandIn, kind: str) -> None:
    ((key, body),) = [(key, body) for name, key, body in COMPANY if name == kind]
    company = Company(stand_in)
    company.records[ObjectRef(kind, key)] = RemoteRef(id="17")

    with pytest.raises(AssertionError, match="posted documents are not changed silently"):
        company.push_of(version_of(kind, key, body, number=2))
