"""What every connector must do. A connector's test inherits all of it and says only which third party it talks to."""

import logging
import socket
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from backend.domain.objects import ObjectRef, Version
from backend.domain.push import (
    TOP,
    ErrorClass,
    Health,
    Match,
    Operation,
    Outcome,
    Push,
    RemoteRef,
    Result,
    SharedProblem,
    Who,
)
from tests.connectors.make import BODIES, MAPS, make_push, make_version, new_key
from tests.connectors.sweeps import SweepSuite
from tests.connectors.third_parties import ThirdParty


@pytest.mark.anyio
class ContractSuite(SweepSuite):
    """Inherit and give the fixture `third_party`."""

    async def test_a_create_is_applied_and_names_its_record(self, third_party: ThirdParty) -> None:
        outcome = await send(third_party, push := create(third_party))

        assert outcome.result is Result.APPLIED, outcome
        assert outcome.remote
        assert outcome.remote.id
        assert outcome.remote.number == push.natural_key
        assert outcome.level == TOP
        assert outcome.error_class is None

    async def test_an_update_changes_the_same_record(self, third_party: ThirdParty) -> None:
        version = make_version()
        made = await send(third_party, create(third_party, version))
        renamed = make_version(key=version.ref.key, number=2, name="Renamed")
        update = make_push(third_party.connector, renamed, third_party.config, remote=made.remote)

        outcome = await send(third_party, update)

        assert outcome.result is Result.APPLIED, outcome
        assert outcome.remote == made.remote
        assert (await look(third_party, update)).match is Match.EQUAL

    async def test_the_same_key_twice_makes_one(self, third_party: ThirdParty) -> None:
        push = create(third_party)
        first = await send(third_party, push)

        second = await send(third_party, push)

        assert first.result is Result.APPLIED
        assert (second.result, second.error_class) == (Result.UNKNOWN, ErrorClass.DUPLICATE)
        assert (await look(third_party, push)).remote == first.remote

    async def test_the_same_update_twice_is_carried_out_once(self, third_party: ThirdParty) -> None:
        made = await send(third_party, create(third_party, version := make_version()))
        renamed = make_version(key=version.ref.key, number=2, name="Renamed")
        update = make_push(third_party.connector, renamed, third_party.config, remote=made.remote)

        first, second = [await send(third_party, update) for _ in range(2)]

        assert first.result is Result.APPLIED
        assert (second.result, second.error_class) == (Result.UNKNOWN, ErrorClass.DUPLICATE)

    async def test_the_same_object_under_another_key_makes_one(self, third_party: ThirdParty) -> None:
        version = make_version()
        await send(third_party, create(third_party, version))

        again = await send(third_party, make_push(third_party.connector, version, third_party.config, key="another"))

        assert (again.result, again.error_class) == (Result.UNKNOWN, ErrorClass.DUPLICATE)

    async def test_an_answer_lost_after_the_creation_is_unknown_and_found_equal(self, third_party: ThirdParty) -> None:
        push = create(third_party)
        with third_party.trouble("answer_lost") as config:
            outcome = await send(third_party, push, config=config)

        assert outcome.result is Result.UNKNOWN
        assert (await look(third_party, push)).match is Match.EQUAL

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

    async def test_our_record_with_other_content_is_older(self, third_party: ThirdParty) -> None:
        version = make_version()
        made = await send(third_party, create(third_party, version))
        newer = make_version(key=version.ref.key, number=2, name="Renamed")

        found = await look(third_party, make_push(third_party.connector, newer, third_party.config, remote=made.remote))

        assert (found.match, found.remote) == (Match.OLDER, made.remote)

    async def test_a_record_is_read_by_its_id(self, third_party: ThirdParty) -> None:
        made = await send(third_party, create(third_party))
        assert made.remote

        async with third_party.connector.open(third_party.config, third_party.secrets, TOP) as remote:
            there, missing = await remote.read([("customer", made.remote), ("customer", RemoteRef(id="999999"))])

        assert there
        assert there.ref.id == made.remote.id
        assert BODIES["customer"]["name"] in there.fields.values()
        assert missing is None

    @pytest.mark.parametrize("trouble", ["unreachable", "throttled"])
    async def test_what_certainly_did_not_arrive_is_not_applied(self, third_party: ThirdParty, trouble: str) -> None:
        push = create(third_party)
        with third_party.trouble(trouble) as config:
            outcome = await send(third_party, push, config=config)

        assert (outcome.result, outcome.error_class) == (Result.NOT_APPLIED, ErrorClass.CONNECTION)
        assert outcome.sentence
        assert (await look(third_party, push)).match is Match.ABSENT

    @pytest.mark.parametrize("trouble", ["time_out", "server_error", "html"])
    async def test_an_answer_that_says_nothing_is_unknown(self, third_party: ThirdParty, trouble: str) -> None:
        with third_party.trouble(trouble) as config:
            outcome = await send(third_party, create(third_party), config=config)

        assert (outcome.result, outcome.error_class) == (Result.UNKNOWN, ErrorClass.UNCLEAR)
        assert outcome.remote is None
        assert outcome.sentence

    async def test_a_look_that_fails_saw_nothing(self, third_party: ThirdParty) -> None:
        with third_party.trouble("unreachable") as config:
            found = await look(third_party, create(third_party), config=config)

        assert found.match is Match.UNSEEN

    async def test_refused_data_is_rejected_and_names_the_cause(self, third_party: ThirdParty) -> None:
        config, version, cause = third_party.refused()

        outcome = await send(third_party, make_push(third_party.connector, version, config), config=config)

        assert (outcome.result, outcome.error_class) == (Result.REJECTED, ErrorClass.DATA)
        assert cause in outcome.sentence
        assert outcome.cause
        assert outcome.raw

    async def test_bad_credentials_write_nothing_and_are_a_matter_of_set_up(self, third_party: ThirdParty) -> None:
        push = create(third_party)
        async with third_party.connector.open(third_party.config, third_party.wrong_secrets, TOP) as remote:
            health, outcomes = await remote.check(), await remote.push([push])

        assert not health.ok
        assert health.sentence
        assert [(o.result, o.error_class) for o in outcomes] == [(Result.NOT_APPLIED, ErrorClass.SETUP)]
        assert (await look(third_party, push)).match is Match.ABSENT

    async def test_a_line_in_order_says_so_and_names_the_company(self, third_party: ThirdParty) -> None:
        async with third_party.connector.open(third_party.config, third_party.secrets, TOP) as remote:
            health = await remote.check()

        assert health.ok, health.sentence
        assert health.company

    async def test_each_kind_that_it_carries_can_be_read(self, third_party: ThirdParty) -> None:
        healths = await probe(third_party, *third_party.connector.kinds)

        assert [(one.ok, one.who) for one in healths] == [(True, None)] * len(third_party.connector.kinds)
        assert all(one.sentence for one in healths)

    async def test_a_kind_that_cannot_be_read_is_told_apart_in_the_order_asked(self, third_party: ThirdParty) -> None:
        with third_party.trouble("unreadable") as config:
            healths = await probe(third_party, "item", "supplier", "customer", "supplier", config=config)

        assert [one.ok for one in healths] == [True, False, True, False]
        assert (healths[1].who, healths[1].sentence != "") == (Who.THERE, True)
        assert await probe(third_party) == []

    async def test_what_cannot_be_asked_is_well_for_no_kind(self, third_party: ThirdParty) -> None:
        with third_party.trouble("unreachable") as config:
            away = await probe(third_party, "customer", "item", config=config)
        refused = await probe(third_party, "customer", "item", secrets=third_party.wrong_secrets)

        assert [(one.ok, one.who) for one in away] == [(False, Who.NOBODY)] * 2
        assert [(one.ok, one.who) for one in refused] == [(False, Who.SETTINGS)] * 2
        assert all(one.sentence for one in [*away, *refused])

    async def test_outcomes_keep_order_and_length(self, third_party: ThirdParty) -> None:
        config, refused, _ = third_party.refused()
        versions = [make_version(), make_version(), refused, make_version()]
        batch = [make_push(third_party.connector, version, config) for version in versions]

        async with third_party.connector.open(config, third_party.secrets, TOP) as remote:
            outcomes = await remote.push(batch)
            found = await remote.find(batch[::-1])
            nothing = await remote.push([]), await remote.find([]), await remote.read([])

        assert [o.result for o in outcomes] == [Result.APPLIED, Result.APPLIED, Result.REJECTED, Result.APPLIED]
        assert [o.remote.number for o in outcomes if o.remote] == [v.ref.key for v in versions if v is not refused]
        assert [f.match for f in found] == [Match.EQUAL, Match.ABSENT, Match.EQUAL, Match.EQUAL]
        assert [len(answers) for answers in nothing] == [0, 0, 0]

    async def test_no_secret_stands_in_anything_kept_or_shown(
        self, third_party: ThirdParty, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        kept: list[Any] = [third_party.config, third_party.connector]
        for secrets in (third_party.secrets, third_party.wrong_secrets):
            async with third_party.connector.open(third_party.config, secrets, TOP) as remote:
                kept += [remote, await remote.check(), await remote.push([push := create(third_party)])]
                kept += [await remote.push([push]), await remote.find([push]), await remote.probe(["customer"])]
                kept.append(await remote.changed("customer", None, most=1))

        text = repr(kept) + caplog.text + repr([r.args for r in caplog.records])

        secrets_known = {*third_party.secrets.values(), *third_party.wrong_secrets.values()} - {"loopback"}
        assert not [secret for secret in secrets_known if secret in text]

    def test_every_kind_needed_is_a_kind_carried(self, third_party: ThirdParty) -> None:
        connector = third_party.connector
        for kind in BODIES.keys() & connector.kinds.keys():
            needed = connector.needs(make_version(kind), MAPS)

            assert {ref.kind for ref in needed} <= connector.kinds.keys()
            assert len(set(needed)) == len(needed)

    def test_an_invoice_needs_its_customer_and_the_items_and_classes_of_its_lines(
        self, third_party: ThirdParty
    ) -> None:
        needed = third_party.connector.needs(make_version("sales_invoice"), MAPS)

        names = [("customer", "VINET"), ("item", "P011"), ("item", "P042"), ("class", "CAT4"), ("class", "CAT5")]
        assert set(needed) == {ObjectRef(*name) for name in names}

    def test_rendering_is_pure(self, third_party: ThirdParty, monkeypatch: pytest.MonkeyPatch) -> None:
        def touched(*_args: object, **_kwargs: object) -> None:
            raise AssertionError("rendering looked at the clock or the network")

        for module, name in ((time, "time"), (time, "time_ns"), (time, "monotonic"), (socket, "socket")):
            monkeypatch.setattr(module, name, touched)
        for kind in BODIES.keys() & third_party.connector.kinds.keys():
            version = make_version(kind, "SAME")
            before = msgspec.json.encode(version)

            first, second = (make_push(third_party.connector, version, third_party.config) for _ in range(2))

            assert first.payload == second.payload
            assert msgspec.json.encode(version) == before

    def test_a_code_without_an_entry_in_its_map_is_named(self, third_party: ThirdParty) -> None:
        problems = third_party.connector.render(
            make_version(payment_term="N45"),
            op=Operation.CREATE,
            key="k",
            remote=None,
            parents={},
            config=third_party.config,
            maps=MAPS,
        )

        assert isinstance(problems, tuple)
        assert problems[0].field == "payment_term"
        assert problems[0].sentence.startswith("payment term N45 has no entry in the value map")
        assert isinstance(problems[0], SharedProblem)
        assert "payment_term" in problems[0].remedy
        assert "N45" in problems[0].remedy

    def test_its_words_are_complete(self, third_party: ThirdParty) -> None:
        connector = third_party.connector

        assert f"connectors.{connector.name}." in type(connector).__module__
        assert connector.label
        assert all(kind.name == name and kind.remote_name for name, kind in connector.kinds.items())
        assert not set(connector.secrets) & set(connector.config.__struct_fields__)
        assert connector.promises(third_party.config).batch_limit >= 1


def create(third_party: ThirdParty, version: Version | None = None) -> Push:
    return make_push(third_party.connector, version or make_version(key=new_key()), third_party.config)


async def send(third_party: ThirdParty, push: Push, *, config: Any = None) -> Outcome:
    async with third_party.connector.open(config or third_party.config, third_party.secrets, TOP) as remote:
        (outcome,) = await remote.push([push])
    told = outcome.advice is not None and outcome.advice.next_step.endswith(".")
    assert told != (outcome.result is Result.APPLIED), "what was not applied says who can mend it, and how"
    return outcome


async def probe(third_party: ThirdParty, *kinds: str, config: Any = None, secrets: Any = None) -> list[Health]:
    given = config or third_party.config, secrets or third_party.secrets
    async with third_party.connector.open(*given, TOP) as remote:
        return list(await remote.probe(kinds))


async def look(third_party: ThirdParty, push: Push, *, config: Any = None) -> Any:
    async with third_party.connector.open(config or third_party.config, third_party.secrets, TOP) as remote:
        (found,) = await remote.find([push])
    return found
