"""The rules for each level of an answer, in the order in which they are tried."""

import re

from backend.connectors.sage_intacct.causes.anywhere import ANYWHERE
from backend.connectors.sage_intacct.causes.authentication import AUTHENTICATION
from backend.connectors.sage_intacct.causes.control import CONTROL
from backend.connectors.sage_intacct.causes.documents import DOCUMENTS
from backend.connectors.sage_intacct.causes.records import RECORDS
from backend.connectors.sage_intacct.causes.rights import RIGHTS
from backend.connectors.sage_intacct.causes.rule import Rule, line
from backend.connectors.sage_intacct.causes.values import VALUES
from backend.connectors.sage_intacct.wire.envelope import Verdict

TABLES: dict[Verdict, tuple[Rule, ...]] = {
    Verdict.CONTROL_FAILURE: (*ANYWHERE, *CONTROL),
    Verdict.AUTHENTICATION_FAILURE: (*ANYWHERE, *AUTHENTICATION),
    Verdict.OK: (*ANYWHERE, *RECORDS, *RIGHTS, *DOCUMENTS, *VALUES),
}
THROTTLED = ANYWHERE[0]
ABORTED = line(
    "rolled back", "Intacct rolled this object back because another one in the same request failed; it is sent again."
)

# Errors that only say that another one happened.
WRAPPERS = re.compile(
    r"could not (?:create|update|delete|save) |error while (?:saving|creating|updating)|currently, we can.?t |"
    r"entire transaction|there was an error processing the request|transaction .{0,40}rolled back",
    re.IGNORECASE,
)
