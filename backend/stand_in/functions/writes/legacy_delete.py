"""`delete_customer` and its like: the key stands in an attribute, of documents it is the RECORDNO."""

from backend.stand_in.functions.checks import check_frozen
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.delete import drop
from backend.stand_in.functions.writes.update import number_of, owned
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import missing_field
from backend.stand_in.objects.definition import Definition
from backend.stand_in.objects.registry import DEFINITIONS

# The object that a function deletes, and the attribute that names it.
DELETIONS = {
    "delete_apadjustment": ("APADJUSTMENT", "key"),
    "delete_aradjustment": ("ARADJUSTMENT", "key"),
    "delete_bill": ("APBILL", "key"),
    "delete_class": ("CLASS", "key"),
    "delete_contact": ("CONTACT", "contactname"),
    "delete_customer": ("CUSTOMER", "customerid"),
    "delete_department": ("DEPARTMENT", "departmentid"),
    "delete_employee": ("EMPLOYEE", "employeeid"),
    "delete_glaccount": ("GLACCOUNT", "glaccountno"),
    "delete_invoice": ("ARINVOICE", "key"),
    "delete_item": ("ITEM", "itemid"),
    "delete_location": ("LOCATION", "locationid"),
    "delete_project": ("PROJECT", "key"),
    "delete_supdoc": ("SUPDOC", "key"),
    "delete_supdocfolder": ("SUPDOCFOLDER", "key"),
    "delete_vendor": ("VENDOR", "vendorid"),
}


def delete_by_attribute(call: Call, visit: Visit) -> Done:
    name, attribute = DELETIONS[call.name]
    definition = DEFINITIONS[name]
    visit.check_right("delete", name)
    number, key = (number_of(call, visit, definition), "") if definition.document else ("", _key(call, definition))
    record = owned(visit, definition, number=number, key=key, verb="delete")
    check_frozen(visit, definition, record, "delete")
    drop(visit, definition, record, call=call, fields={attribute: number or key})
    return Done()


def _key(call: Call, definition: Definition) -> str:
    attribute = DELETIONS[call.name][1]
    key = call.element.get(attribute)
    if not key:
        raise FunctionError(missing_field(attribute, definition.word))
    return key
