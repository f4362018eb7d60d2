"""What the user may not do, or the company does not have."""

from backend.connectors.sage_intacct.causes.authentication import CREDENTIALS
from backend.connectors.sage_intacct.causes.rule import INTACCT, setup

_PERMISSION = (
    "permission",
    "The Intacct user lacks a permission: {told}",
    "Give the role of the web services user this permission.",
    INTACCT,
)
_QUERY = (
    "not subscribed",
    "The Intacct company does not know what this needs: {told}",
    "Subscribe the company to the module, or do not send this kind.",
    INTACCT,
)

RIGHTS = (
    setup(
        "permission {object}",
        "The Intacct user may not {verb} {object}.",
        "Give the role of the web services user the permission for it.",
        INTACCT,
        words=(
            r"permission .{0,60}api operation (?P<verb>[a-z]{3,12})"
            r"(?:_| (?:on )?(?:objects? )?(?:of type )?['\"]?)(?P<object>\w{2,40})"
        ),
    ),
    setup(
        *_PERMISSION,
        words=(
            r"(?:do(?:es)? not|don.?t) have (?:the )?(?:permission|privilege)|insufficient (?:permission|"
            r"privilege)|(?:do(?:es)? not|don.?t) have access|no permission|"
            r"not permitted|permission (?:to|for) \w|not authori[sz]ed"
        ),
    ),
    setup(*_PERMISSION, code="PL04000005"),
    setup(
        "not subscribed {object}",
        "The Intacct company has no {object}.",
        "Subscribe the company to the module that holds it, or do not send this kind.",
        INTACCT,
        words=r"object definition '?(?P<object>\w{2,60})'? ?not found",
    ),
    setup(*_QUERY, words="not subscribed|subscription"),
    setup(*_QUERY, code="QUERY FAILED"),
    setup(*_QUERY, code="WS"),
    setup(*CREDENTIALS, code="XL03000006"),
)
