"""What is asked when a draft is read along: who is to read it, what they found, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agenda.forms.fields import day_field
from agenda.models import ReviewRound
from agenda.services.comments import LONGEST
from agenda.services.rounds import LONGEST_MESSAGE
from people.forms import Boxes, PageForm, people_called
from people.models import User


def _text(label: Any, rows: int, longest: int, too_long: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "lang": "da"}),
        error_messages={"max_length": too_long, "required": _("Skriv din bemærkning.")},
        **more,
    )


TOO_LONG = _("Bemærkningen er for lang; skriv højst 5.000 tegn.")


class RemarkForm(PageForm):
    """What somebody found in one item."""

    text = _text(_("Din bemærkning"), 3, LONGEST, TOO_LONG)


class ChairForm(PageForm):
    """What the chair says with her answer; the buttons say which it is."""

    comment = _text(
        _("Bemærkning"),
        3,
        LONGEST,
        TOO_LONG,
        required=False,
        help_text=_("Beder du om ændringer, så skriv hvilke. Sekretæren kan læse det."),
    )


class SettleForm(PageForm):
    """What is answered to a comment; the buttons say whether it was followed."""

    reply = _text(_("Svar"), 3, LONGEST, _("Svaret er for langt; skriv højst 5.000 tegn."), required=False)


class ReadersForm(PageForm):
    """Who is to read the agenda, and by when."""

    conditional = ("readers", "others")
    others = forms.CharField(
        label=_("Andre"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_("Skriv deres e-mailadresser, én på hver linje."),
    )
    due = day_field(_("Læses senest"), _("Skriv, hvornår den skal være læst."))
    message = _text(
        _("Besked til dem"),
        3,
        LONGEST_MESSAGE,
        _("Beskeden er for lang; skriv højst 2.000 tegn."),
        required=False,
    )

    def __init__(self, people: Iterable[User], before: ReviewRound | None, data: Any = None) -> None:
        given = {"due": before.due, "message": before.message} if before else {}
        super().__init__(data, initial=given)
        named = {str(one.pk): one for one in people}
        self.fields["readers"] = forms.TypedMultipleChoiceField(
            label=_("Fra forummet"),
            choices=[(key, one.full_name) for key, one in named.items()],
            coerce=named.__getitem__,
            required=False,
            widget=Boxes({"class": "form-checkbox"}),
        )

    def clean_others(self) -> list[User]:
        return [_named(line.strip()) for line in self.cleaned_data["others"].splitlines() if line.strip()]

    def asked(self) -> dict[str, Any]:
        """What `rounds.ask_readers` takes."""
        given = self.cleaned_data
        people = [*given["readers"], *given["others"]]
        return {"people": people, "due": given["due"], "message": given["message"]}


def _named(text: str) -> User:
    found = people_called(text)
    if len(found) != 1:
        sentence = gettext("Der er ingen bruger, der hedder %(text)s. Skriv e-mailadressen.")
        raise ValidationError(sentence % {"text": text})
    return found[0]
