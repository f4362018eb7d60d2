"""What is seen while something moves, or does not. These change the company: they come last."""

from tests.browser.pictures.details import CHANGED
from tests.browser.pictures.screen import LIST, OBJECT, PATIENCE_MS, Screen, Visit, at

ONE = "/integrations/1"
SECRETS = {"password": "loopback"}


def press(visit: Visit, query: str, number: int) -> None:
    visit.list(query)
    for row in range(1, number + 1):
        visit.page.check(f"#rows > tr:nth-child({row}) [name=object]")
    visit.page.click("#press-synchronize:enabled", timeout=PATIENCE_MS)
    visit.wait("#toasts .toast:not([hidden])")


def follow(visit: Visit) -> None:
    """Two at a time, each request takes a while."""
    visit.ask("PATCH", ONE, {"batch_size": 2})
    visit.faults({"match": {}, "do": "delay", "value": 4})
    press(visit, "?status=not_integrated&kind=sales_invoice", 12)
    visit.page.click("#toasts .link")
    visit.wait("#stop >> text=Stop")
    visit.wait("#n-success")


def lose_an_answer(visit: Visit) -> None:
    visit.faults({"match": {"natural_key": CHANGED[1]}, "do": "drop_after"})
    press(visit, f"?key={CHANGED[1]}", 1)
    visit.page.click("#rows .key a")
    visit.wait("#rows .msg >> text=outcome unknown")
    visit.wait("#cause >> text=never twice")


def lose_the_line(visit: Visit) -> None:
    visit.ask("PATCH", ONE, {"batch_size": 1})  # each call fails, and a few in a row are enough
    visit.faults({"match": {}, "do": "drop_before"})
    press(visit, "?status=desynchronized", 8)
    visit.wait("#line >> text=nothing is lost")
    visit.list("?status=pending")


def hold(visit: Visit) -> None:
    visit.faults()
    visit.ask("POST", f"{ONE}/hold", {"reason": "Month end: ask Vera first"})
    visit.list()


def restored(visit: Visit) -> None:
    visit.ask("POST", f"{ONE}/release", {})
    visit.command("restored")
    visit.go("integrations/1/line")


def begin_another(visit: Visit) -> None:
    visit.ask("POST", f"{ONE}/release", {})
    made = visit.ask("POST", "/integrations/", {"name": "Group books", "connector": "loopback", "secrets": SECRETS})
    visit.go(f"integrations/{made['id']}/syncs")
    visit.page.click("#top details summary")


SCREENS = {
    "undo": Screen(
        LIST,
        "A press, and its undo",
        "Ten seconds long nothing of it is sent.",
        lambda visit: press(visit, "?status=not_integrated", 2),
    ),
    "moving": Screen("/integrations/{}/syncs/{}", "A sync that moves", "What ended, what moves, and *Stop*.", follow),
    "unknown": Screen(
        OBJECT,
        "An outcome that is unknown",
        "An answer was lost: it is looked up before anything is sent again.",
        lose_an_answer,
    ),
    "down": Screen(LIST, "The connection is down", "What waits goes on by itself.", lose_the_line, 520),
    "held": Screen(LIST, "Held", "Since when, by whom, and why.", hold, 420),
    "restored": Screen(
        "/integrations/{}/line",
        "After a restoration",
        "Everything is held, until an administrator releases it.",
        restored,
    ),
    "nothing-yet": Screen(
        "/integrations/{}/syncs", "A second integration", "Nobody has asked for anything there yet.", begin_another, 340
    ),
    "read-only": Screen(
        LIST, "A read-only installation", "A console to look at.", at("integrations/1/objects"), 520, read_only=True
    ),
}
