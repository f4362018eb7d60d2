"""What every connector must do. A connector's test inherits all of it and says only which third party it talks to."""

import logging
from typing import Any

import pytest
from msgspec.structs import replace

from backend.domain.levels import TOP
from backend.domain.pushes.advice import Who
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import ErrorClass, Result
from tests.connectors.asking import NOTHING, carrying, create, invoice, levels_of, look, probe, send
from tests.connectors.forms import FormSuite
from tests.connectors.looks import LookSuite
from tests.connectors.make import make_push, make_version
from tests.connectors.sweeps import SweepSuite
from tests.connectors.third_parties import ThirdParty


@pytest.mark.anyio
class ContractSuite(LookSuite, SweepSuite, FormSuite):
    """Inherit and give the fixture `third_party`."""

    async def test_a_create_is_applied_and_names_its_record(self, third_party: ThirdParty) -> None:
        outcome = await send(third_party, push := create(third_party))

        assert outcome.result is Result.APPLIED, outcome
        assert outcome.remote
        assert outcome.remote.id
        assert (await look(third_party, push)).remote == outcome.remote
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
        assert third_party.connector.promises(third_party.config).refuses_repeats

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

    async def test_a_success_at_another_level_is_unknown(self, third_party: ThirdParty) -> None:
        (level, _), push = levels_of(third_party), await invoice(third_party)
        with third_party.trouble("another_level") as config:
            outcome = await send(third_party, push, config=config, level=level)

        assert outcome.result is Result.UNKNOWN, outcome
        assert (await look(third_party, push, level=level)).match is Match.EQUAL

    async def test_without_entities_another_level_is_refused(self, third_party: ThirdParty) -> None:
        if third_party.levels:
            pytest.skip(f"{third_party.connector.label} has entities")
        push, before = create(third_party), third_party.writes()
        async with third_party.connector.open(third_party.config, third_party.secrets, "100") as remote:
            (outcome,) = await remote.push([push])

        assert (outcome.result, outcome.error_class) == (Result.NOT_APPLIED, ErrorClass.SETUP)
        assert third_party.writes() == before

    async def test_a_success_about_another_record_is_unknown(self, third_party: ThirdParty) -> None:
        version = make_version()
        made = await send(third_party, create(third_party, version))
        renamed = make_version(key=version.ref.key, number=2, name="Renamed")
        pushes = [
            create(third_party),
            make_push(third_party.connector, renamed, third_party.config, remote=made.remote),
        ]
        with third_party.trouble("another_record") as config:
            outcomes = [await send(third_party, push, config=config) for push in pushes]

        assert [one.result for one in outcomes] == [Result.UNKNOWN] * 2, outcomes
        assert [(await look(third_party, push)).match for push in pushes] == [Match.EQUAL] * 2

    @pytest.mark.parametrize("trouble", ["answer_lost", "time_out", "server_error"])
    async def test_a_write_without_a_good_answer_is_sent_once(self, third_party: ThirdParty, trouble: str) -> None:
        with third_party.trouble(trouble) as config:
            before = third_party.writes()
            await send(third_party, create(third_party), config=config)

            assert third_party.writes() == before + 1

    async def test_an_outcome_says_by_its_exchange_whether_there_was_an_answer(self, third_party: ThirdParty) -> None:
        answered = dict[str, bool]()
        for trouble in ("unreachable", "answer_lost", "time_out", "throttled", "server_error", "html"):
            with third_party.trouble(trouble) as config:
                outcome = await send(third_party, create(third_party), config=config)
            assert outcome.exchange
            answered[trouble] = outcome.exchange.http_status is not None

        assert [name for name, there in answered.items() if not there] == ["unreachable", "answer_lost", "time_out"]

    @pytest.mark.parametrize("trouble", ["unreachable", "throttled"])
    async def test_what_certainly_did_not_arrive_is_not_applied(self, third_party: ThirdParty, trouble: str) -> None:
        push = create(third_party)
        with third_party.trouble(trouble) as config:
            outcome = await send(third_party, push, config=config)

        classes = {"unreachable": ErrorClass.CONNECTION, "throttled": ErrorClass.THROTTLE}
        assert (outcome.result, outcome.error_class) == (Result.NOT_APPLIED, classes[trouble])
        assert outcome.sentence
        assert (await look(third_party, push)).match is Match.ABSENT

    @pytest.mark.parametrize("trouble", ["time_out", "server_error", "html"])
    async def test_an_answer_that_says_nothing_is_unknown(self, third_party: ThirdParty, trouble: str) -> None:
        with third_party.trouble(trouble) as config:
            outcome = await send(third_party, create(third_party), config=config)

        assert (outcome.result, outcome.error_class) == (Result.UNKNOWN, ErrorClass.UNCLEAR)
        assert outcome.remote is None
        assert outcome.sentence

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
        carrying(third_party, "item")
        with third_party.trouble("unreadable") as config:
            healths = await probe(third_party, "customer", "item", "customer", "item", config=config)

        assert [one.ok for one in healths] == [True, False, True, False]
        assert (healths[1].who, healths[1].sentence != "") == (Who.THERE, True)
        assert await probe(third_party) == []

    async def test_what_cannot_be_asked_is_well_for_no_kind(self, third_party: ThirdParty) -> None:
        kinds = list(third_party.connector.kinds)[:2]
        with third_party.trouble("unreachable") as config:
            away = await probe(third_party, *kinds, config=config)
        refused = await probe(third_party, *kinds, secrets=third_party.wrong_secrets)

        assert [(one.ok, one.who) for one in away] == [(False, Who.NOBODY)] * len(kinds)
        assert [(one.ok, one.who) for one in refused] == [(False, Who.SETTINGS)] * len(kinds)
        assert all(one.sentence for one in [*away, *refused])

    async def test_outcomes_keep_order_and_length(self, third_party: ThirdParty) -> None:
        config, refused, _ = third_party.refused()
        versions = [make_version(), make_version(), refused, make_version()]
        batch = [make_push(third_party.connector, version, config) for version in versions]

        async with third_party.connector.open(config, third_party.secrets, TOP) as remote:
            outcomes = await remote.push(batch)
            found = await remote.find([replace(push, payload=NOTHING) for push in batch[::-1]])
            nothing = await remote.push([]), await remote.find([]), await remote.read([])

        assert [o.result for o in outcomes] == [Result.APPLIED, Result.APPLIED, Result.REJECTED, Result.APPLIED]
        assert [o.remote for o in outcomes] == [f.remote for f in found[::-1]]
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

        secrets_known = {*third_party.secrets.values(), *third_party.wrong_secrets.values()}
        assert not [secret for secret in secrets_known if secret in text]
