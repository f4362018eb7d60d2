"""The import contracts forget no part of the house."""

import tomllib

import pytest

from tests.architecture.sources import ROOT


def house_without_the_stand_in() -> set[str]:
    parts = (path for path in (ROOT / "backend").iterdir() if path.is_dir() or path.suffix == ".py")
    names = {path.stem for path in parts if not path.name.startswith("__")} - {"stand_in"}
    return {f"backend.{name}" for name in names} | {"jobs"}


@pytest.mark.parametrize(
    ("contract", "side"),
    [("The stand-in is beside the house", "forbidden_modules"), ("Nothing imports the stand-in", "source_modules")],
)
def test_both_sides_of_the_stand_ins_wall_are_whole(contract: str, side: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (found,) = [one for one in contracts if one["name"] == contract]

    assert set(found[side]) == house_without_the_stand_in()
