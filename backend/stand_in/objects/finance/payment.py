"""ARPYMT and APPYMT: payments that settle documents by their record numbers."""

from backend.stand_in.objects.definition import Definition, Document, Reference, reference
from backend.stand_in.objects.finance.arinvoice import MOMENTS, reversal

ARPYMT = Definition(
    object="ARPYMT",
    kind="customer_payment",
    word="AR Payment",
    key="DOCNUMBER",
    required=("PAYMENTMETHOD", "CUSTOMERID", "RECEIPTDATE", "CURRENCY"),
    references=(reference("CUSTOMERID", "CUSTOMER"),),
    fields=(
        "DOCNUMBER",
        "CUSTOMERID",
        "PAYMENTMETHOD",
        "DESCRIPTION",
        "RECEIPTDATE",
        "CURRENCY",
        "STATE",
        "TOTALENTERED",
        "TRX_TOTALENTERED",
        "AUWHENCREATED",
        "RECORD_URL",
    ),
    dates=frozenset({"RECEIPTDATE", "PAYMENTDATE"}),
    moments=MOMENTS,
    numbers=frozenset({"RECORDNO", "TOTALENTERED", "TRX_TOTALENTERED"}),
    numbered="RCP",
    document=Document(
        module="AR",
        posted_on=("PAYMENTDATE", "RECEIPTDATE"),
        container="ARPYMTDETAILS",
        line="ARPYMTDETAIL",
        amount="TRX_PAYMENTAMOUNT",
        besides="OVERPAYMENTAMOUNT",
        draft_only=True,
        line_required=("RECORDKEY",),
        line_references=(Reference(field="RECORDKEY", to="ARINVOICE", word="Invoice", by_number=True),),
    ),
)

APPYMT = Definition(
    object="APPYMT",
    kind="supplier_payment",
    word="AP Payment",
    key="DOCNUMBER",
    required=("VENDORID", "PAYMENTDATE", "CURRENCY", "FINANCIALENTITY", "PAYMENTMETHOD"),
    references=(reference("VENDORID", "VENDOR"),),
    fields=(
        "DOCNUMBER",
        "VENDORID",
        "PAYMENTMETHOD",
        "DESCRIPTION",
        "WHENCREATED",
        "CURRENCY",
        "STATE",
        "TOTALENTERED",
        "TRX_TOTALENTERED",
        "AUWHENCREATED",
        "RECORD_URL",
    ),
    dates=frozenset({"PAYMENTDATE", "WHENCREATED"}),
    read_as={"PAYMENTDATE": "WHENCREATED"},
    moments=MOMENTS,
    numbers=frozenset({"RECORDNO", "TOTALENTERED", "TRX_TOTALENTERED"}),
    numbered="PAY",
    document=Document(
        module="AP",
        posted_on=("PAYMENTDATE",),
        container="APPYMTDETAILS",
        line="APPYMTDETAIL",
        amount="TRX_PAYMENTAMOUNT",
        draft_only=True,
        line_required=("RECORDKEY",),
        line_references=(Reference(field="RECORDKEY", to="APBILL", word="Bill", by_number=True),),
    ),
)

REVERSE_ARPAYMENT = reversal("reverse_arpayment", "ARPYMT")
REVERSE_APPAYMENT = reversal("reverse_appayment", "APPYMT")
