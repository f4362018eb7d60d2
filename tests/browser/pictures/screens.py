"""Every picture in its order, and why the other addresses have none."""

from tests.browser.pictures import details, frames, house, lists, moves, pages
from tests.browser.pictures.screen import Screen

GROUPS: dict[str, dict[str, Screen]] = {
    "The list": lists.SCREENS,
    "An object": details.SCREENS,
    "An integration": pages.SCREENS,
    "The installation": house.HOUSE,
    "For everybody": house.EVERYBODY,
    "On a phone": house.PHONE,
    "In the page of a portal": frames.SCREENS,
    "While something moves, and when it does not": moves.SCREENS,
}
SCREENS = {name: screen for group in GROUPS.values() for name, screen in group.items()}

PART, FILE, ELSEWHERE = "a part of a page", "a file", "leads to another page"
FOREIGN = "a part of somebody else's page, which gives it its look"
UNPICTURED = {
    "/": ELSEWHERE,
    "/integrations/{}/views/{}": ELSEWHERE,
    "/integrations/{}/rows": PART,
    "/integrations/{}/chips": PART,
    "/integrations/{}/verbs": PART,
    "/integrations/{}/drawer/{}/{}": PART,
    "/integrations/{}/syncs/{}/rows": PART,
    "/integrations/{}/causes/rows": PART,
    "/fragments/{}/badge": FOREIGN,
    "/fragments/{}/panel": FOREIGN,
    "/fragments/{}/object": FOREIGN,
    "/integrations/{}/objects.csv": FILE,
    "/integrations/{}/maps/{}/csv": FILE,
    "/audit.csv": FILE,
    "/static/{}/{}": FILE,
    "/theme/{}": FILE,
    "/health": "for load balancers",
    "/metrics": "for programs",
}
