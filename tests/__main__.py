"""`python3 -m tests [--only-tests] [PYTEST ARGUMENT ...]`: lint, types, import contracts and all tests.

Servers are started for the tests, unless DATABASE_URL and REDIS_URL name some. With `--only-tests` the checks before
pytest are left out; every other argument is pytest's, which then uses one process, and several without any. The exit
code is 0 when every step passed.
"""

# An old Python must get as far as the sentence that refuses it.
import sys


def run() -> None:
    if sys.version_info[:2] < (3, 11):  # noqa: UP036
        sys.exit("Syncline needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031
    if sys.platform == "win32":
        sys.exit("Syncline does not run on Windows itself: use WSL, or docker compose (see docs/running.md).")

    from backend.bootstrap import enter

    enter("tests", develop=True)

    from tests.steps import run_steps

    sys.exit(run_steps(sys.argv[1:]))


if __name__ == "__main__":
    run()
