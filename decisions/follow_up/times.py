"""The times in a text, each with what its preposition makes of it: senest, inden, fra, efter, af."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from decisions.follow_up import days, meetings, periods, reckoning
from decisions.follow_up.almanac import DAY, months_after
from decisions.follow_up.patterns import DASH, Today, pattern
from decisions.follow_up.values import Look, Period, Role, Span, Time

_FINDERS = (
    *reckoning.AHEAD,
    *days.FINDERS,
    *reckoning.FINDERS,
    *meetings.FINDERS,
    *periods.FINDERS,
)
_REACH = 90
"""How many characters before a time its preposition is looked for."""

_EVENT = (
    r"(?: (?:det|den|et|en|vores|kommende|næste|sidste|seneste|fælles|interne|afholdte|"
    r"(?:ekstra)?ordinære?|[\w-]+s)){0,3}"
    r" [\w-]*(?:møder?|mødet|møderne|seminar(?:et)?|workshop(?:pen)?|konference(?:n)?|dag(?:en)?|forum(?:met)?|"
    r"direktionen|udvalg(?:et)?|byrådet|kommunalbestyrelsen|bestyrelsen|arrangement(?:et)?|drøftelse(?:n)?|"
    r"beslutning(?:en)?|høring(?:en)?|brev(?:et)?|notat(?:et)?|mail(?:en)?|henvendelse(?:n)?|referat(?:et)?|"
    r"aftale(?:n)?)"
    r"(?: (?:i|med|for) [\w-]+(?: (?:og|&) [\w-]+)?)?"
)
_DOING = r" (?:den |det )?[\w-]{3,}(?:elsen|ningen|ringen)"
_LINK = r"(?:,? (?:den|d\.?|på|i|til|om|ved|med))* ?$"


def _mark(words: str, event: str = rf"(?:{_EVENT}|{_DOING})?", link: str = _LINK) -> re.Pattern[str]:
    return pattern(rf"(?<!\w)(?:{words}){event}{link}")


_END_OF = _mark(
    r"(?:(?:senest|inden|ved|til|med|før) )?(?:ved |med )?(?:udgangen|slutningen|afslutningen) af", event=""
)
_FIRST = _mark(r"(?:første|næste) gang(?: (?:er|bliver|sker))?(?: (?:på|i|til|ved|senest))?")
_BEGINNING = pattern(r"(?:begyndende|startende|med (?:op)?start|fra(?: og med)?)(?!\w)")
_DEFINITE = (
    r"(?: (?:det|den|vores|kommende|næste|(?:ekstra)?ordinære?|[\w-]+s)){0,3}"
    r" [\w-]*(?:mødet|møderne|seminaret|workshoppen|konferencen|dagen|forummet|chefforum|direktionen|udvalget|byrådet|"
    r"kommunalbestyrelsen|bestyrelsen|arrangementet)(?: (?:i|med|for) [\w-]+(?: (?:og|&) [\w-]+)?)?"
)
_OBJECT = (
    r"(?: (?:det|den|et|en|vores|sidste|seneste|fælles|(?:ekstra)?ordinære?|[\w-]+s)){0,3}"
    r" [\w-]*(?:mødet|møderne|seminaret|workshoppen|konferencen|dagen|arrangementet|drøftelsen|beslutningen|"
    r"brev(?:et)?|notat(?:et)?|mail(?:en)?|henvendelse(?:n)?|referat(?:et)?|aftale(?:n)?)(?: (?:i|med|for) [\w-]+)?"
)
_START = _mark(
    r"fra(?: og med)?|efter|siden|tidligst|pr\.?|per|med virkning|gældende|i forlængelse af|"
    r"begyndende|startende|med (?:op)?start"
)
_BEFORE = _mark(
    r"inden|før|forud for|(?<!tages )(?<!taget )(?<!tager )op til|(?:inden|før) (?:starten|begyndelsen) af"
)
_LATEST = _mark(
    r"senest(?: (?:på|til|ved|med|i|i forbindelse med))?|"
    r"(?:(?:inden|før|senest|med|med en) )?\w*frist(?:en|ens udløb)?(?: er)?:?|deadline(?: er)?:?"
)
_LOOKING_BACK = _mark(
    r"op på|opfølgning(?:en)? på|opsamling(?:en)? på|svar(?:et)? på|bemærkninger(?:ne)? (?:på|til)",
)
_EVALUATED = _mark(r"evaluerer?|evaluering(?:en)? af", event=_EVENT)
_REFERRED = _mark(
    r"som (?:svar|reaktion|opfølgning) på [^,.]{3,60}?|"
    r"som (?:aftalt|besluttet|vedtaget|drøftet|nævnt|bestemt|lovet|godkendt)|"
    r"sidst|(?:på baggrund|som følge) af|(?:med|under) henvisning til|i henhold til|i lyset af|"
    r"i overensstemmelse med"
)
_SOURCE = _mark(
    r"(?<!løbet )af|(?<!inden )for|om|vedr\.?|vedrørende|angående|jf\.?|jævnfør|dateret|ift\.?|i forhold til",
    event=f"(?:{_OBJECT}| (?:perioden|tidsrummet))?",
    link=r"(?:,? (?:den|d\.?|i))* ?$",
)
_PLACED = _mark(
    r"i løbet af|i|til og med|frem (?:til|mod)|hen (?:mod|imod|over)|indtil|til|på|ved|over|mod|omkring|ca\.?",
    event=f"(?:{_DEFINITE})?",
)
_IN = pattern(r"(?<!\w)i $")
_OTHER_BODY = pattern(
    r"\b(?:i|for|hos|med) (?!chefforum|forum)(?:[\w-]+,? (?:og )?){0,4}[\w-]*"
    r"(?:udvalg(?:et)?|MED|råd(?:et)?|bestyrelsen?|byråd\w*|styrelsen?) i $"
)
_CLOCK = pattern(
    rf",? (?:kl\.?|klokken) ?\d{{1,2}}(?:[.:]\d\d)?(?: ?{DASH} ?(?:kl\.? ?)?\d{{1,2}}(?:[.:]\d\d)?)?"
)
_OVER = pattern(r" (?:er )?(?:omme|gået|slut|udløbet|til ende|forbi)(?!\w)| måneds udgang")
_NEEDS_PREPOSITION = ("month", "season")


def find_times(text: str, today: Today) -> list[Time]:
    """Return the times in one sentence, in order; they do not overlap."""
    found: list[Time] = []
    taken = bytearray(len(text))
    for start, end, period in _cores(text, today):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(_placed(text, start, end, period, today))
    return _apart(sorted(_with_beginning(text, found), key=lambda one: one.span))


def _apart(times: list[Time]) -> list[Time]:
    """ "På næste møde den 22. oktober" is one time, the one that says most: it reaches over the other."""
    over = [one for one in times if any(_covers(other.span, one.span) for other in times)]
    return [one for one in times if one not in over]


def _covers(wide: Span, narrow: Span) -> bool:
    return wide != narrow and wide.start <= narrow.start and narrow.end <= wide.end


def _with_beginning(text: str, found: list[Time]) -> list[Time]:
    """ "Hvert kvartal med start den 1. oktober": where a task is repeated, its start is the first time it is done."""
    if not any(one.role is Role.REPEATED for one in found):
        return found
    return [replace(one, role=Role.FIRST) if _begins(text, one) else one for one in found]


def _begins(text: str, time: Time) -> bool:
    mark = _BEGINNING.match(text, time.span.start)
    return time.role is Role.START and time.period.last is not None and mark is not None


def _cores(text: str, today: Today) -> Iterator[tuple[int, int, Period]]:
    for form, read in _FINDERS:
        for match in form.finditer(text):
            later = _NEXT_YEAR.match(text, match.end())
            if period := read(match, _next_year(today) if later else today):
                yield match.start(), (later or match).end(), period


_NEXT_YEAR = pattern(r" (?:i )?(?:(?:det )?(?:næste|kommende)|det nye) år(?!\w)")


def _next_year(today: Today) -> Today:
    """ "I marts næste år" is the first March after New Year."""
    return replace(today, meeting=date(today.meeting.year + 1, 1, 1))


def _placed(text: str, start: int, end: int, period: Period, today: Today) -> Time:
    """Read the words before a time, and the clock or "er omme" after it."""
    before = text[max(0, start - _REACH) : start]
    after = _CLOCK.match(text, end) or _OVER.match(text, end)
    last_of_all = bool(after and _OVER.fullmatch(after.group()))
    clock, has_year = bool(after) and not last_of_all, text[end - 4 : end].isdecimal()
    mark, role, meant = _understood(before, period, today, clock=clock, has_year=has_year)
    if last_of_all:
        role, meant = Role.FIRM, _end(period)
    role, meant = _checked(role, meant, today)
    return Time(Span(start - len(mark), after.end() if after else end), meant, role, mark.strip().lower())


def _understood(
    before: str, period: Period, today: Today, *, clock: bool, has_year: bool
) -> tuple[str, Role, Period]:
    """Return the words that belong to the time, what it is to the sentence, and the days that are meant."""
    if period.every_months:
        return "", Role.REPEATED, period
    for form, read in _READINGS:
        if found := form.search(before):
            role, meant = read(period, clock)
            return found.group(), role, meant
    is_far = period.last is not None and period.last > months_after(today.meeting, 6) and not has_year
    if is_far and (_LOOKING_BACK.search(before) or _EVALUATED.search(before)):
        return "", Role.NONE, period  # "følger op på workshoppen den 14. september" is of the one that was
    placed = _PLACED.search(before)
    if placed is None and period.rule in _NEEDS_PREPOSITION and not has_year:
        return "", Role.NONE, period
    return placed.group() if placed else "", Role.DEADLINE, _own_meeting(before, period, today)


def _end(period: Period) -> Period:
    return replace(period, first=period.last, rule=f"end-of-{period.rule}")


def _before_it(period: Period, clock: bool) -> tuple[Role, Period]:
    """The day before; "inden den 1. december kl. 12" is still that day."""
    if clock and period.first == period.last:
        return Role.FIRM, period
    if period.rule == "season":  # it has no first day
        return Role.START, period
    day = period.before or (period.first - DAY if period.first else None)
    return Role.FIRM, replace(period, first=day, last=day, rule=f"before-{period.rule}")


def _own_meeting(before: str, period: Period, today: Today) -> Period:
    """ "I november" is the forum's meeting where it has just one then, unless another body is spoken of."""
    if (
        period.rule != "month"
        or _is_of_months(period)
        or not _IN.search(before)
        or _OTHER_BODY.search(before)
    ):
        return period
    days = [day for day in today.later if period.first and period.last and period.first <= day <= period.last]
    return Period(days[0], days[0], "meeting-in-month") if len(days) == 1 else period


