"""The rules for each level of an answer, in the order in which they are tried."""

import re

from backend.connectors.sage_intacct.causes.anywhere import ANYWHERE, MOMENTARY
from backend.connectors.sage_intacct.causes.authentication import AUTHENTICATION, SIGN_IN
from backend.connectors.sage_intacct.causes.control import COMPANY, CONTROL, OF_A_FUNCTION, TROUBLE, UNREADABLE
from backend.connectors.sage_intacct.causes.documents import DOCUMENTS
from backend.connectors.sage_intacct.causes.records import RECORDS
from backend.connectors.sage_intacct.causes.rights import RIGHTS
from backend.connectors.sage_intacct.causes.rule import Rule, line
from backend.connectors.sage_intacct.causes.values import VALUES
from backend.connectors.sage_intacct.wire.envelope import Verdict

TABLES: dict[Verdict, tuple[Rule, ...]] = {
    Verdict.CONTROL_FAILURE: (UNREADABLE, *ANYWHERE, *COMPANY, *CONTROL),
    Verdict.AUTHENTICATION_FAILURE: (*ANYWHERE, *AUTHENTICATION, *COMPANY, *TROUBLE, *SIGN_IN),
    Verdict.OK: (*MOMENTARY, *OF_A_FUNCTION, *RECORDS, *RIGHTS, *DOCUMENTS, *VALUES),
}
ABORTED = line(
    "rolled back",
    "Intacct rolled this object back because another one in the same request failed.",
    "Wait: it is sent again without the one that failed.",
)

# Errors that only say that another one happened.
ROLLED_BACK, ANYTHING = "XL03000009", "BL01001973"
WRAPPERS = re.compile(
    r"could not (?:create|update|delete|save) |error while (?:saving|creating|updating)|currently, we can.?t |"
    r"entire transaction|there was an error processing the request|transaction .{0,40}rolled back",
    re.IGNORECASE,
)
