"""Projects: work with a beginning, an end, and often a customer who pays."""

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.dates import Date, check_period
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Activity, Key, LongText, Name, Text
from backend.domain.objects import Category


class Project(Part, frozen=True, kw_only=True):
    name: Name
    category: Text = ""
    customer: Key = ""
    parent: Key = ""
    manager: Key = ""  # an employee
    department: Key = ""
    location: Key = ""
    start_date: Date | None = None
    end_date: Date | None = None
    currency: CurrencyCode = ""
    description: LongText = ""
    status: Activity = "active"


KIND = Kind(
    name="project",
    label="Project",
    plural="Projects",
    category=Category.MASTER_DATA,
    body=Project,
    counterparty=lambda project: project.customer,
    checks=(check_period,),
)
