"""Customers: CUSTOMER, by generic functions."""

from backend.connectors.sage_intacct.kinds.master_data.party import party

CUSTOMER = party(name="customer", remote_name="CUSTOMER", natural_field="CUSTOMERID")
