"""What is rendered for Intacct, for tests of it."""

from typing import Any
from xml.etree import ElementTree as ET

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.domain.objects import Problem, Version
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.push import Operation, Payload
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.make import MAPS

CONFIG = IntacctConfig(company_id="c", sender_id="s", user_id="u")
CONNECTOR = SageIntacct()


def render(
    version: Version, *, remote: str = "", maps: Maps = MAPS, parents: Any = None
) -> Payload | tuple[Problem, ...]:
    return CONNECTOR.render(
        version,
        op=Operation.UPDATE if remote else Operation.CREATE,
        key="k",
        remote=RemoteRef(id=remote) if remote else None,
        parents=parents or {},
        config=CONFIG,
        maps=maps,
    )


def rendered(version: Version, **options: Any) -> ET.Element:
    payload = render(version, **options)
    assert isinstance(payload, Payload), payload
    return ET.fromstring(payload.content)


def problems(version: Version, **options: Any) -> list[str]:
    refused = render(version, **options)
    assert isinstance(refused, tuple)
    return [str(problem) for problem in refused]


def names(element: ET.Element) -> list[str]:
    return [child.tag for child in element]
