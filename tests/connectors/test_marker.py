"""A record that carries the key of our creation is ours, whatever its number; one that carries another is not."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from backend.connectors.checking import check_settings
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.kinds.registry import KINDS as INTACCT_KINDS
from backend.domain.levels import TOP
from backend.domain.objects import ObjectRef
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.push import Operation, Payload, Push
from tests.connectors.bodies import COMPANY
from tests.connectors.kinds.rendering import CONFIG
from tests.connectors.make import make_push, new_key
from tests.connectors.test_custom_fields import ET, rendered
from tests.connectors.test_every_kind import DOCUMENTS, MAPS, version_of
from tests.connectors.third_parties import MARKER, StandIn

pytestmark = pytest.mark.anyio
BODIES = {kind: body for kind, _, body in reversed(COMPANY)}
MARKED = sorted(INTACCT_KINDS.keys() - {"payment_term"})
ENTRY = {"JOURNAL": "GJ", "BATCH_DATE": "2026-07-31", "BATCH_TITLE": "Accrual July"}


class Looker:
    """Records as people left them there, and looks for creations of ours."""

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in, self.mark = stand_in, new_key("mark")

    def there(self, key: str, *, object_name: str = "CLASS", **fields: str) -> str:
        given = {"CLASS": {"NAME": "Same"}, "GLBATCH": ENTRY}[object_name]
        self.stand_in.play(f"state/{object_name}/{quote(key, safe='')}", given | fields)
        return key

    async def look(self, key: str, *, kind: str = "class", name: str = "Same", **changes: Any) -> Found:
        expected = {"class": {"NAME": name, "DESCRIPTION": "", "PARENTID": ""}, "journal_entry": ENTRY}[kind]
        push = Push(
            ref=ObjectRef(kind, key),
            operation=Operation.CREATE,
            key=self.mark,
            payload=Payload(content=b"", hash=b""),
            natural_key=key,
            expected=expected,
        )
        push = msgspec.structs.replace(push, **changes)
        async with self.stand_in.connector.open(self.stand_in.config, self.stand_in.secrets, TOP) as remote:
            (found,) = await remote.find([push])
        return found


@pytest.fixture
def looker(extended: StandIn) -> Looker:
    return Looker(extended)


@pytest.mark.parametrize("kind", sorted(INTACCT_KINDS))
def test_a_create_carries_the_key_and_an_update_never(kind: str) -> None:
    config = msgspec.structs.replace(CONFIG, marker_field=MARKER)
    made = ET.fromstring(rendered(config, kind, BODIES[kind]).content)
    pairs = {one.findtext("customfieldname"): one.findtext("customfieldvalue") for one in made.iter("customfield")}

    assert [one.text for one in made.iter(MARKER)] + [*pairs.values()] == (["k"] if kind in MARKED else [])
    if kind not in DOCUMENTS:
        assert MARKER.encode() not in rendered(config, kind, BODIES[kind], remote="17").content


def test_a_kind_may_have_another_field_or_none() -> None:
    config = msgspec.structs.replace(CONFIG, marker_field=MARKER, marker_exceptions={"class": "OTHER", "item": ""})
    contents = {kind: rendered(config, kind, BODIES[kind]).content.decode() for kind in ("class", "item", "account")}

    carried = {kind: [name for name in (MARKER, "OTHER") if f"<{name}>" in text] for kind, text in contents.items()}
    assert carried == {"class": ["OTHER"], "item": [], "account": [MARKER]}


async def test_what_carries_our_key_is_ours_whatever_its_number_and_whoever_has_ours(looker: Looker) -> None:
    number = looker.there(new_key("RENUMBERED"), SYNCLINE_KEY=looker.mark)
    wanted = looker.there(new_key("WANTED"), SYNCLINE_KEY="another creation's")

    equal, other = await looker.look(wanted), await looker.look(wanted, name="Newer")

    assert equal.remote
    assert (equal.match, equal.remote.number) == (Match.EQUAL, number)
    assert (other.match, other.remote, [one.label for one in other.differences]) == (
        Match.OLDER,
        equal.remote,
        ["name"],
    )


async def test_an_earlier_key_of_the_same_object_is_ours_too(looker: Looker) -> None:
    looker.there(new_key(), SYNCLINE_KEY="an earlier key")

    found = await looker.look(new_key(), markers=("an earlier key", "a later key"))

    assert found.match is Match.EQUAL


async def test_our_key_tells_more_than_the_time_of_creation(looker: Looker) -> None:
    key = looker.there(new_key(), SYNCLINE_KEY=looker.mark)

    found = await looker.look(key, made_after=datetime.now(UTC) + timedelta(days=1))

    assert found.match is Match.EQUAL


async def test_two_records_with_our_key_are_for_a_person(looker: Looker) -> None:
    keys = [looker.there(new_key(), SYNCLINE_KEY=looker.mark) for _ in range(2)]

    found = await looker.look(keys[0])

    assert (found.match, sorted(one.number for one in found.others)) == (Match.SEVERAL, keys)
    assert found.sentence == "Intacct has 2 records with our marker"


async def test_a_record_under_our_number_with_another_key_is_foreign_however_equal(looker: Looker) -> None:
    key = looker.there(new_key(), SYNCLINE_KEY="another creation's")

    found = await looker.look(key)

    assert (found.match, found.sentence) == (Match.FOREIGN, "It differs in marker")
    (difference,) = found.differences
    assert (difference.field, difference.there, difference.here) == (MARKER, "another creation's", looker.mark)


async def test_without_a_key_in_it_the_record_counts_as_before(looker: Looker) -> None:
    key = looker.there(new_key())

    assert (await looker.look(key)).match is Match.EQUAL
    assert (await looker.look(key, name="Newer")).match is Match.FOREIGN
    assert (await looker.look(new_key())).match is Match.ABSENT


async def test_a_record_of_another_level_is_never_ours_although_it_carries_our_key(looker: Looker) -> None:
    key = looker.there(new_key(), SYNCLINE_KEY=looker.mark, MEGAENTITYID="100")

    found = await looker.look(key)

    assert (found.match, [one.label for one in found.differences]) == (Match.FOREIGN, ["level"])


async def test_a_journal_entry_is_sure_with_our_key(looker: Looker) -> None:
    unmarked = looker.there(new_key(), object_name="GLBATCH")
    before = await looker.look(unmarked, kind="journal_entry")
    marked = looker.there(new_key(), object_name="GLBATCH", SYNCLINE_KEY=looker.mark)
    found = await looker.look(marked, kind="journal_entry")

    assert (before.match, found.match) == (Match.FOREIGN, Match.EQUAL)
    assert "not unique" in before.sentence


async def test_of_several_under_our_number_those_with_another_key_do_not_count(extended: StandIn) -> None:
    connector, began = extended.connector, datetime.now(UTC) - timedelta(minutes=5)
    unmarked = msgspec.structs.replace(extended.config, marker_exceptions={"journal_entry": ""})
    lines = [{"account": "6100", "debit": "5.00"}, {"account": "4000", "credit": "5.00"}]
    version = version_of("journal_entry", new_key("J"), BODIES["journal_entry"] | {"lines": lines})
    theirs = make_push(connector, version, extended.config, key=new_key(), maps=MAPS)
    ours = make_push(connector, version, unmarked, key=new_key(), maps=MAPS)
    async with connector.open(extended.config, extended.secrets, TOP) as remote:
        _, made = await remote.push([theirs, ours])
        (found,) = await remote.find([msgspec.structs.replace(ours, key=new_key(), made_after=began)])

    assert made.remote
    assert (found.match, found.remote) == (Match.FOREIGN, made.remote)  # and not "several"


async def test_an_unmarked_record_is_never_what_a_marked_create_made(extended: StandIn) -> None:
    """Somebody may type the same bill while ours is still under way there."""
    connector = extended.connector
    unmarked = msgspec.structs.replace(extended.config, marker_exceptions={"customer": ""})
    version = version_of("customer", new_key(), {"name": "Typed by hand"})
    by_hand = make_push(connector, version, unmarked, key=new_key(), maps=MAPS)
    ours = make_push(connector, version, extended.config, key=new_key(), maps=MAPS)
    async with connector.open(extended.config, extended.secrets, TOP) as remote:
        (made,) = await remote.push([by_hand])
        began = datetime.now(UTC) - timedelta(minutes=5)
        lost, asked = await remote.find([msgspec.structs.replace(ours, made_after=began), ours])

    assert (lost.match, lost.remote) == (Match.FOREIGN, made.remote)
    assert "not the marker that ours was sent with" in lost.sentence
    assert asked.match is Match.EQUAL


async def test_one_query_asks_for_numbers_and_keys_of_all(looker: Looker) -> None:
    before = looker.stand_in.stats()["functions"]
    async with looker.stand_in.connector.open(looker.stand_in.config, looker.stand_in.secrets, TOP) as remote:
        wanted = [
            Push(
                ref=ObjectRef("class", key),
                operation=Operation.CREATE,
                key=key,
                payload=Payload(content=b"", hash=b""),
                natural_key=key,
                markers=tuple(f"{key}-{n}" for n in range(6)),
            )
            for key in [new_key() for _ in range(100)]
        ]
        assert {one.match for one in await remote.find(wanted)} == {Match.ABSENT}

    assert looker.stand_in.stats()["functions"] == before + 2  # the session, and the query


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"marker_field": "MY KEY"}, "marker_field", "is no name of a field"),
        ({"marker_field": "description"}, "marker_field", "CLASS has the field description already"),
        ({"marker_exceptions": {"clas": "KEY"}}, "marker_exceptions.clas", "did you mean class?"),
        ({"marker_exceptions": {"payment_term": "KEY"}}, "marker_exceptions.payment_term", "takes no custom fields"),
        ({"marker_exceptions": {"item": "NAME"}}, "marker_exceptions.item", "ITEM has the field NAME already"),
        (
            {"marker_field": "KEY", "custom_fields": {"region": "Key"}},
            "custom_fields.region",
            "Key of CUSTOMER holds our key",
        ),
    ],
)
def test_a_marker_that_cannot_work_is_refused_by_its_name(given: dict[str, Any], field: str, words: str) -> None:
    config = {"company_id": "c", "sender_id": "s", "user_id": "u"} | given

    (problem,) = check_settings(SageIntacct(), {"config": config}, config={}, secrets=SageIntacct.secrets)

    assert problem.field == f"config.{field}"
    assert words in problem.sentence


def test_a_field_that_one_kind_has_already_is_taken_where_that_kind_has_another() -> None:
    given = {
        "marker_field": "TITLE",
        "marker_exceptions": {"account": "OUR_KEY", "department": "OUR_KEY", "employee": ""},
    }
    config = {"company_id": "c", "sender_id": "s", "user_id": "u"} | given

    assert check_settings(SageIntacct(), {"config": config}, config={}, secrets=SageIntacct.secrets) == ()
