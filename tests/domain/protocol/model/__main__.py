"""`python3 -m tests.domain.protocol.model`: every world and every mutant, within a minute; `--large`: larger ones too.

Prints how many states each has and what breaks. The exit code is 0 when all is as it must be.
"""

# An old Python must get as far as the sentence that refuses it.
import sys


def run() -> None:
    if sys.version_info[:2] < (3, 11):  # noqa: UP036
        sys.exit("Syncline needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

    from backend.bootstrap import enter

    enter("tests.domain.protocol.model", develop=True)

    from tests.domain.protocol.model.table import print_table

    sys.exit(print_table(large="--large" in sys.argv))


if __name__ == "__main__":
    run()
