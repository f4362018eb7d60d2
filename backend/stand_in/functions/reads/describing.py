"""What there is to read and write at all: `lookup`, `inspect`, `getDimensions`, `get_companyprefs`."""

from backend.stand_in.functions.reads.rows import added_fields, readable_definition
from backend.stand_in.functions.visit import Done, Visit
from backend.stand_in.gateway.content import leaf
from backend.stand_in.gateway.envelope import Call
from backend.stand_in.gateway.messages import text
from backend.stand_in.objects.definition import OWN_FIELDS, Definition
from backend.stand_in.objects.dimensions import DIMENSIONS
from backend.stand_in.objects.registry import DEFINITIONS

# Preferences of an application of the company; ME is the one of several entities.
_PREFERENCES = {"ME": {"DISABLEENTITYSLIDEIN": "false"}}


def lookup(call: Call, visit: Visit) -> Done:
    """The fields of one object, those that people added among them."""
    definition = readable_definition(leaf(call.content, "object"))
    added = {*visit.books.fields[definition.object], *added_fields(visit.books, definition)}
    names = dict.fromkeys((*OWN_FIELDS, *definition.fields, *sorted(added)))
    fields = "".join(_field(definition, name) for name in names)
    return Done(inside=f'<data listtype="All" count="1">{_type(definition)}<Fields>{fields}</Fields></Type></data>')


def inspect(call: Call, visit: Visit) -> Done:
    """All objects, or the names of one object's fields."""
    name = leaf(call.content, "object")
    if name in {"", "*"}:
        types = "".join(f'<type typename="{each.object}">{text(each.word)}</type>' for each in DEFINITIONS.values())
        return Done(inside=f'<data listtype="All" count="{len(DEFINITIONS)}">{types}</data>')
    definition = readable_definition(name)
    fields = "".join(f"<Field>{text(field)}</Field>" for field in (*OWN_FIELDS, *definition.fields))
    return Done(inside=f'<data listtype="All" count="1">{_type(definition)}<Fields>{fields}</Fields></Type></data>')


def get_dimensions(call: Call, visit: Visit) -> Done:
    dimensions = "".join(
        f"<dimension><objectName>{each.to}</objectName><objectLabel>{each.word}</objectLabel>"
        f"<termLabel>{each.word}</termLabel><userDefinedDimension>false</userDefinedDimension>"
        "<enabledInGL>true</enabledInGL></dimension>"
        for each in DIMENSIONS
    )
    return Done(inside=f"<data><dimensions>{dimensions}</dimensions></data>")


def get_company_preferences(call: Call, visit: Visit) -> Done:
    preferences = "".join(
        f"<companypref><preference>{name}</preference><prefvalue>{value}</prefvalue></companypref>"
        for name, value in _PREFERENCES.get(call.element.get("application", ""), {}).items()
    )
    return Done(inside=f"<data>{preferences}</data>")


def _type(definition: Definition) -> str:
    return f'<Type Name="{definition.object}" DocumentType="">'


def _field(definition: Definition, name: str) -> str:
    kind = "DATE" if name in definition.dates else "TIMESTAMP" if name in definition.moments else "TEXT"
    values = "".join(f"<VALIDVALUE>{text(each)}</VALIDVALUE>" for each in definition.choices.get(name, ()))
    return (
        f"<Field><ID>{text(name)}</ID><LABEL>{text(name)}</LABEL><DESCRIPTION/>"
        f"<REQUIRED>{str(name in definition.required).lower()}</REQUIRED>"
        f"<READONLY>{str(name in OWN_FIELDS).lower()}</READONLY><DATATYPE>{'ENUM' if values else kind}</DATATYPE>"
        f"<ISCUSTOM>{str(name not in (*OWN_FIELDS, *definition.fields)).lower()}</ISCUSTOM>"
        f"{values and f'<VALIDVALUES>{values}</VALIDVALUES>'}</Field>"
    )
