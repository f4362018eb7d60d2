"""VENDOR."""

from backend.stand_in.objects.definition import Definition, reference

VENDOR = Definition(
    object="VENDOR",
    kind="supplier",
    word="Vendor",
    key="VENDORID",
    required=("VENDORID", "NAME", "DISPLAYCONTACT.PRINTAS"),
    references=(reference("PARENTID", "VENDOR"), reference("TERMNAME", "APTERM", "AP Term")),
    fields=(
        "VENDORID", "NAME", "TERMNAME", "PARENTID", "VENDTYPE", "TAXID", "CREDITLIMIT", "CURRENCY", "COMMENTS",
        "ONHOLD", "OBJECTRESTRICTION", "DISPLAYCONTACT.CONTACTNAME", "DISPLAYCONTACT.PRINTAS",
        "DISPLAYCONTACT.COMPANYNAME", "DISPLAYCONTACT.EMAIL1", "DISPLAYCONTACT.PHONE1",
    ),
    contact=True,
)  # fmt: skip
