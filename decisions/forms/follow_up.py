"""The forms of tasks. What a service refuses is said at the field of the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agenda.models import Meeting
from decisions.models import FollowUpTask
from decisions.models.follow_up_tasks import LONGEST_TASK
from decisions.services.follow_up.assigning import Due, Owner
from decisions.services.follow_up.progress import FOLLOWS
from people.forms import Boxes, DayInput, PageForm, PersonField
from people.models import Department
from people.wording import day_in_words

REPEATS = [
    ("", _("Gentages ikke")),
    (1, _("Hver måned")),
    (3, _("Hvert kvartal")),
    (6, _("Hvert halve år")),
    (12, _("Hvert år")),
]


class StatusForm(PageForm):
    """How far it has come, with a note; the page shows only what can follow."""

    status = forms.ChoiceField(label=_("Status"), error_messages={"required": _("Vælg en status.")})
    note = forms.CharField(
        label=_("Bemærkning"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, task: FollowUpTask, *args: Any, manages: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"status": task.status}, **kwargs)
        now = FollowUpTask.Status(task.status)
        finished = now in (FollowUpTask.Status.DONE, FollowUpTask.Status.LAPSED)
        following = (
            FOLLOWS[now]
            if manages
            else FOLLOWS[now] - {FollowUpTask.Status.LAPSED}
            if not finished
            else set()
        )
        field: Any = self.fields["status"]
        field.choices = [
            (one.value, one.label) for one in FollowUpTask.Status if one is now or one in following
        ]
        self.now = now.value

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("status") == self.now and not given.get("note", "").strip():
            self.add_error("note", gettext("Vælg en anden status, eller skriv en bemærkning."))
        return given


class ReasonForm(PageForm):
    reason = forms.CharField(
        label=_("Hvorfor gives opgaven tilbage?"),
        max_length=500,
        error_messages={"required": _("Skriv hvorfor.")},
    )


class WishForm(PageForm):
    wanted = forms.DateField(
        label=_("Ønsket frist"), widget=DayInput(), error_messages={"required": _("Vælg en dag.")}
    )
    reason = forms.CharField(
        label=_("Hvorfor?"), max_length=500, error_messages={"required": _("Skriv hvorfor.")}
    )


class HandOverForm(PageForm):
    """To whom, and why; which ones are boxes beside the tasks."""

    to = PersonField(
        label=_("Hvem skal have opgaverne?"),
        help_text=_("Navn eller e-mailadresse."),
        error_messages={"required": _("Vælg, hvem der skal have opgaverne.")},
    )
    reason = forms.CharField(
        label=_("Hvorfor?"), max_length=500, error_messages={"required": _("Skriv hvorfor.")}
    )

    def __init__(self, tasks: Sequence[FollowUpTask], data: Any = None) -> None:
        super().__init__(data)
        self.tasks = {str(one.pk): one for one in tasks}
        self.fields["to"].widget.attrs["list"] = "people"

    def marked(self) -> set[str]:
        """The ids that somebody has marked, of those that were offered."""
        return set(self.data.getlist("task")) & set(self.tasks) if self.is_bound else set()  # type: ignore[attr-defined]

    def chosen(self) -> list[FollowUpTask]:
        return [one for key, one in self.tasks.items() if key in self.marked()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.chosen():
            raise ValidationError(gettext("Sæt kryds ved de opgaver, der skal gives videre."))
        return given

    def given(self) -> dict[str, Any]:
        """What `hand_over` takes."""
        return {"tasks": self.chosen(), **self.cleaned_data}


class TaskForm(PageForm):
    """A task, new or as it is to be: what, who and until when. `version` is the one that a change begins from."""

    text = forms.CharField(
        label=_("Hvad skal gøres?"),
        max_length=LONGEST_TASK,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Skriv, hvad der skal gøres.")},
    )
    person = PersonField(label=_("Person"), required=False, help_text=_("Navn eller e-mailadresse."))
    department = forms.ModelChoiceField(
        Department.objects.in_use().order_by("name"),
        label=_("Afdeling"),
        required=False,
        empty_label=_("Personens egen afdeling"),
    )
    also = forms.ModelMultipleChoiceField(
        Department.objects.in_use().order_by("name"),
        label=_("Medansvarlige afdelinger"),
        required=False,
        widget=Boxes(),
    )

    deadline = forms.DateField(label=_("Frist"), required=False, widget=DayInput())
    every_months = forms.TypedChoiceField(
        label=_("Gentagelse"), choices=REPEATS, required=False, coerce=int, empty_value=None
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def owner(self) -> Owner:
        given = self.cleaned_data
        return Owner(given["department"], given["person"], list(given["also"]))

    def base(self) -> int | None:
        version: int | None = self.cleaned_data["version"]
        return version

    def due(self) -> Due:
        return Due(self.cleaned_data["deadline"])


class NewTaskForm(TaskForm):
    returns_on = forms.DateField(
        label=_("Genoptages på mødet den"),
        required=False,
        widget=DayInput(),
        help_text=_("Sagen sættes på dagsordenen den dag, eller på det første møde derefter."),
    )


class ReturnForm(PageForm):
    returns_on = forms.DateField(
        label=_("Mødets dag"),
        widget=DayInput(),
        help_text=_("Er der intet møde den dag, sættes sagen på det første derefter."),
        error_messages={"required": _("Vælg en dag.")},
    )


class ListForm(PageForm):
    """What a list is narrowed to; it lives in the address. That each may be left out goes without saying."""

    conditional = (
        "status", "department", "late", "unanswered", "deadline_after", "deadline_before", "meeting", "case",
    )  # fmt: skip

    status = forms.ChoiceField(label=_("Status"), required=False)
    department = forms.ModelChoiceField(
        Department.objects.in_use().order_by("name"),
        label=_("Afdeling"),
        required=False,
        empty_label=_("Alle"),
    )
    late = forms.ChoiceField(
        label=_("Frist"),
        required=False,
        choices=[("", _("Alle")), ("true", _("Over fristen")), ("false", _("Inden for fristen"))],
    )
    unanswered = forms.ChoiceField(
        label=_("Venter på svar"),
        required=False,
        choices=[("", _("Alle")), ("true", _("Ja")), ("false", _("Nej"))],
    )
    deadline_after = forms.DateField(label=_("Frist fra"), required=False, widget=DayInput())
    deadline_before = forms.DateField(label=_("Frist til"), required=False, widget=DayInput())
    meeting = forms.ChoiceField(label=_("Møde"), required=False)
    case = forms.CharField(label=_("Sagsnr."), required=False, max_length=60)

    def __init__(self, narrowed_to: Mapping[str, str], meetings: Iterable[Meeting] | None) -> None:
        """What is not understood is said above the list, and not at the fields. The meetings are those of a forum."""
        super().__init__(initial=narrowed_to)
        if meetings is None:
            del self.fields["meeting"]
        else:
            held: Any = self.fields["meeting"]
            held.choices = [
                ("", gettext("Alle")),
                *((str(one.pk), day_in_words(one.date)) for one in meetings),
            ]
        unfinished = ("open,in_progress,waiting", gettext("Ikke afsluttet"))
        field: Any = self.fields["status"]
        field.choices = [("", gettext("Alle")), unfinished, *FollowUpTask.Status.choices]
        asked = narrowed_to.get("status", "")
        if asked not in dict(field.choices) and set(asked.split(",")) <= set(FollowUpTask.Status.values):
            words = ", ".join(str(FollowUpTask.Status(one).label) for one in asked.split(","))
            field.choices = [*field.choices, (asked, words)]

    @property
    def narrowed_to(self) -> list[str]:
        """What the list is narrowed to, in words: on paper the fields are not seen."""
        return [f"{field.label}: {words}" for field in self if (words := _in_words(field))]


def _in_words(field: forms.BoundField) -> str:
    """The value that a field begins with, as it reads in it."""
    try:
        value = field.field.clean(field.initial)
    except ValidationError:
        return ""
    if isinstance(value, date):
        return day_in_words(value)
    words = dict(getattr(field.field, "choices", ())) if isinstance(value, str) else {}
    return str(words.get(value, value) or "") if value else ""
