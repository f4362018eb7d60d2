"""All objects and legacy forms that the stand-in knows: one line each."""

import msgspec

from backend.stand_in.objects.attachment import (
    CREATE_SUPDOC,
    CREATE_SUPDOCFOLDER,
    SUPDOC,
    SUPDOCFOLDER,
    UPDATE_SUPDOC,
)
from backend.stand_in.objects.audit_history import AUDITHISTORY
from backend.stand_in.objects.finance.adjustment import (
    APADJUSTMENT,
    ARADJUSTMENT,
    CREATE_APADJUSTMENT,
    CREATE_ARADJUSTMENT,
)
from backend.stand_in.objects.finance.apbill import APBILL, CREATE_BILL, REVERSE_BILL, UPDATE_BILL
from backend.stand_in.objects.finance.arinvoice import ARINVOICE, CREATE_INVOICE, REVERSE_INVOICE, UPDATE_INVOICE
from backend.stand_in.objects.finance.glbatch import GLBATCH, GLJOURNAL
from backend.stand_in.objects.finance.payment import APPYMT, ARPYMT, REVERSE_APPAYMENT, REVERSE_ARPAYMENT
from backend.stand_in.objects.master_data.contact import CONTACT
from backend.stand_in.objects.master_data.customer import CUSTOMER
from backend.stand_in.objects.master_data.glaccount import GLACCOUNT
from backend.stand_in.objects.master_data.item import ITEM
from backend.stand_in.objects.master_data.organisation import (
    CLASS,
    DEPARTMENT,
    EMPLOYEE,
    LOCATION,
    LOCATIONENTITY,
    PROJECT,
)
from backend.stand_in.objects.master_data.term import (
    APTERM,
    ARTERM,
    CREATE_APTERM,
    CREATE_ARTERM,
    UPDATE_APTERM,
    UPDATE_ARTERM,
)
from backend.stand_in.objects.master_data.vendor import VENDOR
from backend.stand_in.objects.more_fields import MORE_FIELDS

DEFINITIONS = {
    each.object: msgspec.structs.replace(each, fields=(*each.fields, *MORE_FIELDS.get(each.object, ())))
    for each in (
        LOCATIONENTITY,
        LOCATION,
        DEPARTMENT,
        CLASS,
        GLACCOUNT,
        GLJOURNAL,
        ARTERM,
        APTERM,
        CONTACT,
        CUSTOMER,
        VENDOR,
        EMPLOYEE,
        PROJECT,
        ITEM,
        ARINVOICE,
        ARADJUSTMENT,
        APBILL,
        APADJUSTMENT,
        GLBATCH,
        ARPYMT,
        APPYMT,
        SUPDOCFOLDER,
        SUPDOC,
        AUDITHISTORY,
    )
}

FORMS = {
    each.function: each
    for each in (
        CREATE_INVOICE,
        UPDATE_INVOICE,
        REVERSE_INVOICE,
        CREATE_BILL,
        UPDATE_BILL,
        REVERSE_BILL,
        REVERSE_ARPAYMENT,
        REVERSE_APPAYMENT,
        CREATE_ARADJUSTMENT,
        CREATE_APADJUSTMENT,
        CREATE_ARTERM,
        CREATE_APTERM,
        UPDATE_ARTERM,
        UPDATE_APTERM,
        CREATE_SUPDOCFOLDER,
        CREATE_SUPDOC,
        UPDATE_SUPDOC,
    )
}

# Elements that are lists, also when there is one of them.
LISTS = frozenset(
    {"lineitem", "updatelineitem", "customfield", "GLENTRY", "glentry"}
    | {
        name
        for each in DEFINITIONS.values()
        if each.document
        for name in (each.document.line, each.document.line.lower())
    }
)
