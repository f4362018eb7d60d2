"""ARADJUSTMENT and APADJUSTMENT: credit memos (negative) and debit memos (positive), by legacy functions."""

from backend.stand_in.objects.definition import Definition, Document, Reference, reference
from backend.stand_in.objects.dimensions import ACCOUNT, DIMENSIONS
from backend.stand_in.objects.finance.arinvoice import AMOUNTS, DATES, HEADER_FIELDS, LINE_ORDER, MOMENTS
from backend.stand_in.objects.form import Form


def _definition(name: str, *, kind: str, module: str, party: Reference, one_sign: bool = False) -> Definition:
    return Definition(
        object=name,
        kind=kind,
        word=f"{module} Adjustment",
        key="RECORDID",
        required=(party.field, "WHENCREATED"),
        references=(party,),
        fields=(party.field, *HEADER_FIELDS),
        dates=DATES,
        moments=MOMENTS,
        numbers=AMOUNTS,
        generic=frozenset({"delete"}),
        numbered=f"{module}A",
        document=Document(
            module=module,
            posted_on=("WHENPOSTED", "WHENCREATED"),
            container=f"{name}ITEMS",
            line=f"{name}ITEM".lower(),
            amount="AMOUNT",
            line_references=(ACCOUNT, *DIMENSIONS),
            party=party.field,
            one_sign=one_sign,
            unique="company",
        ),
    )


def _form(name: str, *, party: str, refers_to: str) -> Form:
    return Form(
        function=f"create_{name.lower()}",
        object=name,
        order=(
            f"{party}:{party.upper()} datecreated:WHENCREATED:date dateposted:WHENPOSTED:date batchkey:PRBATCHKEY"
            f" adjustmentno:RECORDID action:ACTION {refers_to}:DOCNUMBER description:DESCRIPTION externalid:EXTERNALID"
            " basecurr:BASECURR currency:CURRENCY exchratedate:EXCH_RATE_DATE:date"
            " exchratetype:EXCH_RATE_TYPE_ID|exchrate:EXCHANGE_RATE nogl:NOGL supdocid:SUPDOCID customfields::custom"
            f" taxsolutionid:TAXSOLUTIONID {name.lower()}items::lines"
        ),
        required=(party, "datecreated", f"{name.lower()}items"),
        lines=f"{name.lower()}items",
        line_order=LINE_ORDER,
        line_required=("amount",),
    )


ARADJUSTMENT = _definition(
    "ARADJUSTMENT", kind="sales_credit_memo", module="AR", party=reference("CUSTOMERID", "CUSTOMER")
)
APADJUSTMENT = _definition(
    "APADJUSTMENT", kind="purchase_credit_memo", module="AP", party=reference("VENDORID", "VENDOR"), one_sign=True
)
CREATE_ARADJUSTMENT = _form("ARADJUSTMENT", party="customerid", refers_to="invoiceno")
CREATE_APADJUSTMENT = _form("APADJUSTMENT", party="vendorid", refers_to="billno")
