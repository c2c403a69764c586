"""The days of a year: weeks, quarters, Easter and holidays. Days are `date`; weeks run from Monday to Friday."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

DAY = timedelta(days=1)
FRIDAY = 4


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the date; None where there is no such day, as 31 November or 29 February 2015."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_day(meeting: date, month: int, day: int) -> date | None:
    """Return the first such day on or after the meeting; 29 February may be years ahead."""
    years = range(meeting.year, meeting.year + 9)
    found = (day_of(year, month, day) for year in years)
    return next((one for one in found if one and one >= meeting), None)


def month_end(year: int, month: int) -> date:
    """Return the last day of the month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    end = month_end(day.year + years, month + 1)
    return end.replace(day=min(day.day, end.day))


def week(year: int, number: int) -> tuple[date, date] | None:
    """Return Monday and Friday of an ISO 8601 week; None where the year has no such week."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday, monday + 4 * DAY


def next_week(meeting: date, number: int) -> tuple[date, date] | None:
    """Return the first week of that number that is not over at the meeting.

    Week 53 is looked for in this year and the next only: further ahead it is a slip of the pen.
    """
    found = (week(year, number) for year in (meeting.isocalendar().year, meeting.isocalendar().year + 1))
    return next((one for one in found if one and one[1] >= meeting), None)


def easter(year: int) -> date:
    """Return Easter Sunday. Source: Meeus, Astronomical Algorithms (1991), chapter 8 (Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, gap = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    weekday = (32 + 2 * gap + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def last_saturday_of_june(year: int) -> date:
    """Return the day on which the schools' summer holiday begins."""
    end = date(year, 6, 30)
    return end - (end.weekday() - 5) % 7 * DAY


STORE_BEDEDAG_UNTIL = 2023
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)


def holidays(year: int) -> frozenset[date]:
    """Return the Danish public holidays; store bededag was one until 2023."""
    moving = _FROM_EASTER + ((26,) if year <= STORE_BEDEDAG_UNTIL else ())
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(fixed | {easter(year) + days * DAY for days in moving})


def workdays_from(day: date, count: int) -> date:
    """Return the day so many working days later, or earlier where `count` is negative."""
    step = DAY if count > 0 else -DAY
    for _number in range(abs(count)):
        day += step
        while day.weekday() > FRIDAY or day in holidays(day.year):
            day += step
    return day
