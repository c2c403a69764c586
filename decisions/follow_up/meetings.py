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
    "direktion": r"\bdirektion(?:en|ens)\b|\bdirektør",
    "chef": r"\bchef(?:gruppen|forum)",
    "udvalg": r"\w*udvalget\b",
    "bestyrelse": r"bestyrelsen\b",
    "hmu": r"\bhmu\b",
    "med": r"\bMED-udvalget\b",
}
"""How a text calls the forum whose meeting "næste ledermøde" would be."""

_DECIDED = (
    r"(?:besluttede|beslutter|godkendte|godkender|drøftede|behandlede|vedtog|vedtager|bad|beder|ønskede|ønsker|"
    r"anmodede|anmoder|udsatte|udsætter|tiltrådte|tiltræder|aftalte|afviste|pålagde|pålægger|anbefalede|tog)(?!\w)"
)
_SAID_HERE = r"s (?:bemærkning|ønske|kommentar|spørgsmål|drøftelse|beslutning|tilkendegivelse|input)"
_SPEAKER = pattern(
    rf"(?<![\w-])(?P<body>(?:chefforum|[\w-]*(?:udvalget|bestyrelsen|gruppen|rådet|direktionen)|HMU|MED)) {_DECIDED}"
)
_SHORT = pattern(r"(?:udvalget|bestyrelsen|gruppen|rådet)$")
_OWNER = pattern(r"(?<![\w-])(?!\w*(?:året|måneden|ugen)s)(?P<body>[\w-]*(?:en|et|ne|forum|HMU|MED))['’]?s $")


def _read_next(found: re.Match[str], today: Today) -> Period:
    """The forum's next meeting; that of another body is in a calendar which nobody has given."""
    place = 1 if found["which"].lower() == "overnæste" else 0
    day = today.later[place] if _is_ours(found, today.text) and len(today.later) > place else None
    return Period(day, day, "next-meeting")


def _is_ours(found: re.Match[str], text: str) -> bool:
    """ "Næste ledermøde" is ours where the text calls us ledergruppen; "næste møde" and "næste chefforum" always."""
    if found["other"]:
        return found["body"] is not None and _has_spoken(found["body"], text)
    if owner := _OWNER.search(found.string[: found.start()]):
        return _is_owned_by_us(owner["body"], text)
    kind = found["kind"].lower()
    if kind in _OURS or kind.startswith("chefforum"):
        return True
    stem = next((one for one in _NAMED_AFTER if kind.startswith(one)), None)
    return stem is not None and _is_called(_NAMED_AFTER[stem], text.replace(found.group(), ""))


def _is_owned_by_us(body: str, text: str) -> bool:
    """ "Byrådets næste møde" is another's, save where the text has it decide; "udvalgets" where no other does."""
    if body.lower() in ("chefforum", "forummet") or _has_spoken(body, text):
        return True
    deciding = (one["body"].lower() for one in _SPEAKER.finditer(text))
    return _SHORT.fullmatch(body) is not None and all(one.endswith(body.lower()) for one in deciding)


def _is_called(name: str, text: str) -> bool:
    """Whether this is how the text calls whoever decides, or at least speaks of nobody else who does."""
    deciding = [one["body"] for one in _SPEAKER.finditer(text)]
    return any(re.search(name, one, re.IGNORECASE) for one in deciding or [text])


def _has_spoken(body: str, text: str) -> bool:
    """ "Næste møde i Økonomiudvalget" is ours where Økonomiudvalget is who decides here, or has made remarks.

    "Udvalget" is the committee whose whole name was said before, and no other.
    """
    said = pattern(rf"(?<![\w-]){re.escape(body)}(?: {_DECIDED}|{_SAID_HERE})")
    if said.search(text):
        return True
    short, place = _SHORT.search(body), text.find(body)
    if short is None or short.group() == body or pattern(rf"(?<!\w){short.group()}").search(text[:place]):
        return False
    others = {one.lower() for one in pattern(rf"[\w-]+{short.group()}").findall(text)} - {body.lower()}
    remarks = pattern(rf"(?<![\w-]){short.group()}{_SAID_HERE}")
    return not _SPEAKER.search(text) and not others and remarks.search(text) is not None


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
_NO_BODY = rf"(?:chefforum|forum|uge|d\.|den|{MONTH_NAME})\b"
_BROUGHT = (
    r"(?:en|et|sit|sin) (?:[\w-]+ )?\w*(?:forslag|oplæg|udkast|plan|status|notat|indstilling|redegørelse|skitse|"
    r"rapport|oversigt|bud|svar|orientering)(?!\w)"
)
_WHOLE_NAME = r"(?:\w+-(?:, \w+-)* og )?[\w-]+"
_OTHER = rf"(?P<other> (?:(?:i|hos) (?!{_NO_BODY})(?P<body>{_WHOLE_NAME})|(?:med|for) (?!{_NO_BODY}|{_BROUGHT})\w+))?"

FINDERS: tuple[Finder, ...] = (
    (
        pattern(
            r"\b(?:det )?(?P<first>første|næste) (?:ordinære )?(?:møde|chefforum(?:møde)?) i "
            rf"(?P<month>{MONTH})(?: (?P<year>{YEAR}))?"
        ),
        _read_in_month,
    ),
    (pattern(rf"\b(?P<first>)(?P<month>{MONTH_NAME})-?mødet(?P<year>)(?!\w)"), _read_in_month),
    (pattern(rf"(?<=på )(?P<first>)mødet i (?P<month>{MONTH})(?: (?P<year>{YEAR}))?"), _read_in_month),
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
