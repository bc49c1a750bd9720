"""The day it is, for what a page shows by the week: the one clock of the pages."""

from __future__ import annotations

from datetime import UTC, date, datetime

_FIRST_MONDAY = date(2026, 1, 5)


def today() -> date:
    """Return the day it is, by UTC."""
    return datetime.now(UTC).date()


def week(day: date) -> int:
    """Return the number of the week (Monday to Sunday) of a day, counted on over the years."""
    return (day - _FIRST_MONDAY).days // 7
