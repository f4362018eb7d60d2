"""APBILL: a purchase invoice, by the generic functions or the ordered ones."""

from backend.stand_in.objects.definition import Definition, Document, reference
from backend.stand_in.objects.dimensions import ACCOUNT, DIMENSIONS, LEGACY_DIMENSIONS
from backend.stand_in.objects.finance.arinvoice import AMOUNTS, DATES, HEADER_FIELDS, MOMENTS, reversal
from backend.stand_in.objects.form import Act, Form

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

_LINE_ORDER = (
    "glaccountno:ACCOUNTNO|accountlabel:ACCOUNTLABEL offsetglaccountno:OFFSETGLACCOUNTNO amount:TRX_AMOUNT"
    " allocationid:ALLOCATION memo:ENTRYDESCRIPTION locationid:LOCATIONID departmentid:DEPARTMENTID"
    " item1099:FORM1099 form1099type:FORM1099TYPE form1099box:FORM1099BOX key:KEY totalpaid:TOTALPAID"
    f" totaldue:TOTALDUE customfields::custom {LEGACY_DIMENSIONS} billable:BILLABLE taxentries:TAXENTRIES:group"
)
_HEAD = (
    "vendorid:VENDORID datecreated:WHENCREATED:date dateposted:WHENPOSTED:date datedue:WHENDUE:date"
    " termname:TERMNAME action:ACTION|batchkey:PRBATCHKEY billno:RECORDID ponumber:DOCNUMBER onhold:ONHOLD"
    " description:DESCRIPTION externalid:EXTERNALID payto:PAYTO:group returnto:RETURNTO:group basecurr:BASECURR"
    " currency:CURRENCY exchratedate:EXCH_RATE_DATE:date exchratetype:EXCH_RATE_TYPE_ID|exchrate:EXCHANGE_RATE"
    " nogl:NOGL supdocid:SUPDOCID customfields::custom inclusivetax:INCLUSIVETAX taxsolutionid:TAXSOLUTIONID"
)
CREATE_BILL = Form(
    function="create_bill",
    object="APBILL",
    order=f"{_HEAD} billitems::lines",
    required=("vendorid", "datecreated", "billitems"),
    lines="billitems",
    line_order=_LINE_ORDER,
    line_required=("amount",),
)
UPDATE_BILL = Form(
    function="update_bill",
    object="APBILL",
    order=f"{_HEAD} updatebillitems::lines",
    required=(),
    lines="updatebillitems",
    line="updatelineitem",
    line_order=_LINE_ORDER,
    act=Act.CHANGE,
)
REVERSE_BILL = reversal("reverse_bill", "APBILL")
