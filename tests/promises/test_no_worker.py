"""No worker runs: presses are kept, the screen says so, and a worker that starts finishes them."""

import re
import subprocess
import sys

from tests.journeys.company import make_company
from tests.journeys.demo import ROOT, eventually
from tests.promises.system import System

SAYS_SO = "No worker is running"


def health_line(system: System) -> str:
    page = system.web.get("/integrations/1/objects").raise_for_status().text
    found = re.search(r'<section id="health".*?</section>', page, re.DOTALL)
    assert found, page
    return found.group()


def sign_in(system: System) -> None:
    answer = system.web.get(system.sign_in_url)
    assert answer.status_code == 303
    system.web.cookies.update(answer.cookies)


def check(system: System) -> tuple[int, str]:
    """What compose asks a worker's container."""
    command = [sys.executable, "-m", "jobs", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=system.env, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.strip()


def test_a_press_without_a_worker_is_kept_and_the_screen_says_so(system: System) -> None:
    company = make_company()[-20:]
    sign_in(system)
    system.hand_over(company)

    sent = system.press(company)

    assert sent == len(company)
    assert system.statuses() == {"pending": len(company)}
    assert system.progress()["moving"] == len(company)
    assert SAYS_SO in health_line(system)
    assert "Presses are kept" in health_line(system)
    assert system.ledger() == []

    waited = system.syncline("sync", "--all", "--wait", "--timeout", "2")

    assert waited.returncode == 4
    assert "No worker is running" in waited.stderr
    assert f"{len(company)} can still move" in waited.stderr

    assert check(system) == (1, "No worker of this machine was heard of in the last 15 seconds.")

    worker = system.start_worker()

    eventually(system.all_green, said=system.progress)
    assert len(system.ledger()) == len(company)
    eventually(lambda: SAYS_SO not in health_line(system))
    assert check(system) == (0, "")

    system.stop_worker(worker)

    eventually(lambda: SAYS_SO in health_line(system))


def test_a_killed_worker_is_missed_too(system: System) -> None:
    worker = system.start_worker()
    eventually(lambda: SAYS_SO not in health_line(system))

    system.kill_worker(worker)

    eventually(lambda: SAYS_SO in health_line(system))
