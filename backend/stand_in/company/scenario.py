"""The file that a fresh company starts from: who may sign in, its entities, its records and switches."""

import json
from pathlib import Path

import msgspec

from backend.stand_in.company.settings import Settings

DEFAULT_FILE = Path(__file__).with_name("default.json")


class Person(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sender or a user. `entities`: the levels a user may open; None is all of them."""

    id: str
    password: str
    entities: list[str] | None = None
    authorised: bool = True  # a sender that the company has not put on its list is refused


class Entity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    name: str


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`records`: object → records, in an order in which references come first."""

    company: str
    senders: list[Person]
    users: list[Person]
    entities: list[Entity] = []
    records: dict[str, list[dict[str, object]]] = {}
    settings: Settings = Settings()


class ScenarioError(Exception):
    """The scenario file cannot be used; the sentence says why."""


def read_scenario(path: Path) -> Scenario:
    try:
        return msgspec.convert(json.loads(path.read_bytes()), Scenario)
    except OSError as error:
        raise ScenarioError(f"The scenario {path} cannot be read: {error.strerror}.") from error
    except (ValueError, msgspec.ValidationError) as error:
        raise ScenarioError(f"The scenario {path} does not fit: {error}.") from error
