"""Suppliers: VENDOR, by generic functions."""

from backend.connectors.sage_intacct.kinds.parts.party import party

SUPPLIER = party(name="supplier", remote_name="VENDOR", natural_field="VENDORID")
