"""CONTACT: made by itself, or beside a customer or vendor."""

from backend.stand_in.objects.definition import Definition

CONTACT = Definition(
    object="CONTACT",
    kind="contact",
    word="Contact",
    key="CONTACTNAME",
    required=("CONTACTNAME", "PRINTAS"),
    fields=("CONTACTNAME", "PRINTAS", "COMPANYNAME", "FIRSTNAME", "LASTNAME", "EMAIL1", "PHONE1"),
)
