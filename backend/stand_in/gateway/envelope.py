"""A request of the gateway, read and checked for its shape before anything is executed."""

from typing import Any

import msgspec
from lxml import etree

from backend.stand_in.gateway.content import content_of, leaf
from backend.stand_in.gateway.errors import RequestError
from backend.stand_in.gateway.refusals import schema_error
from backend.stand_in.objects.form import misplaced
from backend.stand_in.objects.registry import FORMS

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
    remove_blank_text=True,
)
_IN_NAMESPACES = etree.XPath("//*[namespace-uri()]")
_CONTROL = [
    "senderid",
    "password",
    "controlid",
    "uniqueid",
    "dtdversion",
    "policyid",
    "debug",
    "validate",
    "includewhitespace",
    "showadditionalerrorinfo",
]


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """The control block as it was sent; `uniqueid` is true when left out."""

    senderid: str
    password: str
    controlid: str
    uniqueid: str = "true"
    dtdversion: str = "3.0"
    policyid: str = ""
    showadditionalerrorinfo: str = ""

    @property
    def once_only(self) -> bool:
        return self.uniqueid != "false"

    @property
    def detailed(self) -> bool:
        """Whether errors tell more than their texts."""
        return self.showadditionalerrorinfo == "true"


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One function. `element` and `content` are what stands inside `function`."""

    name: str
    control_id: str
    element: etree._Element
    content: dict[str, Any]

    def canonical(self) -> bytes:
        return bytes(etree.tostring(self.element, method="c14n"))


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """One request. `authentication` is the content of that block: a login or a session."""

    control: Control
    authentication: dict[str, Any]
    transaction: bool
    calls: list[Call]


def read_envelope(body: bytes) -> Envelope:
    """Raises RequestError for what the schema refuses; then nothing is executed."""
    root = _parsed(body)
    control = _control(_only(root, "control"))
    operation = _only(root, "operation")
    return Envelope(
        control=control,
        authentication=content_of(_only(operation, "authentication")),
        transaction=operation.get("transaction", "false") == "true",
        calls=[_call(function) for function in operation.iterfind("content/function")],
    )


def _parsed(body: bytes) -> etree._Element:
    try:
        root = etree.fromstring(body, _PARSER)
    except etree.XMLSyntaxError as error:
        log: Any = error.error_log
        findings = [schema_error(each.message, each.line, each.column) for each in log]
        raise RequestError(*(findings or [schema_error(str(error), 1, 1)])) from error
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise RequestError(schema_error("A document type is not accepted.", 1, 1))
    strange: Any = _IN_NAMESPACES(root)
    if strange:
        raise _refusal(strange[0], f"Element '{etree.QName(strange[0]).localname}' is in a namespace; there are none.")
    if root.tag != "request":
        raise _refusal(root, f"Element '{root.tag}': expected is 'request'.")
    return root


def _control(element: etree._Element) -> Control:
    content = content_of(element)
    places = [_CONTROL.index(name) if name in _CONTROL else -1 for name in content]
    if -1 in places or places != sorted(places):
        raise _refusal(element, "Element 'control': its elements are unknown or out of order.")
    for name in ("senderid", "password", "controlid"):
        if name not in content:
            raise _refusal(element, f"Element 'control': '{name}' is missing.")
    control = Control(**{name: leaf(content, name) for name in content if name in Control.__struct_fields__})
    if control.dtdversion != "3.0":
        raise _refusal(element, f"dtdversion '{control.dtdversion}' is not supported.")
    return control


def _call(function: etree._Element) -> Call:
    control_id = function.get("controlid")
    if control_id is None:
        raise _refusal(function, "Element 'function': the attribute 'controlid' is required but missing.")
    if len(function) != 1:
        raise _refusal(function, "Element 'function': exactly one child is expected.")
    call = Call(name=function[0].tag, control_id=control_id, element=function[0], content=content_of(function[0]))
    _check_order(call)
    return call


def _check_order(call: Call) -> None:
    form = FORMS.get(call.name)
    if form is None:
        return
    wrong = misplaced(call.content, form.elements)
    group = call.content.get(form.lines)
    for name, lines in group.items() if isinstance(group, dict) else ():
        wrong = wrong or ("" if name in {form.line, "lineitem"} else name)
        for line in lines if isinstance(lines, list) else ():
            wrong = wrong or (misplaced(line, form.line_elements) if isinstance(line, dict) else "")
    if wrong:
        raise _refusal(call.element, f"Element '{call.name}': '{wrong}' is not expected where it stands.")


def _only(parent: etree._Element, name: str) -> etree._Element:
    found = parent.findall(name)
    if len(found) != 1:
        raise _refusal(parent, f"Element '{parent.tag}': exactly one '{name}' is expected, there are {len(found)}.")
    return found[0]


def _refusal(element: etree._Element, text: str) -> RequestError:
    line: Any = element.sourceline
    return RequestError(schema_error(text, line or 1, 1))
