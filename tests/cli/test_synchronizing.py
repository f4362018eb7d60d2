"""What `sync --wait` exits with, by how everything stands at the end."""

import pytest
from click.testing import CliRunner

from backend.cli.main import main  # noqa: F401  (it says what a usage error exits with)
from backend.cli.syncs.synchronizing import exit_code, sync
from backend.cli.syncs.waiting import End
from backend.domain.syncs.selection import NOT_CARRIED


@pytest.mark.parametrize(
    ("statuses", "moving", "never", "code"),
    [
        ({"success": 3}, 0, 0, 0),
        ({"success": 3, "error": 0, "pending": 0}, 0, 0, 0),
        ({}, 0, 0, 0),
        ({"success": 3, "error": 1, "pending": 2}, 0, 0, 1),
        ({"success": 3, "pending": 1}, 0, 0, 2),
        ({"success": 3, "desynchronized": 1}, 0, 0, 2),
        ({"success": 3, "not_integrated": 1}, 0, 0, 2),
        ({"success": 3, "not_integrated": 1}, 0, 1, 0),
        ({"success": 3, "not_integrated": 2}, 0, 1, 2),
        ({"success": 3, "pending": 1}, 1, 0, 4),
        ({"success": 3, "pending": 1, "error": 1}, 1, 0, 4),
    ],
)
def test_only_what_is_whole_ends_with_0(statuses: dict[str, int], moving: int, never: int, code: int) -> None:
    left_out = [{"reason": "in step", "count": 3}, {"reason": NOT_CARRIED, "count": never}]

    assert exit_code(End(statuses, moving, [], ""), left_out) == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--filter", "status"], "expected NAME=VALUE"),
        (["--all", "--filter", "status=error"], "or give --all, or --filter"),
        (["customer", "C1", "--filter", "status=error"], "or give --all, or --filter"),
        ([], "or give --all, or --filter"),
        (["--all", "--dry-run", "--wait"], "neither --with-needed nor --wait"),
    ],
)
def test_what_is_chosen_in_two_ways_or_none_is_not_understood(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(sync, arguments)

    assert done.exit_code == 64
    assert said in done.output
