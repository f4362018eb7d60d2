"""Take the pictures of docs/screens.md anew, in light and in dark: `python -m tests.browser.pictures [NAME ...]`."""

import sys
from pathlib import Path

from tests.browser.pictures.album import FOLDER, PAGE, drawn
from tests.browser.pictures.screens import SCREENS
from tests.browser.pictures.studio import homely, opened


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in SCREENS]
    if unknown:
        sys.exit(f"no such picture: {', '.join(unknown)}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in SCREENS if not names or name in names]  # in their order: the last ones change something
    with homely() as home:
        for read_only in (False, True):
            take_all([name for name in wanted if SCREENS[name].read_only is read_only], home, read_only=read_only)
    PAGE.write_text(drawn())


def take_all(names: list[str], home: Path, *, read_only: bool) -> None:
    if not names:
        return
    with opened(home=home, read_only=read_only) as studio:
        if not read_only:
            studio.furnish()
        for name in names:
            studio.take(name, SCREENS[name])


if __name__ == "__main__":
    main(sys.argv[1:])
