from __future__ import annotations

from dataclasses import dataclass

from community.foundation.changes import tells_of


@tells_of("job")
@dataclass(frozen=True, slots=True)
class JobPublished:
    job_id: int


@tells_of("job")
@dataclass(frozen=True, slots=True)
class JobChanged:
    job_id: int


@tells_of("job")
@dataclass(frozen=True, slots=True)
class JobClosed:
    """`reason` is what an officer wrote who closed it; "" when the team or the calendar did."""

    job_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationSent:
    application_id: int


@dataclass(frozen=True, slots=True)
class ApplicationMoved:
    application_id: int
    state: str


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn:
    application_id: int


@dataclass(frozen=True, slots=True)
class JobReportDecided:
    """An officer closed the reported vacancy or set the report aside; for the reporter alone."""

    report_id: int
