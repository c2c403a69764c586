"""What a member answers to minutes that are sent round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Meeting
from decisions.models import ApprovalRound
from decisions.services.approval import LONGEST_COMMENT
from people.forms import PageForm


class AnswerForm(PageForm):
    """Which of two buttons was pressed, with a comment. An objection needs one."""

    conditional = ("comment",)

    approves = forms.TypedChoiceField(
        choices=[("1", _("Godkend referatet")), ("0", _("Gør indsigelse"))],
        coerce=lambda given: given == "1",
        widget=forms.HiddenInput,
    )
    comment = forms.CharField(
        label=_("Bemærkning"),
        help_text=_("Skal udfyldes, hvis du gør indsigelse. Kan læses af formanden og sekretærerne."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_COMMENT,
        required=False,
        error_messages={"max_length": _("Bemærkningen er for lang; skriv højst 4.000 tegn.")},
    )

    asked = forms.ModelChoiceField(ApprovalRound.objects.none(), widget=forms.HiddenInput)

    def __init__(self, meeting: Meeting, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["asked"].queryset = meeting.approval_rounds.all()  # type: ignore[attr-defined]
