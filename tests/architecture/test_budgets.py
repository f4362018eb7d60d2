"""Short rooms: files and functions keep to the house's budgets."""

from pathlib import Path
from statistics import median

from tests.architecture.sources import ROOT, functions, name_of, python_files


def test_no_file_has_more_than_300_lines_and_the_median_is_at_most_80() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in python_files()}

    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}
    assert median(lengths.values()) <= 80


def test_no_function_has_more_than_50_lines_and_the_median_is_at_most_8() -> None:
    lengths = {f"{name_of(path)}:{name}": lines for path in python_files() for name, lines in functions(path)}

    assert {name: lines for name, lines in lengths.items() if lines > 50} == {}
    assert median(lengths.values()) <= 8


def test_the_style_sheets_have_at_most_1500_lines_and_our_scripts_at_most_450() -> None:
    def lines(pattern: str) -> int:
        files = (ROOT / "frontend" / "static").glob(pattern)
        return sum(len(path.read_text().splitlines()) for path in files if "vendor" not in path.parts)

    assert lines("**/*.css") <= 1500
    assert lines("**/*.js") <= 450


def test_packages_are_empty_at_their_door() -> None:
    doors = [path for path in (ROOT / "backend").rglob("__init__.py") if path.read_text().strip()]

    assert [name_of(path) for path in doors] == []


def test_no_folder_has_more_than_twelve_files() -> None:
    folders = [
        folder for top in ("backend", "jobs", "frontend") for folder in (ROOT / top).rglob("*") if folder.is_dir()
    ]
    counted = {name_of(folder): sum(map(_counts, folder.iterdir())) for folder in folders if _is_ours(folder)}

    assert {name: files for name, files in counted.items() if files > 12} == {}


def _is_ours(folder: Path) -> bool:
    return not {"__pycache__", "vendor", "icons"} & set(folder.parts)


def _counts(path: Path) -> bool:
    return path.is_file() and path.name != "__init__.py" and path.suffix != ".pyc"


def test_no_two_statements_have_one_name() -> None:
    names = [path.stem for path in (ROOT / "backend" / "storage" / "sql").rglob("*.sql")]

    assert len(names) == len(set(names))
