"""All functions of the gateway, and which of them write."""

from collections.abc import Callable

import msgspec

from backend.stand_in.functions.reads.describing import get_company_preferences, get_dimensions, inspect, lookup
from backend.stand_in.functions.reads.get_list import get_list
from backend.stand_in.functions.reads.query import query
from backend.stand_in.functions.reads.read import read, read_by_name
from backend.stand_in.functions.reads.read_by_query import read_by_query, read_more
from backend.stand_in.functions.session import get_api_session
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.functions.writes.create import create
from backend.stand_in.functions.writes.delete import delete
from backend.stand_in.functions.writes.legacy import create_by_form, update_by_form
from backend.stand_in.functions.writes.legacy_delete import DELETIONS, delete_by_attribute
from backend.stand_in.functions.writes.reverse_document import reverse_document
from backend.stand_in.functions.writes.update import update
from backend.stand_in.functions.writes.update_document import update_document
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.objects.form import Act
from backend.stand_in.objects.registry import FORMS


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """`creates`: its failures tell how many objects were made. Only writes use up control ids."""

    run: Callable[[Call, Visit], Done]
    writes: bool = False
    creates: bool = False


_READS = {
    "getAPISession": Function(run=get_api_session),
    "read": Function(run=read),
    "readByName": Function(run=read_by_name),
    "readByQuery": Function(run=read_by_query),
    "readMore": Function(run=read_more),
    "query": Function(run=query),
    "get_list": Function(run=get_list),
    "lookup": Function(run=lookup),
    "inspect": Function(run=inspect),
    "getDimensions": Function(run=get_dimensions),
    "get_companyprefs": Function(run=get_company_preferences),
}
_WRITES = {
    "create": Function(run=create, writes=True, creates=True),
    "update": Function(run=update, writes=True, creates=True),
    "delete": Function(run=delete, writes=True),
}
_ACTS = {
    Act.CREATE: create_by_form,
    Act.UPDATE: update_by_form,
    Act.CHANGE: update_document,
    Act.REVERSE: reverse_document,
}
_BY_FORM = {name: Function(run=_ACTS[form.act], writes=True) for name, form in FORMS.items()}
_BY_ATTRIBUTE = {name: Function(run=delete_by_attribute, writes=True) for name in DELETIONS}

FUNCTIONS = _READS | _WRITES | _BY_FORM | _BY_ATTRIBUTE
