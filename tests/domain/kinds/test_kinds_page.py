"""docs/kinds.md says what the code does."""

import re
from pathlib import Path

import pytest

from backend.domain.kinds.body.shape import shape_of
from backend.domain.kinds.finance.journal_entry import JournalLine
from backend.domain.kinds.parts.address import Address
from backend.domain.kinds.parts.contact import Contact
from backend.domain.kinds.parts.document import Line
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.payment import Applied
from backend.domain.kinds.registry import KINDS

PAGE = (Path(__file__).parents[3] / "docs" / "kinds.md").read_text()
PARTS = {"address": Address, "contact": Contact, "line": Line, "journal line": JournalLine, "applied": Applied}


@pytest.mark.parametrize(("name", "part"), [*((name, kind.body) for name, kind in KINDS.items()), *PARTS.items()])
def test_the_page_lists_the_fields_of_each_kind(name: str, part: type[Part]):
    row = re.search(rf"^\| `{name}` \| (.*) \| (.*) \|$", PAGE, re.MULTILINE)
    fields = shape_of(part).fields.values()

    assert row is not None
    assert re.findall(r"`(.+?)`", row[1]) == [field.name for field in fields if field.required]
    assert re.findall(r"`(.+?)`", row[2]) == [field.name for field in fields if not field.required]


def test_the_walk_on_the_page_makes_a_kind():
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    made: dict[str, object] = {}

    exec(code.replace("\n   ", "\n").strip(), made)

    assert made["KIND"].name == "asset"
    assert list(shape_of(made["Asset"]).fields) == ["name", "bought_date", "cost", "currency", "supplier", "status"]
