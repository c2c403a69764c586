"""Times that the forum's calendar tells: på næste møde, første møde i januar, novembermødet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from decisions.follow_up import almanac
from decisions.follow_up.almanac import DAY
from decisions.follow_up.patterns import MONTH, MONTH_NAME, YEAR, Finder, Today, pattern
from decisions.follow_up.patterns import month_of as month_number
from decisions.follow_up.values import Period

_OURS = ("møde", "gang", "dagsorden")
_NAMED_AFTER = {
    "leder": r"\b(?:ledergruppen|ledermødet)\b",
    "direktion": r"\bdirektionen\b",
    "chef": r"\bchef(?:gruppen|forum)",
    "udvalg": r"\w*udvalget\b",
    "bestyrelse": r"bestyrelsen\b",
    "hmu": r"\bhmu\b",
    "med": r"\bMED-udvalget\b",
}
"""How a text calls the forum whose meeting "næste ledermøde" would be."""


def _read_next(found: re.Match[str], today: Today) -> Period:
    """The forum's next meeting; that of another body is in a calendar which nobody has given."""
    place = 1 if found["which"].lower() == "overnæste" else 0
    ours = not found["other"] and _is_ours(found["kind"].lower(), found.string)
    day = today.later[place] if ours and len(today.later) > place else None
    return Period(day, day, "next-meeting")


def _is_ours(kind: str, text: str) -> bool:
    """ "Næste ledermøde" is ours where the text calls us ledergruppen; "næste møde" and "næste chefforum" always."""
    if kind in _OURS or kind.startswith("chefforum"):
        return True
    stem = next((one for one in _NAMED_AFTER if kind.startswith(one)), None)
    return stem is not None and re.search(_NAMED_AFTER[stem], text, re.IGNORECASE) is not None


def _only(days: Iterable[date]) -> date | None:
    found = list(days)
    return found[0] if len(found) == 1 else None


def _read_in_month(found: re.Match[str], today: Today) -> Period:
    """ "Første møde i januar", and "novembermødet" where there is only one; else the month."""
    end = _month_end(found, today)
    days = [one for one in today.later if end.replace(day=1) <= one <= end]
    day = (days[0] if days else None) if found["first"] else _only(days)
    return Period(day, day, "meeting-in-month") if day else Period(end.replace(day=1), end, "month")


def _month_end(found: re.Match[str], today: Today) -> date:
    month, year = month_number(found["month"]), found["year"]
    if year:
        return almanac.month_end(int(year), month)
    ends = [almanac.month_end(today.meeting.year + one, month) for one in (0, 1)]
    return next(one for one in ends if one >= today.meeting)


def _read_in_new_year(found: re.Match[str], today: Today) -> Period:
    day = next((one for one in today.later if one.year > today.meeting.year), None)
    return Period(day, day, "next-meeting")


def _read_in_week(found: re.Match[str], today: Today) -> Period | None:
    week = almanac.next_week(today.meeting, int(found["week"]))
    day = _only(one for one in today.later if week and week[0] <= one <= week[1] + 2 * DAY)
    return Period(day, day, "meeting-in-week") if day else None


_BODY = r"(?:chef|chefgruppe|ledergruppe|leder|direktions|udvalgs|bestyrelses|forum|HMU|MED)-?"
_MEETING = rf"(?:møde|gang|dagsorden|chefforum(?:s?møde)?|{_BODY}møde|direktion|bestyrelse)"
_OTHER = (
    r"(?P<other> (?:i|med|for|hos) "
    rf"(?!(?:chefforum|forum|uge|d\.|den|{MONTH_NAME})\b)\w+)?"
)

FINDERS: tuple[Finder, ...] = (
    (
        pattern(
            r"\b(?:det )?(?P<first>første|næste) (?:ordinære )?(?:møde|chefforum(?:møde)?) i "
            rf"(?P<month>{MONTH})(?: (?P<year>{YEAR}))?"
        ),
        _read_in_month,
    ),
    (pattern(rf"\b(?P<first>)(?P<month>{MONTH_NAME})-?mødet(?P<year>)(?!\w)"), _read_in_month),
    (
        pattern(r"\b(?:årets første møde|første (?:møde|chefforum) i det nye år)(?!\w)"),
        _read_in_new_year,
    ),
    (pattern(r"\bmødet i uge (?P<week>\d{1,2})(?!\d)"), _read_in_week),
    (
        pattern(
            r"\b(?:(?:det|vores) )?"
            r"(?P<which>næste|førstkommende|næstkommende|nærmeste|overnæste|(?<=det )(?:kommende|følgende))"
            rf" (?:(?:ordinære|fælles|planlagte) )?(?P<kind>{_MEETING})(?!\w| efter (?!i dag)){_OTHER}"
        ),
        _read_next,
    ),
)
