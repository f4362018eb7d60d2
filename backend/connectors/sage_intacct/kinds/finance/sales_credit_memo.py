"""Sales credit memos: `create_aradjustment`; read back as ARADJUSTMENT."""

from backend.connectors.sage_intacct.kinds.finance.credit_memo import credit_memo

SALES_CREDIT_MEMO = credit_memo(
    name="sales_credit_memo",
    remote_name="ARADJUSTMENT",
    party="customer",
    party_field="CUSTOMERID",
    corrects="invoiceno",
)
