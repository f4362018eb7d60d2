"""CONTACT: made by itself, or beside a customer or vendor."""

from backend.stand_in.objects.definition import Definition

_FIELDS = (
    "CONTACTNAME", "PRINTAS", "COMPANYNAME", "PREFIX", "FIRSTNAME", "LASTNAME", "INITIAL", "TAXABLE", "TAXID", "PHONE1",
    "PHONE2", "CELLPHONE", "PAGER", "FAX", "EMAIL1", "EMAIL2", "URL1", "URL2", "VISIBLE", "MAILADDRESS.ADDRESS1",
    "MAILADDRESS.ADDRESS2", "MAILADDRESS.CITY", "MAILADDRESS.STATE", "MAILADDRESS.ZIP", "MAILADDRESS.COUNTRY",
    "MAILADDRESS.ISOCOUNTRYCODE",
)  # fmt: skip

# The same, as customers and vendors show the contact that they brought along.
DISPLAYED = tuple(f"DISPLAYCONTACT.{field}" for field in _FIELDS)

CONTACT = Definition(
    object="CONTACT",
    kind="contact",
    word="Contact",
    key="CONTACTNAME",
    required=("CONTACTNAME", "PRINTAS"),
    fields=_FIELDS,
)
