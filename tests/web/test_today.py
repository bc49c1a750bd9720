"""Days and weeks."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.web.today import today, week


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(9999, 12, 30)))
def test_a_week_begins_on_monday(day: date) -> None:
    """The number goes up by one from Sunday to Monday and stays on other days."""
    assert week(day + timedelta(days=1)) - week(day) == (day.weekday() == 6)


def test_today_is_a_day_of_this_age() -> None:
    """The clock is read."""
    assert today() > date(2026, 1, 1)
