"""The dimensions that lines carry, as both generations of functions name them."""

from backend.stand_in.objects.definition import Reference, reference

ACCOUNT = Reference(field="ACCOUNTNO", to="GLACCOUNT", word="GL Account")
DIMENSIONS = (
    reference("LOCATIONID", "LOCATION"),
    reference("DEPARTMENTID", "DEPARTMENT"),
    reference("PROJECTID", "PROJECT"),
    reference("CUSTOMERID", "CUSTOMER"),
    reference("VENDORID", "VENDOR"),
    reference("EMPLOYEEID", "EMPLOYEE"),
    reference("ITEMID", "ITEM"),
    reference("CLASSID", "CLASS"),
)

# An account's flag, and the dimension a line must then carry.
REQUIRED_BY_ACCOUNT = {
    "REQUIREDEPT": ("DEPARTMENTID", "Department"),
    "REQUIRELOC": ("LOCATIONID", "Location"),
    "REQUIREPROJECT": ("PROJECTID", "Project"),
    "REQUIRECUSTOMER": ("CUSTOMERID", "Customer"),
    "REQUIREVENDOR": ("VENDORID", "Vendor"),
    "REQUIREEMPLOYEE": ("EMPLOYEEID", "Employee"),
    "REQUIREITEM": ("ITEMID", "Item"),
    "REQUIRECLASS": ("CLASSID", "Class"),
}

# The dimensions of a line of a legacy document, in the order of the schema.
LEGACY_DIMENSIONS = (
    "projectid:PROJECTID taskid:TASKID costtypeid:COSTTYPEID customerid:CUSTOMERID vendorid:VENDORID"
    " employeeid:EMPLOYEEID itemid:ITEMID classid:CLASSID contractid:CONTRACTID warehouseid:WAREHOUSEID"
)
