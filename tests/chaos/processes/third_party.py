"""The stand-in, protecting as much or as little as a world wants: its first argument is the profile.

`nothing`: a repeated key and a repeated document number are both taken; `keys`: a key is taken once; `numbers`: a
number is. What has a code of its own (customers, items) is unique in every profile.
"""

import sys

from backend.stand_in.__main__ import main
from backend.stand_in.gateway.envelope import Control

PROFILES = ("nothing", "keys", "numbers")


def settings_of(profile: str) -> dict[str, bool]:
    return {"enforce_invoice_numbers": profile == "numbers"}


def run(profile: str, arguments: list[str]) -> int:
    if profile != "keys":
        Control.once_only = property(lambda _: False)  # type: ignore[assignment,method-assign]
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2:]))
