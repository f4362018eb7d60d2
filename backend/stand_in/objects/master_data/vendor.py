"""VENDOR."""

from backend.stand_in.objects.definition import Definition, reference
from backend.stand_in.objects.master_data.contact import DISPLAYED

VENDOR = Definition(
    object="VENDOR",
    kind="supplier",
    word="Vendor",
    key="VENDORID",
    required=("VENDORID", "NAME", "DISPLAYCONTACT.PRINTAS"),
    references=(reference("PARENTID", "VENDOR"), reference("TERMNAME", "APTERM", "AP Term")),
    fields=(
        "VENDORID", "NAME", "TERMNAME", "PARENTID", "VENDTYPE", "TAXID", "CREDITLIMIT", "CURRENCY", "COMMENTS",
        "ONHOLD", "OBJECTRESTRICTION", *DISPLAYED,
    ),
    contact=True,
)  # fmt: skip
