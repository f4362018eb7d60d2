"""The list, and what can be opened in it."""

from tests.browser.pictures.screen import LIST, PATIENCE_MS, Act, Screen, Visit


def tick_some(visit: Visit) -> None:
    """Some of each, so that the bar has something to say."""
    visit.list("?status=error&status=desynchronized&status=pending")
    for number in range(1, 6):
        visit.page.check(f"#rows > tr:nth-child({number}) [name=object]")
    visit.wait("#press-synchronize b")


def choose_all(visit: Visit) -> None:
    visit.list("?category=finance")
    visit.page.check("#pick-page")
    visit.page.click("#all-matching", timeout=PATIENCE_MS)
    visit.wait("#bar .count >> text=match")


def save_a_view(visit: Visit) -> None:
    visit.list("?status=error&entity=200")
    visit.page.click("#views > summary")
    visit.page.fill("#view-name", "Errors in Germany")
    visit.page.click("#views .stack .btn")
    visit.wait("#toasts toast-line")
    visit.list("?status=error&entity=200")
    visit.page.click("#views > summary")


def opens(control: str) -> Act:
    def act(visit: Visit) -> None:
        visit.list()
        visit.page.click(control)

    return act


FILTERS = "?category=finance&status=error&status=success&kind=sales_invoice&entity=200&since=7d&sort=amount"
NOTHING = "?status=error&key=SI-3&entity=300"
SCREENS = {
    "grid": Screen(
        LIST,
        "Objects",
        "What was handed over, where it stands, and what a press would do with the rows that are ticked. *Columns*"
        " chooses what else is shown, [own columns](kinds.md#own-columns) of the integration among it.",
        tick_some,
    ),
    "filters": Screen(
        LIST,
        "Filters",
        "Those that are set are seen to be set; the largest amounts first.",
        lambda visit: visit.list(FILTERS),
        420,
    ),
    "nothing-found": Screen(
        LIST,
        "Nothing found",
        "Which filter hides how many, and the way out.",
        lambda visit: visit.list(NOTHING),
        480,
    ),
    "all-matching": Screen(
        LIST,
        "All that match",
        "Chosen as a whole, however many pages they fill; what each verb would do with them.",
        choose_all,
        480,
    ),
    "views": Screen(LIST, "Saved views", "A filter under a name.", save_a_view),
    "columns": Screen(LIST, "Columns", "Which ones one sees, and how dense.", opens("#columns > summary")),
    "keyboard": Screen(LIST, "Keyboard", "Everything has a key; ? shows them.", opens("#show-keys")),
}
