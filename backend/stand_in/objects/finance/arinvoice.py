"""ARINVOICE and its only way in, `create_invoice`; how it is changed and reversed."""

from backend.stand_in.objects.definition import Definition, Document, reference
from backend.stand_in.objects.dimensions import ACCOUNT, DIMENSIONS, LEGACY_DIMENSIONS
from backend.stand_in.objects.form import Act, Form

HEADER_FIELDS = (
    "RECORDID", "STATE", "WHENDUE", "WHENPOSTED", "TERMNAME", "DOCNUMBER", "DESCRIPTION", "CURRENCY", "BASECURR",
    "TOTALENTERED", "TOTALDUE", "TRX_TOTALENTERED", "TRX_TOTALDUE", "SUPDOCID", "AUWHENCREATED", "RECORD_URL",
)  # fmt: skip
AMOUNTS = frozenset({"RECORDNO", "TOTALENTERED", "TOTALDUE", "TRX_TOTALENTERED", "TRX_TOTALDUE"})
DATES = frozenset({"WHENCREATED", "WHENPOSTED", "WHENDUE"})
MOMENTS = frozenset({"AUWHENCREATED", "WHENMODIFIED"})
# The official client writes customfields before the recognition of revenue, the 2.1 schema behind it.
LINE_ORDER = (
    "glaccountno:ACCOUNTNO|accountlabel:ACCOUNTLABEL offsetglaccountno:OFFSETGLACCOUNTNO amount:AMOUNT"
    " allocationid:ALLOCATION memo:ENTRYDESCRIPTION locationid:LOCATIONID departmentid:DEPARTMENTID key:KEY"
    " totalpaid:TOTALPAID totaldue:TOTALDUE revrectemplate:REVRECTEMPLATE|defrevaccount:DEFREVACCOUNT"
    "|revrecstartdate:REVRECSTARTDATE:date|revrecenddate:REVRECENDDATE:date|customfields::custom "
    + LEGACY_DIMENSIONS
    + " taxentries:TAXENTRIES:group"
)

ARINVOICE = Definition(
    object="ARINVOICE",
    kind="sales_invoice",
    word="Invoice",
    key="RECORDID",
    required=("CUSTOMERID", "WHENCREATED"),
    references=(reference("CUSTOMERID", "CUSTOMER"), reference("TERMNAME", "ARTERM", "AR Term")),
    fields=("CUSTOMERID", "CUSTOMERNAME", *HEADER_FIELDS),
    dates=DATES,
    moments=MOMENTS,
    numbers=AMOUNTS,
    generic=frozenset({"delete"}),
    numbered="INV",
    document=Document(
        module="AR",
        posted_on=("WHENPOSTED", "WHENCREATED"),
        container="ARINVOICEITEMS",
        line="arinvoiceitem",
        amount="AMOUNT",
        line_references=(ACCOUNT, *DIMENSIONS),
        party="CUSTOMERID",
        unique="company",
        due=True,
    ),
)


def reversal(function: str, name: str) -> Form:
    return Form(
        function=function,
        object=name,
        order="datereversed:DATEREVERSED:date description:DESCRIPTION nsfclosedaccount:NSFCLOSEDACCOUNT",
        required=("datereversed",),
        act=Act.REVERSE,
    )


# The list of the 2.1 schema, with what the official client does besides: action before batchkey, and onhold.
CREATE_INVOICE = Form(
    function="create_invoice",
    object="ARINVOICE",
    order=(
        "customerid:CUSTOMERID datecreated:WHENCREATED:date dateposted:WHENPOSTED:date datedue:WHENDUE:date"
        " termname:TERMNAME batchkey:PRBATCHKEY|action:ACTION invoiceno:RECORDID ponumber:DOCNUMBER onhold:ONHOLD"
        " description:DESCRIPTION externalid:EXTERNALID billto:BILLTO:group shipto:SHIPTO:group basecurr:BASECURR"
        " currency:CURRENCY exchratedate:EXCH_RATE_DATE:date exchratetype:EXCH_RATE_TYPE_ID|exchrate:EXCHANGE_RATE"
        " nogl:NOGL supdocid:SUPDOCID customfields::custom taxsolutionid:TAXSOLUTIONID invoiceitems::lines"
    ),
    required=("customerid", "datecreated", "invoiceitems"),
    lines="invoiceitems",
    line_order=LINE_ORDER,
    line_required=("amount",),
)
UPDATE_INVOICE = Form(
    function="update_invoice",
    object="ARINVOICE",
    order=(
        "customerid:CUSTOMERID datecreated:WHENCREATED:date dateposted:WHENPOSTED:date datedue:WHENDUE:date"
        " termname:TERMNAME action:ACTION invoiceno:RECORDID ponumber:DOCNUMBER description:DESCRIPTION"
        " payto:BILLTO:group returnto:SHIPTO:group basecurr:BASECURR currency:CURRENCY"
        " exchratedate:EXCH_RATE_DATE:date exchratetype:EXCH_RATE_TYPE_ID|exchrate:EXCHANGE_RATE supdocid:SUPDOCID"
        " customfields::custom updateinvoiceitems::lines"
    ),
    required=(),
    lines="updateinvoiceitems",
    line="updatelineitem",
    line_order=LINE_ORDER,
    act=Act.CHANGE,
)
REVERSE_INVOICE = reversal("reverse_invoice", "ARINVOICE")
