"""What an integration must know of its Intacct company."""

from typing import Annotated

import msgspec
from msgspec import Meta

Seconds = Annotated[int, Meta(ge=0, le=86_400)]


class IntacctConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one company. The passwords are secrets and stand elsewhere."""

    company_id: Annotated[str, Meta(min_length=1, description="The company's sign-in ID")]
    sender_id: Annotated[str, Meta(min_length=1, description="Web services sender ID")]
    user_id: Annotated[str, Meta(min_length=1, description="Web services user")]
    endpoint: Annotated[str, Meta(description="Address of the XML gateway")] = (
        "https://api.intacct.com/ia/xml/xmlgw.phtml"
    )
    item_type: Annotated[str, Meta(description="Item type of items that name none")] = "Non-Inventory"
    iso_country_codes: Annotated[bool, Meta(description="The company has ISO country codes enabled")] = True
    marker_field: Annotated[str, Meta(description="Intacct's custom field that holds our key; empty: none")] = ""
    marker_exceptions: Annotated[
        dict[str, str], Meta(description="Kinds with another field for our key: kind = its name; empty: none there")
    ] = {}
    custom_fields: Annotated[
        dict[str, str], Meta(description="Custom fields: ours, or kind.ours = the name of Intacct's")
    ] = {}
    call_timeout_seconds: Annotated[int, Meta(ge=1, le=900, description="Longest time of one request")] = 120
    longest_processing_seconds: Annotated[
        Seconds, Meta(description="Intacct may still execute a request this long after it was sent")
    ] = 900
    policy_id: Annotated[
        str, Meta(description="Transport policy: writes are answered later, to our address; empty: at once")
    ] = ""
    answers_within_seconds: Annotated[
        Seconds, Meta(description="With a policy: what is not answered after so long is looked up")
    ] = 3600
    look_up_lag_seconds: Annotated[Seconds, Meta(description="A write is visible to look-ups after so long")] = 30
    look_back_minutes: Annotated[
        int, Meta(ge=0, le=10_080, description="Reading back begins so long before the last time's end")
    ] = 150
    transactions_a_month: Annotated[
        int, Meta(ge=0, le=1_000_000_000, description="Transactions that a month includes, by your tier; 0: not known")
    ] = 0
