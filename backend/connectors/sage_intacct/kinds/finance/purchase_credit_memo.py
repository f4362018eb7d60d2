"""Purchase credit memos: `create_apadjustment`; read back as APADJUSTMENT."""

from backend.connectors.sage_intacct.kinds.finance.credit_memo import credit_memo

PURCHASE_CREDIT_MEMO = credit_memo(
    name="purchase_credit_memo",
    remote_name="APADJUSTMENT",
    party="supplier",
    party_field="VENDORID",
    corrects="billno",
    one_sign=True,
)
