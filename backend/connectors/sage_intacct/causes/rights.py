"""What the user may not do, or the company does not have."""

from backend.connectors.sage_intacct.causes.rule import setup

RIGHTS = (
    setup(
        "permission {object}",
        "The Intacct user may not {verb} {object}: give its role the permission.",
        words=(
            "permission .{0,60}(?:operation|api) .{0,40}?(?P<verb>create|update|delete|read|list|add|"
            r"edit)\w* .{0,40}?(?:object |of )?(?P<object>[A-Z]{4,20})\b"
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
