"""The other pages of an integration."""

from tests.browser.pictures.screen import Act, Screen, Visit, at

ONE = "integrations/1"
TERMS = f"{ONE}/maps/payment_terms"


def open_first(page: str, link: str) -> Act:
    def act(visit: Visit) -> None:
        visit.go(f"{ONE}/{page}")
        visit.page.click(f"{link} >> nth=0")

    return act


def import_terms(pasted: str) -> Act:
    def act(visit: Visit) -> None:
        visit.go(TERMS)
        visit.page.click("summary >> text=Import many entries")
        visit.page.fill("#pasted", pasted)
        visit.page.click("text=See what would change")

    return act


def examine(visit: Visit) -> None:
    visit.page.click("#examine")
    visit.wait("#verdict")


def tell_the_portal(visit: Visit) -> None:
    """Of an address on this machine: nothing else is taken by a demo."""
    page = f"{ONE}/notifications"
    visit.go(page)
    visit.page.fill("#address", visit.host.origin.replace("localhost", "127.0.0.1"))
    visit.page.click("#tell")
    visit.page.click("text=Send a test")
    visit.wait("toast-line, #toasts p")
    visit.go(page)
    visit.page.click("text=Last messages")


def make_half_an_integration(visit: Visit) -> None:
    visit.go("integrations/new?connector=sage_intacct")
    visit.page.click("main .btn.primary")
    visit.wait(".problem")


SCREENS = {
    "causes": Screen(
        "/integrations/{}/causes",
        "Causes",
        "What objects in error have in common, what they are worth, where it is mended, and one press for all of them.",
        at(f"{ONE}/causes"),
    ),
    "cause": Screen(
        "/integrations/{}/causes/{}",
        "A cause",
        "Its objects, the error as it came, and a note for the next person.",
        open_first("causes", "#groups .head a"),
    ),
    "syncs": Screen("/integrations/{}/syncs", "Syncs", "What was asked for, by whom.", at(f"{ONE}/syncs"), 340),
    "sync": Screen(
        "/integrations/{}/syncs/{}",
        "A sync",
        "How far it is, and what became of each object.",
        open_first("syncs", ".log .head a"),
    ),
    "sync-all": Screen(
        "/integrations/{}/syncs/new",
        "All that match, without a script",
        "What each verb would do with them.",
        at(f"{ONE}/syncs/new?status=desynchronized&status=not_integrated"),
        340,
    ),
    "connection": Screen(
        "/integrations/{}/line",
        "Connection",
        "How the line stands, hold and release, a day of pushes, what was used this month.",
        at(f"{ONE}/line"),
    ),
    "doctor": Screen(
        "/integrations/{}/doctor", "A check of the connection", "What is well and what is not, level by level.", examine
    ),
    "value-maps": Screen(
        "/integrations/{}/maps", "Value maps", "What turns codes of the ERP into the third party's.", at(f"{ONE}/maps")
    ),
    "value-map": Screen(
        "/integrations/{}/maps/{}",
        "A value map",
        "Its entries, and the objects that stopped for want of one.",
        at(TERMS),
    ),
    "import": Screen(
        "/integrations/{}/maps/{}/import",
        "Many entries at once",
        "What they would change, before anything is stored.",
        import_terms("N45,Net 45\nN90,Net 90\nN30,Net 30"),
        440,
    ),
    "import-refused": Screen(
        "/integrations/{}/maps/{}/import",
        "An import that is refused",
        "Line by line, and nothing of it is stored.",
        import_terms("N45\nN90,Net 90\nN90,Net 60"),
    ),
    "notifications": Screen(
        "/integrations/{}/notifications",
        "Notifications",
        "Who is told of troubles, and what was said to whom.",
        tell_the_portal,
    ),
    "settings": Screen(
        "/integrations/{}/settings", "Settings", "Of the integration, each with its meaning.", at(f"{ONE}/settings")
    ),
    "new-integration": Screen(
        "/integrations/new",
        "A new integration",
        "What must be known of the third party; what is wrong is said at its field.",
        make_half_an_integration,
    ),
}
