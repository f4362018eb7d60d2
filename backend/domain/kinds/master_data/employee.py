"""Employees: who works here, as far as the ledger must know."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.address import Addresses
from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.dates import Date, check_period
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, Name, Text
from backend.domain.objects import Category


class Employee(Part, frozen=True, kw_only=True):
    name: Name
    title: Text = ""
    email: Text = ""
    phone: Text = ""
    addresses: Addresses = ()
    department: Key = ""
    location: Key = ""
    manager: Key = ""  # an employee
    start_date: Date | None = None
    end_date: Date | None = None
    currency: CurrencyCode = ""
    status: Activity = "active"


KIND = Kind(
    name="employee",
    label="Employee",
    plural="Employees",
    category=Category.MASTER_DATA,
    body=Employee,
    counterparty=lambda employee: employee.name,
    checks=(check_period,),
)
