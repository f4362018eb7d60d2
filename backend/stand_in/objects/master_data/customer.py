"""CUSTOMER."""

from backend.stand_in.objects.definition import Definition, reference
from backend.stand_in.objects.master_data.contact import DISPLAYED

CUSTOMER = Definition(
    object="CUSTOMER",
    kind="customer",
    word="Customer",
    key="CUSTOMERID",
    required=("CUSTOMERID", "NAME", "DISPLAYCONTACT.PRINTAS"),
    references=(
        reference("PARENTID", "CUSTOMER"),
        reference("TERMNAME", "ARTERM", "AR Term"),
        reference("CUSTREPID", "EMPLOYEE"),
    ),
    fields=(
        "CUSTOMERID", "NAME", "TERMNAME", "PARENTID", "CUSTREPID", "CUSTTYPE", "TAXID", "CREDITLIMIT", "CURRENCY",
        "COMMENTS", "ONHOLD", "DELIVERY_OPTIONS", "OBJECTRESTRICTION", *DISPLAYED,
    ),
    contact=True,
)  # fmt: skip
