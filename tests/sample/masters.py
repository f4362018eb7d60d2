"""Classes, suppliers, items and customers of the sample company."""

import re
import unicodedata
from decimal import Decimal
from random import Random
from typing import Any

from faker import Faker

from tests.sample.goods import CLASSES, ITEMS, NEW_ITEMS
from tests.sample.markets import MARKETS, NEW_SUPPLIER, OWN_NAMES, SUPPLIERS, Market
from tests.sample.places import STREETS, TOWNS

Line = dict[str, Any]  # one envelope

CUSTOMERS_EACH = 20  # per market; two branches besides
AREAS = ("207", "312", "415", "504", "617", "720")
TERMS = {"100": ("N30", "N30", "N60", "N10"), "200": ("N14", "N30", "N30"), "300": ("N30", "N30", "N60")}
SUPPLIER_TERMS = {"Pastificio Gragnanese S.p.A.": "N14", "Imkerei Lüneburger Heide": "N14"}  # not set up there
LOCALES = {"FR": "fr_FR", "DE": "de_DE", "GB": "en_GB", "ES": "es_ES", "CH": "de_CH", "US": "en_US", "IT": "it_IT"}
LOCALES |= {"GR": "el_GR", "AT": "de_AT", "SE": "sv_SE"}


def envelope(kind: str, key: str, body: dict[str, Any], *, version: int = 1, at: str, entity: str = "") -> Line:
    kept = {name: value for name, value in body.items() if value not in ("", None)}
    head = {"kind": kind, "key": key, "version": version, "changed_at": at}
    return head | ({"entity": entity} if entity else {}) | {"body": kept}


def make_classes() -> list[Line]:
    return [
        envelope("class", key, {"name": name, "description": said}, at="2025-09-01T08:00:00Z")
        for key, (name, said) in CLASSES.items()
    ]


def make_suppliers(chance: Random) -> list[Line]:
    return [make_supplier(chance, 201 + n, *facts) for n, facts in enumerate(SUPPLIERS)]


def make_new_supplier(chance: Random) -> Line:
    return make_supplier(chance, 201 + len(SUPPLIERS), *NEW_SUPPLIER, version=1, at="2026-11-19T15:20:00Z")


def make_supplier(
    chance: Random, number: int, name: str, country: str, currency: str, _class: str, *, version: int = 0, at: str = ""
) -> Line:
    fake = _fake(chance, LOCALES[country])
    body = {
        "name": name,
        "contact": _contact(fake, name, phone=""),
        "addresses": [_address(fake, country)],
        "currency": currency,
        "payment_term": SUPPLIER_TERMS.get(name, chance.choice(("N30", "N60"))),
    }
    version = version or chance.choice((1, 1, 2, 3))
    return envelope("supplier", f"S-{number}", body, version=version, at=at or _some_day(chance))


def make_items(chance: Random) -> list[Line]:
    return [
        make_item(chance, class_, number, name, price)
        for class_, names in ITEMS.items()
        for number, (name, price) in enumerate(names.items(), 1)
    ]


def make_new_items(chance: Random) -> list[Line]:
    return [
        make_item(chance, class_, 51 + n, name, price, version=1, at="2026-11-19T16:05:00Z")
        for n, (class_, name, price) in enumerate(NEW_ITEMS)
    ]


def make_item(
    chance: Random, class_: str, number: int, name: str, price: str, *, version: int = 0, at: str = ""
) -> Line:
    suppliers = [201 + n for n, facts in enumerate(SUPPLIERS) if facts[3] == class_]
    body = {
        "name": name,
        "type": "inventory",
        "class": class_,
        "unit": "piece" if class_ in ("CHEESE", "GIFTS") else "case",
        "supplier": f"S-{chance.choice(suppliers)}",
        "unit_price": price,
        "unit_cost": str((Decimal(price) * chance.randint(52, 68) / 100).quantize(Decimal("0.01"))),
        "currency": "USD",
    }
    version = version or chance.choice((1, 2, 2, 3, 4, 5))
    return envelope("item", f"{class_[:3]}-{number:03}", body, version=version, at=at or _some_day(chance))


