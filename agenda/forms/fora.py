"""What is asked about a forum: its name, how it works, and who may read along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.forms.fields import place_field, time_field
from agenda.models import Forum
from agenda.rights import Weekday
from agenda.services.fora import WORKING, Openness
from people.forms import PageForm, PersonField

NUMBER = {"inputmode": "numeric"}


class NameForm(PageForm):
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv, hvad forummet hedder.")},
    )
    abbreviation = forms.CharField(
        label=gettext_lazy("Forkortelse"),
        help_text=gettext_lazy("Fx CF."),
        max_length=20,
        required=False,
    )


class NewForumForm(NameForm):
    """A forum is made together with its first secretary, so that somebody takes care of it."""

    secretary = PersonField(
        label=gettext_lazy("Sekretær"),
        help_text=gettext_lazy(
            "Skriv vedkommendes e-mailadresse, eller vælg på listen. Sekretæren får besked og giver selv de andre en"
            " plads."
        ),
        error_messages={"required": gettext_lazy("Skriv, hvem der skal være sekretær.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["secretary"].widget.attrs["list"] = "people"


def _number(label: Any, highest: int, help_text: Any = "") -> forms.IntegerField:
    sentence = gettext_lazy("Skriv et helt tal, højst %(highest)d.") % {"highest": highest}
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=highest,
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
    )


def _weekday() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=gettext_lazy("Ugedag"),
        choices=[("", gettext_lazy("Ingen frist")), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Vælg en ugedag.")},
    )


WEEKS_BEFORE = gettext_lazy("Uger før mødet")
WHICH_WEEK = gettext_lazy("0 er mødets egen uge, 1 er ugen før.")


class SettingsForm(PageForm):
    """How the forum works."""

    usual_start = time_field(gettext_lazy("Sædvanligt tidspunkt"))
    usual_place = place_field(gettext_lazy("Sædvanligt sted"))
    usual_minutes = _number(gettext_lazy("Sædvanlig varighed i minutter"), 1440)
    submission_weekday = _weekday()
    submission_weeks_before = _number(WEEKS_BEFORE, 20, WHICH_WEEK)
    submission_time = time_field(gettext_lazy("Klokken"))
    sending_weekday = _weekday()
    sending_weeks_before = _number(WEEKS_BEFORE, 20, WHICH_WEEK)
    sending_time = time_field(gettext_lazy("Klokken"))
    takes_proposals = forms.BooleanField(
        label=gettext_lazy("Alle ansatte kan indsende forslag til dagsordenen"), required=False
    )
    heads_approve_proposals = forms.BooleanField(
        label=gettext_lazy("Afdelingens leder godkender forslag, før sekretariatet får dem"), required=False
    )
    chair_agrees_agenda = forms.BooleanField(
        label=gettext_lazy("Formanden godkender dagsordenen, før den udsendes"), required=False
    )
    chair_sees_minutes = forms.BooleanField(
        label=gettext_lazy("Formanden ser referatet igennem, før det udsendes"), required=False
    )
    approval_days = _number(
        gettext_lazy("Dage til at godkende referatet"),
        60,
        gettext_lazy(
            "Medlemmerne får så mange dage til at godkende et udsendt referat med et klik. Lad feltet stå tomt, hvis"
            " referatet godkendes på det næste møde."
        ),
    )
    notes_finished_tasks = forms.BooleanField(
        label=gettext_lazy("En opgave er først afsluttet, når forummet har noteret den"),
        help_text=gettext_lazy(
            "Udførte opgaver sættes på den næste dagsorden. Det gælder opgaver, der oprettes fra nu af."
        ),
        required=False,
    )

    def __init__(self, forum: Forum, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(forum, name) for name in WORKING})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for which in ("submission", "sending"):
            self._whole(which, cleaned)
        if cleaned.get("approval_days") == 0:
            self.add_error("approval_days", _("Skriv mindst 1 dag, eller lad feltet stå tomt."))
        return cleaned

    def _whole(self, which: str, cleaned: dict[str, Any]) -> None:
        """A deadline is a weekday, a week and a time; without a weekday there is none."""
        parts = [f"{which}_{part}" for part in ("weekday", "weeks_before", "time")]
        if any(part in self.errors for part in parts):
            return
        if cleaned[parts[0]] is None:
            cleaned.update(dict.fromkeys(parts))
        for part, sentence in zip(
            parts[1:], (_("Skriv, hvor mange uger før mødet."), _("Skriv, hvad klokken er.")), strict=True
        ):
            if cleaned[parts[0]] is not None and cleaned[part] is None:
                self.add_error(part, sentence)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the headings that the page draws."""
        headings = {
            _("Tid og sted"): ("usual_start", "usual_place", "usual_minutes"),
            _("Frist for indsendelse"): ("submission_weekday", "submission_weeks_before", "submission_time"),
            _("Frist for udsendelse"): ("sending_weekday", "sending_weeks_before", "sending_time"),
            _("Arbejdsgang"): (
                *("takes_proposals", "heads_approve_proposals"),
                *("chair_agrees_agenda", "chair_sees_minutes", "approval_days"),
            ),
            _("Opfølgning"): ("notes_finished_tasks",),
        }
        return [(heading, [self[name] for name in names]) for heading, names in headings.items()]


class OpennessForm(PageForm):
    open_to_employees = forms.BooleanField(
        label=gettext_lazy("Alle ansatte kan læse forummets åbne punkter"), required=False
    )
    open_to_public = forms.BooleanField(
        label=gettext_lazy("Alle på internettet kan læse åbne punkter i udsendte referater"), required=False
    )
    earlier_closed_to_members = forms.BooleanField(
        label=gettext_lazy("Medlemmerne kan læse lukkede punkter fra før, de kom til"), required=False
    )

    def openness(self) -> Openness:
        return Openness(**self.cleaned_data)
