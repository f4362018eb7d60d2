"""An address carries its country as the company wants it: by name and code, or by name."""

import msgspec
import pytest

from backend.connectors.sage_intacct.kinds.parts.countries import COUNTRY_NAMES
from backend.domain.kinds.parts.country import COUNTRIES
from backend.domain.pushes.found import Match
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.asking import look, send
from tests.connectors.make import make_push, make_version, new_key
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio
FIELD = "DISPLAYCONTACT.MAILADDRESS"


def test_each_country_that_the_house_takes_has_a_name_of_its_own() -> None:
    assert COUNTRY_NAMES.keys() == COUNTRIES
    assert len(set(COUNTRY_NAMES.values())) == len(COUNTRIES)
    assert all(name.isascii() for name in COUNTRY_NAMES.values())


@pytest.mark.parametrize(
    ("iso_codes", "address"),
    [
        (True, {"COUNTRY": "Germany", "ISOCOUNTRYCODE": "DE"}),
        (False, {"COUNTRY": "Germany"}),
    ],
)
@pytest.mark.parametrize("kind", ["customer", "supplier"])
async def test_the_country_goes_by_name_and_by_code_only_where_the_company_has_codes(
    stand_in: StandIn, kind: str, iso_codes: bool, address: dict[str, str]
) -> None:
    config = msgspec.structs.replace(stand_in.config, iso_country_codes=iso_codes)
    key = new_key("COUNTRY")

    def made(number: int, addresses: list[dict[str, str]], remote: RemoteRef | None = None) -> Push:
        version = make_version(kind, key, number=number, addresses=addresses)
        return make_push(stand_in.connector, version, config, remote=remote)

    german, moved, nowhere = ([{"city": "Ulm", "country": code}] for code in ("DE", "AT", ""))
    outcome = await send(stand_in, made(1, german), config=config)
    line = next(one for one in reversed(stand_in.ledger()) if one["natural_key"] == key)
    same, other = [await look(stand_in, made(1, where, outcome.remote), config=config) for where in (german, moved)]
    await send(stand_in, made(2, nowhere, outcome.remote), config=config)
    emptied = await look(stand_in, made(2, nowhere, outcome.remote), config=config)

    assert line["fields"]["DISPLAYCONTACT"]["MAILADDRESS"] == {"CITY": "Ulm"} | address
    assert (same.match, other.match, emptied.match) == (Match.EQUAL, Match.OLDER, Match.EQUAL)
    assert [one.label for one in other.differences] == ["country"]
