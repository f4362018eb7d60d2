"""`getAPISession`: a session at the level asked for."""

from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.messages import text
from backend.stand_in.gateway.refusals import sign_in
from backend.stand_in.gateway.sessions import SignedIn


def get_api_session(call: Call, visit: Visit) -> Done:
    """An empty locationid leads to the top; without one the session is at the level of the sign-in."""
    level = leaf(call.content, "locationid").strip() if "locationid" in call.content else visit.level
    if not visit.sessions.may_open(visit.who.user, level):
        raise FunctionError(sign_in(f"The user is not permitted to sign in at the entity '{level}', or there is none."))
    session_id = visit.sessions.start(
        SignedIn(sender=visit.who.sender, user=visit.who.user, level=level), endpoint=visit.endpoint
    )
    api = (
        f"<api><sessionid>{session_id}</sessionid><endpoint>{text(visit.endpoint)}</endpoint>"
        f"<locationid>{text(level)}</locationid></api>"
    )
    return Done(inside=f"<data>{api}</data>")
