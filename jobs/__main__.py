"""`python -m jobs`: a worker. `--check`: whether one lives here."""

import os
import sys
from collections.abc import Coroutine
from typing import Any

import uvloop

from backend.log import set_up_logging
from backend.settings import SettingError, Settings


def main() -> None:
    set_up_logging(process="worker")
    try:
        uvloop.run(_asked())
    except SettingError as problem:
        sys.exit(str(problem))


def _asked() -> Coroutine[Any, Any, None]:
    if sys.argv[1:] == ["--check"]:
        from jobs.check import check

        return check(os.environ)
    from jobs.worker import work  # not for a check: it brings the connectors along

    return work(Settings.from_env())


if __name__ == "__main__":
    main()
