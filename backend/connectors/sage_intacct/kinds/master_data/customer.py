"""Customers: CUSTOMER, by generic functions."""

from backend.connectors.sage_intacct.kinds.codes import term_needs
from backend.connectors.sage_intacct.kinds.parts.party import party

CUSTOMER = party(name="customer", remote_name="CUSTOMER", natural_field="CUSTOMERID", also_needs=term_needs)