def _is_of_months(period: Period) -> bool:
    """ "I oktober og november" is no one month."""
    return bool(period.first and period.last and period.first.month != period.last.month)


_Reading = Callable[[Period, bool], tuple[Role, Period]]
_READINGS: tuple[tuple[re.Pattern[str], _Reading], ...] = (
    (_END_OF, lambda period, _clock: (Role.FIRM, _end(period))),
    (_FIRST, lambda period, _clock: (Role.FIRST, replace(period, rule=f"first-{period.rule}"))),
    (_START, lambda period, _clock: (Role.START, period)),
    (_BEFORE, _before_it),
    (_LATEST, lambda period, _clock: (Role.FIRM, period)),
    (_REFERRED, lambda period, _clock: (Role.NONE, period)),
    (_SOURCE, lambda period, _clock: (Role.NONE, period)),
)


def _checked(role: Role, period: Period, today: Today) -> tuple[Role, Period]:
    """A day before the meeting is nobody's deadline; one more than half a year ahead is marked."""
    if period.last is None:
        return Role.NONE, period
    if period.last < today.meeting:
        return Role.NONE, replace(period, look=(*period.look, Look.PAST))
    if period.last > months_after(today.meeting, 6):
        return role, replace(period, look=(*period.look, Look.FAR))
    return role, period
