"""`python3 -m tests.chaos`: everything is hurt at once, and the promises are counted. Exit code 1 when one broke.

Real processes on embedded servers of its own: web, four workers, Valkey, PostgreSQL, a third party, proxies between
them, and, for root on Linux, one worker in a network namespace.
"""

import sys


def run() -> None:
    from backend.bootstrap import enter

    enter("tests.chaos", develop=True)

    from tests.chaos.asked import answer

    sys.exit(answer(sys.argv[1:]))


if __name__ == "__main__":
    run()
