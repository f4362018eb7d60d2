"""`python3 -m tests.bench [sync|pipeline|claim|grid|poll|start|memory|render|mark ...] [--rounds N]`: prints ratios.

Without a name everything is measured. The servers are embedded ones with fsync on, made for the run and removed after.
"""

# An old Python must get as far as the sentence that refuses it.
import sys


def run() -> None:
    if sys.version_info[:2] < (3, 11):  # noqa: UP036
        sys.exit("Syncline needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

    from backend.bootstrap import enter

    enter("tests.bench", develop=True)

    from tests.bench.run import run_benchmarks

    run_benchmarks(sys.argv[1:])


if __name__ == "__main__":
    run()
