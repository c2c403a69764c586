"""The answers a secretary gives before a document is issued."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agenda.rights import LONGEST_REASON
from documents.answers import ANSWERED_BY, Answer, Question, checked_reason
from documents.models import CheckAnswer
from people.forms import PageForm, in_our_words

Kind = CheckAnswer.Kind


class AnswerForm(forms.Form):
    """The answer to one question: a reason for issuing it all the same, or that a number is no CPR number."""

    kind = forms.ChoiceField(
        choices=[(Kind.NOT_CPR, _("Det er ikke et CPR-nummer")), (Kind.REASON, _("Udsend med begrundelse"))],
        widget=forms.RadioSelect(attrs={"class": "form-radio"}),
        required=False,
    )
    reason = forms.CharField(
        label=_("Begrundelse"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"max_length": _("Begrundelsen er for lang; skriv højst 500 tegn.")},
    )

    def __init__(self, question: Question, data: Any, *, may_wait: bool) -> None:
        """With `may_wait` an answer may be left out, for something else stops the document; but not half given."""
        super().__init__(data, prefix=f"q{question.mark[:16]}")
        self.question, self.may_wait = question, may_wait
        self.asks_kind = Kind.NOT_CPR in ANSWERED_BY[question.severity]
        if not self.asks_kind:
            del self.fields["kind"]
        in_our_words(self)

    def clean(self) -> dict[str, Any]:
        kind, reason = self.chosen, self.cleaned_data.get("reason", "")
        may_wait = self.may_wait and not (self.asks_kind and (kind or reason))
        if not kind and not may_wait:
            self.add_error("kind", _("Vælg, om det er et CPR-nummer."))
        if kind == Kind.REASON and (reason or not may_wait) and "reason" not in self.errors:
            self._check(reason)
        return self.cleaned_data

    def _check(self, reason: str) -> None:
        try:
            checked_reason(reason)
        except ValidationError as error:
            self.add_error(None, error)

    @property
    def chosen(self) -> str:
        """The kind of answer; what asks for a reason alone has only that kind."""
        return str(self.cleaned_data.get("kind", "")) if self.asks_kind else Kind.REASON

    def answer(self) -> Answer | None:
        """Return the answer of a valid form; None where it was left out."""
        reason = self.cleaned_data["reason"]
        if not self.chosen or (self.chosen == Kind.REASON and not reason):
            return None
        return Answer(self.question, Kind(self.chosen), reason)


class PhraseForm(PageForm):
    """A new standard phrase."""

    text = forms.CharField(
        label=_("Ny formulering"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Skriv formuleringen."),
            "max_length": _("Formuleringen er for lang; skriv højst 500 tegn."),
        },
    )
