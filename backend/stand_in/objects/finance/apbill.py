"""APBILL: a purchase invoice, by the generic functions."""

from backend.stand_in.objects.definition import Definition, Document, reference
from backend.stand_in.objects.dimensions import ACCOUNT, DIMENSIONS
from backend.stand_in.objects.finance.arinvoice import AMOUNTS, DATES, HEADER_FIELDS, MOMENTS

APBILL = Definition(
    object="APBILL",
    kind="purchase_invoice",
    word="Bill",
    key="RECORDID",
    required=("VENDORID", "WHENCREATED", "WHENDUE"),
    references=(reference("VENDORID", "VENDOR"), reference("TERMNAME", "APTERM", "AP Term")),
    fields=("VENDORID", "VENDORNAME", *HEADER_FIELDS),
    dates=DATES,
    moments=MOMENTS,
    numbers=AMOUNTS,
    numbered="BILL",
    document=Document(
        module="AP",
        posted_on=("WHENPOSTED", "WHENCREATED"),
        container="APBILLITEMS",
        line="APBILLITEM",
        amount="TRX_AMOUNT",
        line_required=("TRX_AMOUNT",),
        line_references=(ACCOUNT, *DIMENSIONS),
        party="VENDORID",
        unique="party",
    ),
)
