"""What the user may not do, or the company does not have."""

from backend.connectors.sage_intacct.causes.rule import setup

RIGHTS = (
    setup(
        "permission {object}",
        "The Intacct user may not {verb} {object}: give its role the permission.",
        words=(
            r"permission .{0,60}api operation (?P<verb>[a-z]{3,12}) "
            r"(?:on )?(?:objects? )?(?:of type )?['\"]?(?P<object>\w{2,40})"
        ),
    ),
    setup(
        "permission",
        "The Intacct user lacks a permission: {told}",
        words=(
            "(?:do(?:es)? not|don.?t) have (?:the )?(?:permission|privilege)|insufficient (?:permission|"
            "privilege)|no permission|not permitted"
        ),
    ),
    setup("permission", "The Intacct user lacks a permission: {told}", code="PL04000005"),
    setup(
        "not subscribed {object}",
        "The Intacct company has no {object}: subscribe to its module, or do not send this kind.",
        words=r"object definition '?(?P<object>\w{2,60})'? ?not found",
    ),
    setup(
        "subscription",
        "The Intacct company is not subscribed to what this needs: {told}",
        words="not subscribed|subscription",
    ),
)
