"""The texts of an item: how each is read, what is stored of what somebody wrote, and where.

Every field is a text, so that each has versions and two people in the same one are noticed: recommendations and guests
are lines, the kind is its key, minutes are digits, case and department are named by number and name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import recommending, richtext
from agenda.case_numbers import tidied
from agenda.characters import plain_line
from agenda.models import AgendaItem, ItemGuest, Recommendation
from agenda.services.items import case_numbered
from agenda.visitors import NoTime, Visitor, visitors
from people.models import Department, User

LONGEST_STAY = 600
"""Minutes; no item is planned to take longer."""


@dataclass(frozen=True)
class Field:
    """One text of an item. `tidy` returns what is stored, or raises ValidationError with a sentence."""

    name: str
    label: Promise
    read: Callable[[AgendaItem], str]
    tidy: Callable[[str], str]
    write: Callable[[AgendaItem, str], None]
    rich: bool = False

    def tidied(self, text: str) -> str:
        """As `tidy`, with the error at the field."""
        try:
            return self.tidy(text)
        except ValidationError as error:
            raise ValidationError({self.name: error.messages}) from None


def _column(name: str, value: Callable[[str], object] = str) -> Callable[[AgendaItem, str], None]:
    def write(item: AgendaItem, text: str) -> None:
        setattr(item, name, value(text))
        item.save(update_fields=[name])

    return write


def _line(longest: int) -> Callable[[str], str]:
    return lambda text: _at_most(longest, plain_line(text))


def _title(text: str) -> str:
    title = plain_line(text)
    if not title:
        raise ValidationError(_("Skriv en titel."))
    return _at_most(1000, title)


def _at_most(longest: int, text: str) -> str:
    if len(text) > longest:
        raise ValidationError(_("Teksten er for lang; skriv højst %(number)d tegn.") % {"number": longest})
    return text


def _kind(text: str) -> str:
    if text not in AgendaItem.Kind.values:
        raise ValidationError(_("Vælg, om punktet er til beslutning, drøftelse eller orientering."))
    return text


def _minutes(text: str) -> str:
    text = plain_line(text)
    if text and not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LONGEST_STAY):
        raise ValidationError(
            _("Skriv minutterne som et helt tal fra 1 til %(most)d.") % {"most": LONGEST_STAY}
        )
    return text and str(int(text))


def _recommendations(text: str) -> str:
    return "\n".join(recommending.lines(text))


def _write_recommendations(item: AgendaItem, text: str) -> None:
    """Keep the rows of those that stay, and with them the minutes that they approve."""
    old, new = list(item.recommendations.all()), text.split("\n") if text else []
    rows = [None if at is None else old[at] for at in recommending.grown_from([one.text for one in old], new)]
    item.recommendations.all().delete()
    Recommendation.objects.bulk_create(
        Recommendation(
            pk=row.pk if row else None,
            item=item,
            position=position,
            text=line,
            approves_id=row.approves_id if row else None,
        )
        for position, (row, line) in enumerate(zip(rows, new, strict=True), start=1)
    )


def _read_guests(item: AgendaItem) -> str:
    return "\n".join(str(Visitor(one.who, one.arrives, one.leaves)) for one in item.guests.all())


def _guests(text: str) -> str:
    try:
        found = visitors(text)
    except NoTime:
        raise ValidationError(_("Skriv gæstens klokkeslæt som 08:45.")) from None
    if any(one.arrives and one.leaves and one.arrives >= one.leaves for one in found):
        raise ValidationError(_("En gæst kan ikke gå, før vedkommende er kommet. Ret klokkeslættet."))
    return "\n".join(str(Visitor(_at_most(300, one.who), one.arrives, one.leaves)) for one in found)


def _write_guests(item: AgendaItem, text: str) -> None:
    known = {one.who: one.user_id for one in item.guests.all()}
    item.guests.all().delete()
    ItemGuest.objects.bulk_create(
        ItemGuest(
            item=item,
            position=position,
            who=one.who,
            user_id=known.get(one.who) or _user_called(one.who),
            arrives=one.arrives,
            leaves=one.leaves,
        )
        for position, one in enumerate(visitors(text), start=1)
    )


def _user_called(who: str) -> int | None:
    found = User.objects.filter(Q(email__iexact=who) | Q(full_name__iexact=who), is_active=True)[:2]
    return found[0].pk if len(found) == 1 else None


def _case(text: str) -> str:
    return _at_most(60, tidied(plain_line(text), settings.CASE_NUMBER_PATTERNS))


def _department(text: str) -> str:
    name = plain_line(text)
    if name and not Department.objects.in_use().filter(name=name).exists():
        raise ValidationError(_("Der er ingen afdeling med det navn. Vælg en på listen."))
    return name


def _department_named(text: str) -> Department | None:
    return Department.objects.in_use().filter(name=text).first()


FIELDS = {
    one.name: one
    for one in (
        Field("title", gettext_lazy("Titel"), lambda item: item.title, _title, _column("title")),
        Field("kind", gettext_lazy("Slags"), lambda item: item.kind, _kind, _column("kind")),
        Field(
            "minutes",
            gettext_lazy("Minutter"),
            lambda item: str(item.minutes or ""),
            _minutes,
            _column("minutes", lambda text: int(text) if text else None),
        ),
        Field(
            "case",
            gettext_lazy("Sagsnummer"),
            lambda item: item.case.number if item.case else "",
            _case,
            _column("case", case_numbered),
        ),
        Field(
            "department",
            gettext_lazy("Afdeling"),
            lambda item: item.department.name if item.department else "",
            _department,
            _column("department", _department_named),
        ),
        Field(
            "background",
            gettext_lazy("Sagsfremstilling"),
            lambda item: item.background,
            richtext.clean,
            _column("background"),
            rich=True,
        ),
        Field(
            "proposer",
            gettext_lazy("Hvem indstiller"),
            lambda item: item.proposer,
            _line(300),
            _column("proposer"),
        ),
        Field(
            "recommendations",
            gettext_lazy("Indstilling"),
            lambda item: "\n".join(one.text for one in item.recommendations.all()),
            _recommendations,
            _write_recommendations,
        ),
        Field(
            "presenter",
            gettext_lazy("Forelægges af"),
            lambda item: item.presenter,
            _line(300),
            _column("presenter"),
        ),
        Field("guests", gettext_lazy("Gæster"), _read_guests, _guests, _write_guests),
    )
}
"""By name, in the order of the editor."""
