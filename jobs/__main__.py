"""`python -m jobs`: a worker."""

import sys

import uvloop

from backend.log import set_up_logging
from backend.settings import SettingError, Settings
from jobs.worker import work


def main() -> None:
    set_up_logging(process="worker")
    try:
        uvloop.run(work(Settings.from_env()))
    except SettingError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
