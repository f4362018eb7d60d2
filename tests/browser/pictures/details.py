"""One object, part by part."""

from tests.browser.pictures.screen import OBJECT, Screen, Visit, at, opened

CLOSED = ("sales_invoice", "SI-20928")  # its period is
CHANGED = ("customer", "C-1033")
TALL, PART = 760, "#drawer"
TAKEN = ("customer", "C-1014")  # somebody typed it in at the third party


def open_request(visit: Visit) -> None:
    visit.go(f"integrations/1/objects/{'/'.join(CLOSED)}?tab=attempts")
    visit.page.click("#attempts .exchange >> nth=0")
    visit.wait("#answer")


SCREENS = {
    "drawer": Screen(
        OBJECT,
        "An object's details",
        "Why it failed, who can mend it, and the next step; around it, what it needs and what was received.",
        at(f"integrations/1/objects/{'/'.join(CLOSED)}?status=error"),
    ),
    "content": Screen(OBJECT, "Content", "What was handed over.", opened(*CLOSED, "content"), TALL, PART),
    "changes": Screen(OBJECT, "What changed", "Two versions, field by field.", opened(*CHANGED, "changes"), TALL, PART),
    "attempts": Screen(
        OBJECT, "Attempts", "What was tried, when, and what came of it.", opened(*CLOSED, "attempts"), TALL, PART
    ),
    "request": Screen(
        OBJECT, "A request and its answer", "As they went over the wire, secrets masked.", open_request, TALL, PART
    ),
    "will-send": Screen(
        OBJECT,
        "What would be sent",
        "What the next push would say, and what is new in it; looking sends nothing.",
        opened(*CHANGED, "will_send"),
        TALL,
        PART,
    ),
    "object-audit": Screen(OBJECT, "Its audit trail", "Who pressed what for it.", opened(*CLOSED, "audit"), TALL, PART),
    "resolve": Screen(
        OBJECT,
        "To be resolved",
        "The third party has a record with this key that Syncline did not make: what differs, and what can be done.",
        opened(*TAKEN, "overview"),
        TALL,
        PART,
    ),
}
