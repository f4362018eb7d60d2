"""The pages that belong to no integration, and those for everybody."""

from tests.browser.pictures.screen import LIST, OBJECT, Screen, Visit, at


def embed_keys(visit: Visit) -> None:
    visit.go("keys")
    visit.page.locator("#make").scroll_into_view_if_needed()
    visit.page.mouse.wheel(0, 2_000)


def change_somebody(visit: Visit) -> None:
    visit.go("people")
    visit.page.click("main details summary >> nth=1")


def turn_round(visit: Visit) -> None:
    visit.go("integrations/1/objects/sales_invoice/SI-20928?status=error")
    visit.page.evaluate("document.documentElement.dir = 'rtl'")


def open_an_error(visit: Visit) -> None:
    visit.list("?status=error")
    visit.page.tap("#rows > tr:nth-child(2) .key a")
    visit.wait("#cause")


def tick_by_thumb(visit: Visit) -> None:
    visit.list("?status=desynchronized")
    for number in (1, 2):
        visit.page.tap(f"#rows > tr:nth-child({number}) [name=object]")
    visit.wait("#press-synchronize b")


HOUSE = {
    "people": Screen("/people", "People", "Who may do what.", change_somebody),
    "keys": Screen("/keys", "Keys", "Of programs. A new one is shown once.", at("keys"), 560),
    "embed-keys": Screen(
        "/keys", "Embed keys", "Of portals that [show part of it](embedding.md) in their own pages.", embed_keys
    ),
    "audit": Screen("/audit", "Audit", "Who did what, and when.", at("audit")),
    "you": Screen(
        "/you",
        "Your settings",
        "Language, time zone, colours, keys of the keyboard, live updates, password. With live updates off a page asks "
        "for nothing by itself, but once after a press: it says when it was read, tells times instead of ages, and "
        "*Refresh* reads it anew, with what is ticked and open.",
        at("you"),
    ),
}
EVERYBODY = {
    "sign-in": Screen("/sign-in", "Sign in", "By name and password.", at("sign-in"), 460, who="nobody"),
    "link-used": Screen(
        "/sign-in/{}", "A link that was used", "And what to do.", at("sign-in/used"), 520, who="nobody"
    ),
    "not-allowed": Screen("/people", "Not allowed", "Who may, and whom to ask.", at("people"), 420, who="viewer"),
    "not-here": Screen("/{}", "Not here", "Other errors look like it.", at("nowhere"), 420),
    "viewer": Screen(
        OBJECT,
        "For who only looks",
        "The same, without boxes and buttons.",
        at("integrations/1/objects/sales_invoice/SI-20928?status=error"),
        who="viewer",
    ),
    "right-to-left": Screen(OBJECT, "From right to left", "For languages that are written so.", turn_round),
}
PHONE = {
    "phone": Screen(LIST, "The list", "A row is a card.", lambda visit: visit.list("?status=error"), phone=True),
    "phone-drawer": Screen(OBJECT, "The details", "Over the list.", open_an_error, phone=True),
    "phone-bar": Screen(LIST, "The bar", "Below, under the thumb.", tick_by_thumb, phone=True),
}
