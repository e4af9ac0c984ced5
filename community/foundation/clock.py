"""The one place that asks what time it is; the city lives in WIB (UTC+7, no summer time)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date on the wall in Bekasi."""
    return now().astimezone(WIB).date()


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Bekasi."""
    return moment.astimezone(WIB)
