"""The registry names each folder once, and the docs name every setting, secret and map."""

from pathlib import Path

import pytest

from backend.connectors.registry import CONNECTORS

ROOT = Path(__file__).parents[2]
DOCS = "".join((ROOT / "docs" / f"{page}.md").read_text() for page in ("connectors", "sage-intacct"))


def test_each_folder_is_one_connector() -> None:
    folders = {path.parent.name for path in (ROOT / "backend" / "connectors").glob("*/connector.py")}

    assert CONNECTORS.keys() == folders
    assert all(connector.name == name for name, connector in CONNECTORS.items())


@pytest.mark.parametrize("name", CONNECTORS)
def test_the_docs_name_every_setting_secret_and_map(name: str) -> None:
    connector = CONNECTORS[name]
    words = {name, *connector.config.__struct_fields__}
    if name == "sage_intacct":
        words |= {*connector.secrets, *connector.maps, *connector.kinds}

    assert not [word for word in words if f"`{word}`" not in DOCS]
