"""Business dates: days in the company's own calendar, without a time or a zone."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Protocol

from msgspec import Meta

from backend.domain.objects import Problem

Date = Annotated[date, Meta(description='a date such as "2024-02-29"')]


class Period(Protocol):
    """What runs from one day to another; each may be open."""

    @property
    def start_date(self) -> date | None: ...
    @property
    def end_date(self) -> date | None: ...


def check_period(period: Period) -> Iterator[Problem]:
    if period.start_date and period.end_date and period.end_date < period.start_date:
        yield Problem("end_date", f"{period.end_date} lies before start_date {period.start_date}")
