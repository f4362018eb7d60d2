"""ARTERM and APTERM: payment terms, written by legacy functions and read by generic ones."""

from backend.stand_in.objects.definition import Definition
from backend.stand_in.objects.form import Act, Form

_FIELDS = (
    "NAME", "DESCRIPTION", "DUEDATE", "DUEFROM", "DISCDATE", "DISCFROM", "DISCAMOUNT", "DISCPERCAMN", "DISCCALCON",
)  # fmt: skip
_ORDER = (
    "name:NAME description:DESCRIPTION status:STATUS due:DUE:group discount:DISCOUNT:group"
    " discountcalc:DISCOUNTCALC penalty:PENALTY:group"
)

ARTERM = Definition(
    object="ARTERM", kind="payment_term", word="AR Term", key="NAME", fields=_FIELDS, generic=frozenset({"delete"})
)
APTERM = Definition(
    object="APTERM", kind="payment_term", word="AP Term", key="NAME", fields=_FIELDS, generic=frozenset({"delete"})
)
CREATE_ARTERM = Form(function="create_arterm", object="ARTERM", order=_ORDER, required=("name", "due"))
CREATE_APTERM = Form(function="create_apterm", object="APTERM", order=_ORDER, required=("name", "due"))
UPDATE_ARTERM = Form(function="update_arterm", object="ARTERM", order=_ORDER, required=("name",), act=Act.UPDATE)
UPDATE_APTERM = Form(function="update_apterm", object="APTERM", order=_ORDER, required=("name",), act=Act.UPDATE)
