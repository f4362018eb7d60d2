"""The kinds, one line each."""

from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.finance.customer_payment import CUSTOMER_PAYMENT
from backend.connectors.sage_intacct.kinds.finance.journal_entry import JOURNAL_ENTRY
from backend.connectors.sage_intacct.kinds.finance.purchase_credit_memo import PURCHASE_CREDIT_MEMO
from backend.connectors.sage_intacct.kinds.finance.purchase_invoice import PURCHASE_INVOICE
from backend.connectors.sage_intacct.kinds.finance.sales_credit_memo import SALES_CREDIT_MEMO
from backend.connectors.sage_intacct.kinds.finance.sales_invoice import SALES_INVOICE
from backend.connectors.sage_intacct.kinds.finance.supplier_payment import SUPPLIER_PAYMENT
from backend.connectors.sage_intacct.kinds.master_data.account import ACCOUNT
from backend.connectors.sage_intacct.kinds.master_data.class_ import CLASS
from backend.connectors.sage_intacct.kinds.master_data.customer import CUSTOMER
from backend.connectors.sage_intacct.kinds.master_data.department import DEPARTMENT
from backend.connectors.sage_intacct.kinds.master_data.employee import EMPLOYEE
from backend.connectors.sage_intacct.kinds.master_data.item import ITEM
from backend.connectors.sage_intacct.kinds.master_data.location import LOCATION
from backend.connectors.sage_intacct.kinds.master_data.payment_term import PAYMENT_TERM
from backend.connectors.sage_intacct.kinds.master_data.project import PROJECT
from backend.connectors.sage_intacct.kinds.master_data.supplier import SUPPLIER

KINDS: dict[str, IntacctKind] = {
    kind.name: kind
    for kind in (
        CUSTOMER,
        SUPPLIER,
        CLASS,
        ITEM,
        ACCOUNT,
        DEPARTMENT,
        LOCATION,
        PROJECT,
        EMPLOYEE,
        PAYMENT_TERM,
        SALES_INVOICE,
        SALES_CREDIT_MEMO,
        PURCHASE_INVOICE,
        PURCHASE_CREDIT_MEMO,
        JOURNAL_ENTRY,
        CUSTOMER_PAYMENT,
        SUPPLIER_PAYMENT,
    )
}
