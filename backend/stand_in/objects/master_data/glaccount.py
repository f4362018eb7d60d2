"""GLACCOUNT."""

from backend.stand_in.objects.definition import Definition
from backend.stand_in.objects.dimensions import REQUIRED_BY_ACCOUNT

GLACCOUNT = Definition(
    object="GLACCOUNT",
    kind="account",
    word="GL Account",
    key="ACCOUNTNO",
    required=("ACCOUNTNO", "TITLE", "NORMALBALANCE", "CLOSINGTYPE"),
    choices={"NORMALBALANCE": ("debit", "credit")},
    fields=(
        "ACCOUNTNO", "TITLE", "NORMALBALANCE", "CLOSINGTYPE", "ACCOUNTTYPE", "CATEGORY", "TAXABLE",
        *REQUIRED_BY_ACCOUNT,
    ),
    duplicate="BL01001973",
)  # fmt: skip
