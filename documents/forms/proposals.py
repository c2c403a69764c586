"""What authors, heads and secretaries say of a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.fields import FIELDS
from agenda.services.heads import LONGEST_COMMENT
from documents.reading.proposals.result import Proposal
from people.forms import PageForm
from people.templatetags.site import when

OPEN, CLOSED = "open", "closed"


class ProposalForm(PageForm):
    """A new proposal. The background is rich text, and the recommendation a line for each part of it.

    A draft may lack much; the page does not say so of what no proposal should lack.
    """

    conditional = ("background", "recommendations")

    forum = forms.ModelChoiceField(
        Forum.objects.none(),
        label=gettext_lazy("Forum"),
        empty_label=gettext_lazy("Vælg et forum"),
        error_messages={"required": gettext_lazy("Vælg, hvilket forum forslaget er til.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Skriv en titel.")},
    )
    closed = forms.ChoiceField(
        label=gettext_lazy("Åbent eller lukket"),
        help_text=gettext_lazy(
            "Vælg lukket, hvis der står noget fortroligt. Sekretæren skriver, med hvilken hjemmel det lukkes."
        ),
        choices=[("", gettext_lazy("Vælg")), (OPEN, gettext_lazy("Åbent")), (CLOSED, gettext_lazy("Lukket"))],
        error_messages={"required": gettext_lazy("Vælg, om forslaget er åbent eller lukket.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Punktet er til"),
        choices=[("", gettext_lazy("Vælg")), *AgendaItem.Kind.choices],
        error_messages={
            "required": gettext_lazy("Vælg, om forslaget er til beslutning, drøftelse eller orientering.")
        },
    )
    case = forms.CharField(
        label=gettext_lazy("Sagsnummer"),
        help_text=gettext_lazy("Fx 15/7111."),
        required=False,
    )
    proposer = forms.CharField(
        label=gettext_lazy("Hvem indstiller"),
        help_text=gettext_lazy("Afdelingen eller den leder, der indstiller."),
        required=False,
    )
    background = forms.CharField(
        label=gettext_lazy("Sagsfremstilling"),
        help_text=gettext_lazy("Hvad drejer sagen sig om, og hvorfor skal forummet behandle den?"),
        widget=forms.Textarea,
        required=False,
    )
    recommendations = forms.CharField(
        label=gettext_lazy("Indstilling"),
        help_text=gettext_lazy(
            "Skriv en linje for hver del af indstillingen, fx »at Chefforum godkender planen«."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )

    def __init__(
        self, fora: QuerySet[Forum], data: Any = None, *, proposer: str = "", read: Proposal | None = None
    ) -> None:
        super().__init__(data, initial={"proposer": proposer} if read is None else _as_read(read, proposer))
        self.fields["forum"].queryset = fora  # type: ignore[attr-defined]
        if data is None and len(fora) == 1:
            self.initial["forum"] = fora[0]

    def clean(self) -> dict[str, Any]:
        """What the item's own fields would not take is said here, in their words."""
        for name in ("title", "case", "proposer", "recommendations"):
            if name in self.cleaned_data:
                try:
                    self.cleaned_data[name] = FIELDS[name].tidied(self.cleaned_data[name])
                except ValidationError as error:
                    self.add_error(None, error)
        return self.cleaned_data

    @property
    def is_closed(self) -> bool:
        return bool(self.cleaned_data["closed"] == CLOSED)


def _as_read(read: Proposal, proposer: str) -> dict[str, Any]:
    return {
        "title": read.title,
        "case": read.case_number,
        "proposer": read.proposer or proposer,
        "kind": read.kind,
        "closed": {True: CLOSED, False: OPEN, None: ""}[read.closed],
        "background": read.background,
        "recommendations": "\n".join(read.recommendations),
    }


SOON = 6
"""So many meetings are offered first; those that lie further ahead stand under a heading of their own."""


class WordForm(PageForm):
    """A proposal that has been written in Word."""

    file = forms.FileField(
        label=gettext_lazy("Word-fil (.docx)"),
        allow_empty_file=True,  # the reader says it better
        error_messages={"required": gettext_lazy("Vælg den Word-fil, som forslaget er skrevet i.")},
    )


class WishForm(PageForm):
    """The meeting that the author would have the proposal on."""

    wish = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=gettext_lazy("Ønsket møde"),
        empty_label=gettext_lazy("Det næste, der er plads på"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Mødet kan ikke vælges længere. Vælg et andet.")},
    )

    def __init__(self, meetings: QuerySet[Meeting], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial={"wish": initial})
        field: Any = self.fields["wish"]
        field.queryset = meetings
        lines = [(one.pk, _named(one)) for one in meetings]
        soon, later = lines[:SOON], lines[SOON:]
        field.choices = [("", field.empty_label), *soon, *([(_("Senere møder"), later)] if later else [])]


class AcceptForm(PageForm):
    """The meeting that a proposal is taken to."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=gettext_lazy("Møde"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Vælg et møde."),
            "invalid_choice": gettext_lazy("Mødet kan ikke vælges længere. Vælg et andet."),
        },
    )

    def __init__(self, meetings: QuerySet[Meeting], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial={"meeting": initial})
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
        self.fields["meeting"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(meeting: Meeting) -> str:
    words = when(meeting.date, meeting.start)
    return _("%(when)s (dagsordenen er udsendt)") % {"when": words} if meeting.agenda_published_at else words


class CommentForm(PageForm):
    """Why a proposal is sent back, or taken on all the same."""

    comment = forms.CharField(
        label=gettext_lazy("Bemærkning"),
        help_text=gettext_lazy("Forfatteren kan læse den."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Skriv hvorfor, så forfatteren kan se det."),
            "max_length": gettext_lazy("Bemærkningen er for lang; skriv højst 5.000 tegn."),
        },
    )
