"""What every connector must do when it looks. Part of the contract suite."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from backend.domain.levels import TOP
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import Result
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.asking import NOTHING, create, invoice, levels_of, look, send
from tests.connectors.make import BODIES, make_push, make_version, new_key
from tests.connectors.third_parties import ThirdParty


@pytest.mark.anyio
class LookSuite:
    async def test_what_was_never_sent_is_absent(self, third_party: ThirdParty) -> None:
        assert (await look(third_party, create(third_party))).match is Match.ABSENT

    async def test_a_record_with_our_number_and_other_content_is_foreign(self, third_party: ThirdParty) -> None:
        theirs = make_version(name="Somebody else's")
        await send(third_party, make_push(third_party.connector, theirs, third_party.config, key=new_key("theirs-")))

        found = await look(third_party, create(third_party, make_version(key=theirs.ref.key, name="Ours")))

        assert found.match is Match.FOREIGN
        assert ("name", "Somebody else's", "Ours") in [(one.label, one.there, one.here) for one in found.differences]
        assert found.sentence.startswith("It differs in ")

    async def test_a_record_that_differs_in_any_field_that_a_create_writes_is_foreign(
        self, third_party: ThirdParty
    ) -> None:
        theirs = make_version(addresses=[{"use": "billing", "line1": "Elsewhere 1", "city": "Madrid", "country": "ES"}])
        await send(third_party, make_push(third_party.connector, theirs, third_party.config, key=new_key("theirs-")))

        found = await look(third_party, create(third_party, make_version(key=theirs.ref.key)))

        assert found.match is Match.FOREIGN

    async def test_an_equal_record_that_is_older_than_what_was_sent_is_foreign(self, third_party: ThirdParty) -> None:
        await send(third_party, push := create(third_party))
        now = datetime.now(UTC)

        soon_after, long_before = [
            await look(third_party, replace(push, made_after=now + timedelta(days=days))) for days in (-1, 1)
        ]

        assert soon_after.match is Match.EQUAL
        assert long_before.match is Match.FOREIGN
        assert "before ours was sent" in long_before.sentence

    async def test_what_an_update_takes_away_goes_away(self, third_party: ThirdParty) -> None:
        full = make_version(tax_id="GONE-1")
        made = await send(third_party, create(third_party, full))
        less = make_version(key=full.ref.key, number=2)
        await send(third_party, make_push(third_party.connector, less, third_party.config, remote=made.remote))

        before, now = [
            await look(third_party, make_push(third_party.connector, one, third_party.config, remote=made.remote))
            for one in (full, less)
        ]

        assert (before.match, now.match) == (Match.OLDER, Match.EQUAL)

    async def test_an_object_as_it_was_before_its_update_is_older(self, third_party: ThirdParty) -> None:
        full = make_version(tax_id="GONE-1")
        made = await send(third_party, create(third_party, full))
        less = make_version(key=full.ref.key, number=2)

        found = await look(third_party, make_push(third_party.connector, less, third_party.config, remote=made.remote))

        assert found.match is Match.OLDER

    async def test_a_document_with_our_number_and_another_total_is_foreign(self, third_party: ThirdParty) -> None:
        theirs = await invoice(third_party)
        await send(third_party, theirs)
        more = await invoice(third_party, key=theirs.ref.key, total="110.00")

        found = [(await look(third_party, push)).match for push in (theirs, more)]

        assert found == [Match.EQUAL, Match.FOREIGN]

    async def test_a_document_lies_at_its_level_and_is_not_ours_at_another(self, third_party: ThirdParty) -> None:
        (level, other), push = levels_of(third_party), await invoice(third_party)
        made = await send(third_party, push, level=level)

        found = {place: (await look(third_party, push, level=place)).match for place in (level, other, TOP)}

        assert (made.result, made.level) == (Result.APPLIED, level), made
        assert found[level] is Match.EQUAL
        assert found[other] is not Match.EQUAL
        assert found[TOP] is not Match.EQUAL

    async def test_our_record_with_other_content_is_older(self, third_party: ThirdParty) -> None:
        version = make_version()
        made = await send(third_party, create(third_party, version))
        newer = make_version(key=version.ref.key, number=2, name="Renamed")

        found = await look(third_party, make_push(third_party.connector, newer, third_party.config, remote=made.remote))

        assert (found.match, found.remote) == (Match.OLDER, made.remote)

    async def test_a_look_may_mix_kinds(self, third_party: ThirdParty) -> None:
        customer = create(third_party)
        namesake, other = await invoice(third_party, key=customer.ref.key), await invoice(third_party)
        for push in (customer, other):
            await send(third_party, push)

        async with third_party.connector.open(third_party.config, third_party.secrets, TOP) as remote:
            found = await remote.find([replace(push, payload=NOTHING) for push in (namesake, customer, other)])

        assert [one.match for one in found] == [Match.ABSENT, Match.EQUAL, Match.EQUAL]

    async def test_a_record_is_read_by_its_id(self, third_party: ThirdParty) -> None:
        made = await send(third_party, create(third_party))
        assert made.remote

        async with third_party.connector.open(third_party.config, third_party.secrets, TOP) as remote:
            there, missing = await remote.read([("customer", made.remote), ("customer", RemoteRef(id="999999"))])

        assert there
        assert there.ref.id == made.remote.id
        assert BODIES["customer"]["name"] in there.fields.values()
        assert missing is None

    async def test_a_look_that_fails_saw_nothing(self, third_party: ThirdParty) -> None:
        with third_party.trouble("unreachable") as config:
            found = await look(third_party, create(third_party), config=config)

        assert found.match is Match.UNSEEN
