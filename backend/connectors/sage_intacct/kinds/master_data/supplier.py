"""Suppliers: VENDOR, by generic functions."""

from backend.connectors.sage_intacct.kinds.master_data.party import party

SUPPLIER = party(name="supplier", remote_name="VENDOR", natural_field="VENDORID")
