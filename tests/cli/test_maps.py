"""What `syncline map` says of objects that were sent."""

from typing import Any

import pytest

from backend.cli.integrations.maps import differing

MORE = "9 were looked at, and there are more"
NONE = "None is sent again by itself."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((0, 0, False), "No object in step would differ from what was sent."),
        ((0, 9, True), f"No object in step would differ from what was sent ({MORE})."),
        ((1, 12, False), f"1 object in step would differ from what was sent. {NONE}"),
        ((1_200, 1_300, False), f"1,200 objects in step would differ from what was sent. {NONE}"),
        ((7, 9, True), f"At least 7 objects in step would differ from what was sent ({MORE}). {NONE}"),
    ],
)
def test_it_says_at_least_when_not_all_were_looked_at(answer: tuple[int, int, bool], said: str) -> None:
    names: Any = ("would_differ", "looked_at", "at_least")

    assert differing(dict(zip(names, answer, strict=True))) == said
