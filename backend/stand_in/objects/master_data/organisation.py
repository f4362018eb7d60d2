"""DEPARTMENT, LOCATION, LOCATIONENTITY, CLASS, PROJECT and EMPLOYEE."""

from backend.stand_in.objects.definition import Definition, reference
from backend.stand_in.objects.master_data.contact import CONTACT

DEPARTMENT = Definition(
    object="DEPARTMENT",
    kind="department",
    word="Department",
    key="DEPARTMENTID",
    required=("DEPARTMENTID", "TITLE"),
    references=(reference("PARENTID", "DEPARTMENT"),),
    fields=("DEPARTMENTID", "TITLE", "PARENTID", "SUPERVISORID", "CUSTTITLE"),
)

LOCATION = Definition(
    object="LOCATION",
    kind="location",
    word="Location",
    key="LOCATIONID",
    required=("LOCATIONID", "NAME"),
    references=(reference("PARENTID", "LOCATION"),),
    fields=("LOCATIONID", "NAME", "PARENTID", "ENTITY", "CURRENCY"),
)

# Entities are set up by people, never by integrations: the gateway only reads them.
LOCATIONENTITY = Definition(
    object="LOCATIONENTITY",
    kind="entity",
    word="Entity",
    key="LOCATIONID",
    fields=("LOCATIONID", "NAME", "CURRENCY"),
    generic=frozenset(),
)

CLASS = Definition(
    object="CLASS",
    kind="class",
    word="Class",
    key="CLASSID",
    required=("CLASSID", "NAME"),
    references=(reference("PARENTID", "CLASS"),),
    fields=("CLASSID", "NAME", "DESCRIPTION", "PARENTID"),
)

PROJECT = Definition(
    object="PROJECT",
    kind="project",
    word="Project",
    key="PROJECTID",
    required=("PROJECTID", "NAME", "PROJECTCATEGORY"),
    references=(
        reference("PARENTID", "PROJECT"),
        reference("CUSTOMERID", "CUSTOMER"),
        reference("DEPARTMENTID", "DEPARTMENT"),
        reference("LOCATIONID", "LOCATION"),
        reference("CLASSID", "CLASS"),
        reference("MANAGERID", "EMPLOYEE"),
    ),
    dates=frozenset({"BEGINDATE", "ENDDATE"}),
    fields=(
        "PROJECTID", "NAME", "PROJECTCATEGORY", "DESCRIPTION", "PARENTID", "CUSTOMERID", "DEPARTMENTID", "LOCATIONID",
        "CLASSID", "MANAGERID", "BEGINDATE", "ENDDATE", "CURRENCY", "PROJECTSTATUS",
    ),
)  # fmt: skip

EMPLOYEE = Definition(
    object="EMPLOYEE",
    kind="employee",
    word="Employee",
    key="EMPLOYEEID",
    required=("EMPLOYEEID", "PERSONALINFO.CONTACTNAME"),
    references=(
        reference("PERSONALINFO.CONTACTNAME", "CONTACT"),
        reference("DEPARTMENTID", "DEPARTMENT"),
        reference("LOCATIONID", "LOCATION"),
        reference("SUPERVISORID", "EMPLOYEE"),
    ),
    dates=frozenset({"STARTDATE", "ENDDATE", "BIRTHDATE"}),
    fields=(
        "EMPLOYEEID", *(f"PERSONALINFO.{field}" for field in CONTACT.fields), "TITLE", "DEPARTMENTID",
        "LOCATIONID", "SUPERVISORID", "STARTDATE", "ENDDATE", "BIRTHDATE",
    ),
    shows_contact="PERSONALINFO",
    duplicate="PL05000104",
)  # fmt: skip
