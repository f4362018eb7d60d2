"""The kinds carried so far, one line each."""

from backend.connectors.sage_intacct.kinds.class_ import CLASS
from backend.connectors.sage_intacct.kinds.customer import CUSTOMER
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.item import ITEM
from backend.connectors.sage_intacct.kinds.sales_invoice import SALES_INVOICE
from backend.connectors.sage_intacct.kinds.supplier import SUPPLIER

KINDS: dict[str, IntacctKind] = {
    CUSTOMER.name: CUSTOMER,
    SUPPLIER.name: SUPPLIER,
    CLASS.name: CLASS,
    ITEM.name: ITEM,
    SALES_INVOICE.name: SALES_INVOICE,
}
