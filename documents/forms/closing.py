"""How an item is closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import richtext
from agenda.models import AgendaItem, LegalGround
from agenda.services.closing import Closing, says_nothing
from documents.leak_check.cpr import cpr_numbers
from documents.markup import blocks
from people.forms import PageForm

AS_NOW = "as_now"
"""The choice that keeps the ground an item is already closed with, whatever has become of the list since."""


class ClosingForm(PageForm):
    """How an item is closed. The public decision is written in the plain-text form of docs/text-markup.md."""

    conditional = ("own_words",)

    legal_ground = forms.ChoiceField(
        label=gettext_lazy("Hjemmel"),
        error_messages={
            "required": gettext_lazy("Vælg, med hvilken hjemmel punktet lukkes."),
            "invalid_choice": gettext_lazy("Hjemlen kan ikke vælges længere. Vælg en anden."),
        },
    )
    own_words = forms.CharField(label=gettext_lazy("Begrundelse med egne ord"), required=False)
    public_title = forms.CharField(
        label=gettext_lazy("Titel, som andre må se"),
        help_text=gettext_lazy(
            "Skriv, hvad punktet handler om, uden at røbe det fortrolige, fx »Lukket: ansættelse af skoleleder«."
        ),
        error_messages={"required": gettext_lazy("Skriv den titel, som andre må se.")},
    )
    shows_case_number = forms.BooleanField(label=gettext_lazy("Andre må se sagsnummeret"), required=False)
    public_decision = forms.CharField(
        label=gettext_lazy("Beslutning, som andre må se"),
        help_text=gettext_lazy(
            "Kan skrives nu eller senere. Andre kan læse den, når referatet er udsendt. Adskil afsnit med en tom linje."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    sensitive_words = forms.CharField(
        label=gettext_lazy("Følsomme ord"),
        help_text=gettext_lazy(
            "Navne og ord, som ikke må stå i noget, der sendes ud til andre. Skriv ét på hver linje."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, item: AgendaItem, data: Any = None) -> None:
        self.item = item
        self.grounds = {str(one.pk): one for one in LegalGround.objects.filter(active=True)}
        super().__init__(data, initial=_closing_now(item, self.grounds))
        choices = [("", _("Vælg en hjemmel"))]
        if self.initial["legal_ground"] == AS_NOW:
            choices.append((AS_NOW, item.legal_ground))
        choices += [(pk, ground.text) for pk, ground in self.grounds.items()]
        self.fields["legal_ground"].choices = choices  # type: ignore[attr-defined]
        open_ended = [f"»{one.text}«" for one in self.grounds.values() if one.open_ended]
        if not open_ended:
            del self.fields["own_words"]
        else:
            self.fields["own_words"].help_text = _("Udfyldes, når du vælger %(ground)s.") % {
                "ground": _(" eller ").join(open_ended)
            }
        if item.case is None:
            del self.fields["shows_case_number"]
        else:
            self.fields["shows_case_number"].help_text = item.case.number

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ground = self.grounds.get(cleaned.get("legal_ground", ""))
        if ground and ground.open_ended and not cleaned.get("own_words"):
            self.add_error("own_words", _("Skriv med egne ord, hvorfor punktet kan lukkes."))
        return cleaned

    def warning(self) -> str:
        """What to look at once more. Closing is never held up by the check, not even when it goes out at once."""
        told = self.cleaned_data["public_title"], self.cleaned_data["public_decision"]
        goes_out = self.item.published_at is not None and not self.item.closed
        if goes_out and any(cpr_numbers("\n".join(told))):
            return _(
                "I det, som andre må se, står der cifre, der ligner et CPR-nummer. Punktet er udsendt, så andre kan"
                " læse dem, så snart du lukker. Slet dem, hvis det er et CPR-nummer."
            )
        if not says_nothing(self.cleaned_data["public_title"]):
            return ""
        return _(
            "Titlen fortæller ikke, hvad punktet handler om. Ankestyrelsen har kritiseret dagsordener, hvor der kun"
            " står »Lukket punkt«: Borgerne skal kunne se, hvad et punkt drejer sig om, så langt det kan lade sig gøre"
            " uden at røbe det fortrolige. Skriv emnet, hvis du kan."
        )

    def closing(self) -> Closing:
        given = self.cleaned_data
        lines = blocks.read(given["public_decision"].splitlines())
        return Closing(
            legal_ground=self._ground(),
            public_title=given["public_title"],
            shows_case_number=given.get("shows_case_number", False),
            public_decision=richtext.to_html(lines),
            sensitive_words=given["sensitive_words"].splitlines(),
        )

    def _ground(self) -> str:
        given = self.cleaned_data
        ground = self.grounds.get(given["legal_ground"])
        if ground is None:
            return self.item.legal_ground
        return f"{ground.text}: {given['own_words']}" if ground.open_ended else ground.text


def _closing_now(item: AgendaItem, grounds: dict[str, LegalGround]) -> dict[str, Any]:
    """What the form says before anybody writes in it: how the item is closed now."""
    chosen, words = AS_NOW if item.legal_ground else "", ""
    for pk, ground in grounds.items():
        if item.legal_ground == ground.text and not ground.open_ended:
            chosen = pk
        elif ground.open_ended and item.legal_ground.startswith(f"{ground.text}: "):
            chosen, words = pk, item.legal_ground.removeprefix(f"{ground.text}: ")
    return {
        "legal_ground": chosen,
        "own_words": words,
        "public_title": item.public_title,
        "shows_case_number": item.shows_case_number,
        "public_decision": "\n".join(blocks.write(richtext.parse(item.public_decision))),
        "sensitive_words": item.sensitive_words,
    }