def make_customers(chance: Random) -> list[Line]:
    made: list[Line] = []
    for market in MARKETS:
        fake = _fake(chance, market.locale)
        for n in range(CUSTOMERS_EACH):
            own = OWN_NAMES[market.entity]
            name = own[n - 5] if 5 <= n < 5 + len(own) else _shop(fake, market, n)
            made.append(_customer(chance, fake, market, number=1001 + len(made), name=name))
    return [*made, *_branches(chance, made)]


def make_new_customers(chance: Random) -> list[Line]:
    at = "2026-11-20T07:55:00Z"
    return [
        _customer(chance, _fake(chance, market.locale), market, number=1061 + n, name=name, version=1, at=at)
        for n, (market, name) in enumerate(zip(MARKETS, ("Tidewater Larder LLC", "Feinkost Öztürk"), strict=False))
    ]


def _shop(fake: Faker, market: Market, n: int) -> str:
    pattern, town = market.names[n % len(market.names)], TOWNS[market.country][n][0]
    return pattern.format(family=_family(fake), town=town)


def _family(fake: Faker) -> str:
    """One word: some locales bring prefixes along."""
    while " " in (name := str(fake.unique.last_name())):
        pass
    return name


def _customer(
    chance: Random, fake: Faker, market: Market, *, number: int, name: str, version: int = 0, at: str = ""
) -> Line:
    phone = market.phone.format(area=chance.choice(AREAS), n=number % 100)
    body = {
        "name": name,
        "contact": _contact(fake, name, phone=phone),
        "addresses": [_shop_address(chance, market.country, TOWNS[market.country][(number - 1001) % 20])],
        "currency": market.currency,
        "payment_term": chance.choice(TERMS[market.entity]),
        "tax_id": f"DE{chance.randint(100000000, 999999999)}" if market.country == "DE" else "",
        "credit_limit": f"{chance.choice((5, 8, 10, 15, 25, 40))}000.00",
        "notes": chance.choice(("", "", "", "Deliver before 10:00.", "Rings on Mondays.", "Second door, in the yard.")),
    }
    version = version or chance.choice((1, 1, 1, 2, 3, 4))
    return envelope("customer", f"C-{number}", body, version=version, at=at or _some_day(chance))


def _branches(chance: Random, customers: list[Line]) -> list[Line]:
    """Two customers with more than one shop: the branch's key has a slash."""
    made = []
    for parent, place in ((customers[3], "Airport"), (customers[29], "Bahnhof")):
        body = parent["body"] | {"name": f"{parent['body']['name']} – {place}", "parent": parent["key"]}
        made.append(envelope("customer", f"{parent['key']}/2", body, at=_some_day(chance)))
    return made


def _fake(chance: Random, locale: str) -> Faker:
    fake = Faker(locale)
    fake.seed_instance(chance.randrange(2**31))
    return fake


def _contact(fake: Faker, company: str, *, phone: str) -> dict[str, str]:
    first, last = fake.first_name(), _family(fake)
    plain = re.sub(r"[^a-z]+", "-", _ascii(company)).strip("-")
    plain = plain[:24].rpartition("-")[0] or plain[:24] if len(plain) > 24 else plain or "office"
    contact = {"name": f"{first} {last}", "email": f"{_ascii(first[:1]) or 'info'}@{plain}.example"}
    return contact | ({"phone": phone} if phone else {})


def _ascii(text: str) -> str:
    return (
        unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("'", ""))
        .encode("ascii", "ignore")
        .decode()
    )


def _shop_address(chance: Random, country: str, town: tuple[str, str, str]) -> dict[str, str]:
    city, region, code = town
    street = chance.choice(STREETS[country]).format(n=chance.randint(1, 89))
    address = {"line1": street, "city": city, "region": region, "postal_code": code, "country": country}
    return {name: value for name, value in address.items() if value}


def _address(fake: Faker, country: str) -> dict[str, str]:
    address = {"line1": fake.street_address().replace("\n", ", "), "city": fake.city(), "postal_code": fake.postcode()}
    return address | ({"region": fake.state_abbr()} if country == "US" else {}) | {"country": country}


def _some_day(chance: Random) -> str:
    return f"2026-{chance.randint(2, 8):02}-{chance.randint(1, 28):02}T{chance.randint(7, 16):02}:30:00Z"
