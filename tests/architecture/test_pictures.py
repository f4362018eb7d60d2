"""The pictures in docs are those that the command takes, each in light and dark, small, and showing something."""

from tests.browser.pictures.album import FOLDER, PAGE, THEMES, drawn
from tests.browser.pictures.palette import colours
from tests.browser.pictures.screens import GROUPS, SCREENS

MOST_BYTES = 3_000_000


def test_the_page_of_the_screens_is_the_one_that_the_command_writes() -> None:
    assert PAGE.read_text() == drawn()


def test_each_screen_has_one_name_and_its_pictures_are_there_and_no_others() -> None:
    taken = {file.name for file in FOLDER.iterdir()}

    assert taken == {f"{name}-{theme}.png" for name in SCREENS for theme in THEMES}
    assert len(SCREENS) == sum(map(len, GROUPS.values()))


def test_all_of_them_are_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= MOST_BYTES


def test_none_of_them_is_of_one_colour() -> None:
    assert [file.name for file in FOLDER.iterdir() if colours(file.read_bytes()) == 1] == []
