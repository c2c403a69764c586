"""Every date that the rules can say, beside a calculation of its own that looks through the calendar day by day.

Nothing here uses the program's almanac. Easter is Gauss's (1816, with his rules for the two exceptions), where the
program has Jones and Butcher's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from decisions.follow_up import DecisionText, Look, Suggestion, suggest

DAY = timedelta(days=1)
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
meetings = st.dates(date(2009, 1, 1), date(2045, 12, 31))
years = st.integers(2009, 2046)
some = settings(max_examples=12, deadline=None)


def read(when: str, meeting: date, *later: date) -> Suggestion:
    """The one task of a sentence that says when."""
    decision = DecisionText(f"HR udarbejder en plan {when}.", meeting, calendar=later, departments=["HR"])
    (found,) = suggest(decision)
    assert found.deadline is None or found.deadline >= meeting
    return found


def interval(when: str, meeting: date, *later: date) -> tuple[date | None, date | None]:
    found = read(when, meeting, *later)
    return found.deadline_from or found.deadline, found.deadline


def days(start: date) -> Iterator[date]:
    while True:
        yield start
        start += DAY


def first_day(start: date, fits: Callable[[date], bool]) -> date:
    return next(day for day in days(start) if fits(day))


def all_days(start: date, end: date, fits: Callable[[date], bool]) -> list[date]:
    return [start + n * DAY for n in range((end - start).days + 1) if fits(start + n * DAY)]


def ahead(last: date, meeting: date) -> date | None:
    return last if last >= meeting else None


def gauss_easter(year: int) -> date:
    a, b, c, k = year % 19, year % 4, year % 7, year // 100
    m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + (4 + k - k // 4) % 7) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        return date(year, 4, 18)
    return date(year, 3, 22) + (d + e) * DAY


# Days


@some
@example(date(2015, 9, 17), 9, 17)
@example(date(2015, 3, 1), 2, 29)
@given(meetings, st.integers(1, 12), st.integers(1, 31))
def test_a_day_without_a_year_is_the_first_on_or_after_the_meeting(
    meeting: date, month: int, day: int
) -> None:
    if (day == 31 and month in (4, 6, 9, 11)) or (day > 29 and month == 2):
        assert read(f"den {day}. {MONTHS[month - 1]}", meeting).deadline is None
        return
    expected = first_day(meeting, lambda one: (one.month, one.day) == (month, day))
    for form in (
        f"den {day}. {MONTHS[month - 1]}",
        f"senest d. {day}/{month}",
        f"til mødet den {day:02}.{month:02}.",
        f"senest {day}.{month}.",
    ):
        assert interval(form, meeting) == (expected, expected), form
    assert read(f"inden den {day}. {MONTHS[month - 1]}", meeting).deadline == ahead(expected - DAY, meeting)
    assert read(f"fra den {day}. {MONTHS[month - 1]}", meeting).deadline is None


@some
@example(date(2016, 1, 1), date(2016, 2, 29))
@given(meetings, meetings)
def test_a_day_with_its_year_is_that_day_and_never_one_gone_by(meeting: date, day: date) -> None:
    month = MONTHS[day.month - 1]
    for form in (
        f"den {day.day}. {month} {day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"senest {day.day}/{day.month}-{day.year % 100:02}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day}",
    ):
        assert read(form, meeting).deadline == ahead(day, meeting), form


@some
@given(meetings, st.integers(0, 900), st.integers(0, 6))
def test_a_weekday_that_does_not_fit_and_a_day_far_ahead_are_marked(
    meeting: date, days_on: int, weekday: int
) -> None:
    day = meeting + days_on * DAY
    found = read(f"{WEEKDAYS[weekday]} den {day.day}. {MONTHS[day.month - 1]} {day.year}", meeting)
    assert found.deadline == day
    assert (Look.WEEKDAY in found.look) == (day.isoweekday() != weekday + 1)
    if days_on > 185:
        assert Look.FAR in found.look
    if days_on < 181:
        assert Look.FAR not in found.look


@some
@given(meetings, st.integers(1, 12), st.integers(1, 14), st.integers(15, 28))
def test_days_in_a_row_are_an_interval(meeting: date, month: int, first: int, last: int) -> None:
    end = first_day(meeting, lambda one: (one.month, one.day) == (month, last))
    expected = (end.replace(day=first), end)
    name = MONTHS[month - 1]
    for form in (f"i perioden {first}.-{last}. {name}", f"mellem den {first}. og den {last}. {name}"):
        assert interval(form, meeting) == expected, form
    assert interval(f"fra den {first}. til den {last}. {name}", meeting) == expected


@some
@given(meetings, st.integers(0, 6))
def test_a_weekday_is_the_next_one(meeting: date, weekday: int) -> None:
    expected = first_day(meeting + DAY, lambda one: one.strftime("%u") == str(weekday + 1))
    assert read(f"på {WEEKDAYS[weekday]}", meeting).deadline == expected
    assert read(f"senest {WEEKDAYS[weekday]}", meeting).deadline == expected


# Weeks and months


def weeks(number: int, start: date, end: date) -> list[date]:
    return all_days(start, end, lambda one: one.strftime("%V") == f"{number:02}" and one.isoweekday() <= 5)


@some
@example(date(2015, 9, 17), 53)
@example(date(2016, 2, 2), 53)
@example(date(2021, 1, 1), 53)
@example(date(2021, 1, 2), 53)
@given(meetings, st.integers(1, 53))
def test_a_week_is_monday_to_friday_of_the_first_that_is_not_over(meeting: date, number: int) -> None:
    this_year = int(meeting.strftime("%G"))
    end = first_day(meeting, lambda one: one.strftime("%G") == str(this_year + 2)) - DAY
    found = weeks(number, meeting - 12 * DAY, end)
    mondays = [day for day in found if day.isoweekday() == 1 and day + 4 * DAY >= meeting]
    expected = (mondays[0], mondays[0] + 4 * DAY) if mondays else (None, None)
    assert interval(f"i uge {number}", meeting) == expected
    assert interval(f"senest uge {number}", meeting) == expected
    before = expected[0] and ahead(expected[0] - 3 * DAY, meeting)
    assert read(f"inden uge {number}", meeting).deadline == before


@some
@example(date(2015, 1, 1), 53, 2016)
@given(meetings, st.integers(1, 53), years)
def test_a_week_of_a_year_is_that_one_if_there_is_one(meeting: date, number: int, year: int) -> None:
    found = [
        one
        for one in weeks(number, date(year, 1, 1) - 4 * DAY, date(year + 1, 1, 5))
        if one.strftime("%G") == str(year)
    ]
    expected = (found[0], found[-1]) if found and found[-1] >= meeting else (None, None)
    assert interval(f"i uge {number} {year}", meeting) == expected


@some
@given(meetings, st.integers(1, 12))
def test_months_and_their_ends_and_parts(meeting: date, month: int) -> None:
    name = MONTHS[month - 1]
    end = first_day(meeting, lambda one: one.month == month and (one + DAY).month != month)
    assert interval(f"inden udgangen af {name}", meeting) == (end, end)
    assert interval(f"i løbet af {name}", meeting) == (end.replace(day=1), end)
    assert read(f"inden {name}", meeting).deadline == ahead(end.replace(day=1) - DAY, meeting)
    for part, first, last in (("primo", 1, 10), ("medio", 11, 20), ("ultimo", 21, 31)):

        def stop(one: date, last: int = last) -> bool:
            return one.month == month and (one.day == last if last < 31 else (one + DAY).month != month)

        part_end = first_day(meeting, stop)
        assert interval(f"{part} {name}", meeting) == (part_end.replace(day=first), part_end), part


@some
@given(meetings, years)
def test_parts_of_a_year(meeting: date, year: int) -> None:
    spans = {
        f"primo {year}": (date(year, 1, 1), date(year, 1, 31)),
        f"medio {year}": (date(year, 6, 1), date(year, 6, 30)),
        f"i 1. kvartal {year}": (date(year, 1, 1), date(year, 3, 31)),
        f"i 2. kvt. {year}": (date(year, 4, 1), date(year, 6, 30)),
        f"i 3. kvartal {year}": (date(year, 7, 1), date(year, 9, 30)),
        f"i fjerde kvartal {year}": (date(year, 10, 1), date(year, 12, 31)),
        f"i 1. halvår {year}": (date(year, 1, 1), date(year, 6, 30)),
        f"i andet halvår {year}": (date(year, 7, 1), date(year, 12, 31)),
        f"i foråret {year}": (date(year, 3, 1), date(year, 5, 31)),
        f"i efteråret {year}": (date(year, 9, 1), date(year, 11, 30)),
        f"inden udgangen af {year}": (date(year, 12, 31), date(year, 12, 31)),
        f"inden udgangen af 1. kvartal {year}": (date(year, 3, 31), date(year, 3, 31)),
    }
    for form, (first, last) in spans.items():
        assert interval(form, meeting) == ((first, last) if last >= meeting else (None, None)), form
    assert read(f"i foråret {meeting.year + 1}", meeting).confidence < 0.5


@some
@given(meetings, st.integers(1, 4))
def test_a_quarter_without_a_year_is_the_first_that_is_not_over(meeting: date, number: int) -> None:
    end = first_day(meeting, lambda one: one.month == 3 * number and (one + DAY).month != one.month)
    start = first_day(end - 93 * DAY, lambda one: one.month == 3 * number - 2 and one.day == 1)
    assert interval(f"i {number}. kvartal", meeting) == (start, end)


# Holidays


@some
@example(date(2019, 1, 1))
@example(date(2038, 1, 1))
@example(date(2009, 10, 14))
@given(meetings)
def test_holidays_end_what_comes_before_them(meeting: date) -> None:
    def next_of(of_year: Callable[[int], date]) -> date:
        return next(day for day in map(of_year, range(meeting.year, meeting.year + 2)) if day >= meeting)

    def last_saturday_of_june(year: int) -> date:
        return max(all_days(date(year, 6, 1), date(year, 6, 30), lambda one: one.isoweekday() == 6))

    def friday_before_week(number: int) -> Callable[[int], date]:
        def friday(year: int) -> date:
            monday = next(one for one in days(date(year, 1, 4)) if one.strftime("%V %u") == f"{number:02} 1")
            return monday - 3 * DAY

        return friday

    expected = {
        "inden sommerferien": lambda year: last_saturday_of_june(year) - DAY,
        "inden efterårsferien": friday_before_week(42),
        "inden vinterferien": friday_before_week(7),
        "inden påskeferien": lambda year: gauss_easter(year) - 9 * DAY,
        "inden påske": lambda year: gauss_easter(year) - 4 * DAY,
        "før pinse": lambda year: gauss_easter(year) + 47 * DAY,
        "inden jul": lambda year: date(year, 12, 23),
        "inden årets udgang": lambda year: date(year, 12, 31),
        "inden nytår": lambda year: date(year, 12, 31),
    }
    for form, of_year in expected.items():
        assert read(form, meeting).deadline == next_of(of_year), form
    for form in ("efter sommerferien", "efter jul", "i sommerferien", "efter påske"):
        assert read(form, meeting).deadline is None, form
    assert gauss_easter(2038) == date(2038, 4, 25)


# Counted from the meeting, and the forum's calendar


@some
@example(date(2015, 8, 31), 6)
@example(date(2024, 1, 31), 1)
@given(meetings, st.integers(1, 60))
def test_what_is_counted_from_the_meeting(meeting: date, count: int) -> None:
    assert read(f"inden for {count} dage", meeting).deadline == meeting + count * DAY
    assert read(f"om {count} uger", meeting).deadline == meeting + 7 * count * DAY
    month = meeting.year * 12 + meeting.month - 1 + count
    same_day = [date(month // 12, month % 12 + 1, 1) + n * DAY for n in range(meeting.day)]
    expected = max(one for one in same_day if one.month == month % 12 + 1)
    assert read(f"senest om {count} måneder", meeting).deadline == expected
    assert read(f"inden for {count} dage efter modtagelsen", meeting).deadline is None


@some
@given(meetings, st.integers(2, 15))
def test_working_days_leave_out_weekends_and_holidays(meeting: date, count: int) -> None:
    def works(day: date) -> bool:
        after_easter = (day - gauss_easter(day.year)).days
        bededag = after_easter == 26 and day.year < 2024
        moving = bededag or after_easter in (-3, -2, 0, 1, 39, 49, 50)
        fixed = (day.month, day.day) in {(1, 1), (12, 25), (12, 26)}
        return day.isoweekday() <= 5 and not moving and not fixed

    expected = all_days(meeting + DAY, meeting + 60 * DAY, works)[count - 1]
    assert read(f"inden for {count} arbejdsdage", meeting).deadline == expected
    board = meeting + 40 * DAY
    back = all_days(meeting, board - DAY, works)[-count]
    when = f"senest {count} hverdage før mødet den {board.day}. {MONTHS[board.month - 1]}"
    assert read(when, meeting).deadline == back


@some
@given(meetings, st.lists(st.integers(-200, 400), max_size=12))
def test_the_next_meeting_is_in_the_calendar_or_nowhere(meeting: date, offsets: list[int]) -> None:
    calendar = [meeting + n * DAY for n in offsets]
    following = sorted(day for day in set(calendar) if day > meeting)
    expected = following[0] if following else None
    assert read("til næste møde", meeting, *calendar).deadline == expected
    assert read("på næste personalemøde", meeting, *calendar).deadline is None
    if expected:
        assert read("inden næste møde", meeting, *calendar).deadline == ahead(expected - DAY, meeting)


@some
@given(meetings, st.integers(1, 12), st.lists(st.integers(1, 500), max_size=20))
def test_in_a_month_is_the_forums_only_meeting_in_it(meeting: date, month: int, offsets: list[int]) -> None:
    calendar = [meeting + n * DAY for n in offsets]
    end = first_day(meeting, lambda one: one.month == month and (one + DAY).month != month)
    inside = sorted(day for day in set(calendar) if (day.year, day.month) == (end.year, end.month))
    expected = (inside[0], inside[0]) if len(inside) == 1 else (end.replace(day=1), end)
    assert interval(f"i {MONTHS[month - 1]}", meeting, *calendar) == expected
    assert interval(f"på mødet i {MONTHS[month - 1]}", meeting, *calendar) == expected


@some
@example(date(2015, 8, 31))
@given(meetings)
def test_twice_a_year_is_half_a_year_on_unless_a_first_time_is_said(meeting: date) -> None:
    month = meeting.year * 12 + meeting.month - 1 + 6
    candidates = [date(month // 12, month % 12 + 1, 1) + n * DAY for n in range(meeting.day)]
    expected = max(one for one in candidates if one.month == month % 12 + 1)
    found = read("halvårligt", meeting)
    assert (found.deadline, found.every_months) == (expected, 6)
    april = first_day(meeting, lambda one: (one.month, one.day) == (4, 30))
    found = read("halvårligt, første gang i april", meeting)
    assert (found.deadline, found.deadline_from, found.every_months) == (april, april.replace(day=1), 6)


@pytest.mark.parametrize(
    "when",
    [
        *("snarest", "løbende", "fremover", "hurtigst muligt", "snart", "på et senere møde", "på et af de næste møder"),
        *("i sommerferien", "med virkning fra den 1. januar", "pr. 1. januar 2016", "inden sommer", "inden længe"),
        *("senest tre måneder efter ibrugtagningen", "for 7/8 af borgerne", "i sag 15/7111", "til 1.316.000 kr."),
        *("efter lov nr. 606 af 12. juni 2013", "kl. 8.30", "på grundlag af notatet af 3. september 2015"),
        *("om budgettet for 2016", "over udgifterne i 2015", "jf. referatet fra mødet den 3. september"),
        "som opfølgning på workshoppen den 14. september",
        *("på 10-12 sider", "til 3-5 personer", "i 2016-priser", "om uge 53-reglen", "efter § 17, stk. 4"),
    ],
)  # fmt: skip
def test_what_is_no_deadline(when: str) -> None:
    assert read(when, date(2015, 9, 17)).deadline is None
