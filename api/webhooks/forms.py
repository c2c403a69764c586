"""What is asked of somebody who makes a webhook."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Forum
from api.webhooks.models import Event
from api.webhooks.services import fora_of
from people.departments import led_by
from people.forms import Boxes, PageForm
from people.models import Department, User


class WebhookForm(PageForm):
    about = forms.ChoiceField(
        label=_("Hvad handler den om?"), error_messages={"required": _("Vælg et forum eller en afdeling.")}
    )
    url = forms.CharField(
        label=_("Adresse, der skal have besked"),
        max_length=500,
        help_text=_("Den begynder med https:// og må ikke omdirigere."),
        widget=forms.URLInput(),
        error_messages={"required": _("Skriv adressen.")},
    )
    events = forms.MultipleChoiceField(
        label=_("Hvornår?"),
        choices=Event.choices,
        widget=Boxes(),
        error_messages={"required": _("Vælg mindst én slags besked.")},
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"events": Event.values})
        fora, departments = list(fora_of(user)), list(led_by(user))
        self.known: dict[str, Forum | Department] = {
            **{f"forum-{one.pk}": one for one in fora},
            **{f"department-{one.pk}": one for one in departments},
        }
        field: Any = self.fields["about"]
        field.choices = [(key, str(one)) for key, one in self.known.items()]

    def given(self) -> dict[str, Any]:
        """What `make_webhook` takes."""
        given = self.cleaned_data
        return {"about": self.known[given["about"]], "url": given["url"], "events": given["events"]}
