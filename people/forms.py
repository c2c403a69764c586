"""Signing in, and what all forms of the pages have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, time, timedelta
from math import ceil
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from people.departments import staff_of
from people.models import AccessToken, User
from people.sign_in_limit import SignInLimit


class SignInForm(AuthenticationForm):
    """E-mail and password. Says the same whether the address or the password is wrong."""

    error_messages = {
        "invalid_login": _(
            "E-mailadressen og adgangskoden passer ikke sammen. Se efter tastefejl, og prøv igen."
        ),
        "inactive": _("E-mailadressen og adgangskoden passer ikke sammen. Se efter tastefejl, og prøv igen."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail")
        self.fields["username"].widget = forms.EmailInput(
            attrs={"class": "form-input", "autocomplete": "username", "autofocus": True}
        )
        self.fields["username"].error_messages["required"] = _("Skriv din e-mailadresse.")
        self.fields["password"].label = _("Adgangskode")
        self.fields["password"].widget.attrs["class"] = "form-input"
        self.fields["password"].error_messages["required"] = _("Skriv din adgangskode.")
        self.seconds_to_wait = 0
        in_our_words(self)

    def clean(self) -> dict[str, Any]:
        """Many wrong passwords make one wait, whether there is such an account or not."""
        limit = SignInLimit(self.request, self.cleaned_data.get("username", ""))
        self.seconds_to_wait = limit.seconds_to_wait()
        if self.seconds_to_wait:
            raise ValidationError(_too_many(self.seconds_to_wait))
        try:
            return super().clean()
        except ValidationError:
            limit.note_failure()
            raise


def _too_many(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    words = ngettext(
        "Der er prøvet for mange gange. Vent %(minutes)d minut, og prøv igen.",
        "Der er prøvet for mange gange. Vent %(minutes)d minutter, og prøv igen.",
        minutes,
    )
    return words % {"minutes": minutes}


DJANGOS_CHOICE = [
    one.default_error_messages["invalid_choice"]
    for one in (
        forms.ChoiceField,
        forms.MultipleChoiceField,
        forms.ModelChoiceField,
        forms.ModelMultipleChoiceField,
    )
]


def in_our_words(form: forms.BaseForm) -> None:
    """Say what Django says at length of a choice that is not on the list, unless the field says more, and of the one
    character that no database keeps."""
    for field in form.fields.values():
        if field.error_messages.get("invalid_choice") in DJANGOS_CHOICE:
            field.error_messages["invalid_choice"] = _("Det kan ikke vælges. Vælg noget andet på listen.")
        field.error_messages["null_characters_not_allowed"] = _(
            "Her er et usynligt tegn, der ikke kan gemmes. Slet teksten i feltet, og skriv den igen."
        )


class PageForm(forms.Form):
    """A form drawn with the design system's classes; `warning` is what to say before it is carried out.

    Of the fields that may be empty, those in `conditional` may be so only at times; the page does not call them free.
    """

    conditional: Collection[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = _css_class(field.widget)
        in_our_words(self)

    def warning(self) -> str:
        """What the person should know before a valid form is carried out; "" if nothing."""
        return ""

    def carry_out(self, service: Callable[[], object]) -> bool:
        """Call the service if the form is valid; what the service refuses is said at the fields."""
        if not self.is_valid():
            return False
        try:
            service()
        except ValidationError as error:
            self.add_error(None, error)
        return self.is_valid()


def _css_class(widget: forms.Widget) -> str:
    match widget:
        case forms.Select():
            return "form-select"
        case forms.CheckboxInput() | forms.CheckboxSelectMultiple():
            return "form-checkbox"
    return "form-input"


class Boxes(forms.CheckboxSelectMultiple):
    """Several of a few, as form/_field.html draws them. A summary of errors leads to the first of them."""

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        return super().id_for_label(id_ or "", index or "0")


class KeyForm(PageForm):
    """A key for a program of one's own. It ends, unless the person says otherwise."""

    name = forms.CharField(
        label=_("Navn"),
        max_length=100,
        help_text=_("Hvad skal bruge den? Fx »Power BI« eller »Excel på kontoret«."),
        error_messages={"required": _("Giv nøglen et navn, så du kan kende den igen.")},
    )
    scope = forms.ChoiceField(label=_("Hvad må den?"), choices=AccessToken.Scope.choices)
    last_day = forms.DateField(
        label=_("Sidste dag"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Uden en sidste dag virker nøglen, til du trækker den tilbage."),
    )

    def key(self) -> dict[str, Any]:
        """What `access_tokens.issue` takes; the last day is used to its end, in Danish civil time."""
        given, last = self.cleaned_data, self.cleaned_data["last_day"]
        ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time())) if last else None
        return {"name": given["name"], "scope": given["scope"], "expires_at": ends}

    def add_error(self, field: str | None, error: Any) -> None:
        """The service says "expires_at" of what the page asks for as a day."""
        if isinstance(error, ValidationError) and "expires_at" in getattr(error, "error_dict", {}):
            return super().add_error("last_day", error.message_dict["expires_at"])
        return super().add_error(field, error)


class PersonField(forms.CharField):
    """An active user by e-mail, or by full name where only one has it. The page offers `people` while typing."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = people_called(text)
        if len(found) > 1:
            raise ValidationError(gettext("Flere hedder sådan. Skriv vedkommendes e-mailadresse."))
        if not found:
            raise ValidationError(
                gettext("Der er ingen bruger med det navn eller den e-mailadresse. Se efter tastefejl.")
            )
        return found[0]


def people_called(text: str) -> list[User]:
    """Return the active user with that e-mail, or with that full name; two where more have it."""
    active = User.objects.filter(is_active=True)
    return list(active.filter(email__iexact=text)[:1] or active.filter(full_name__iexact=text)[:2])


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AbsenceForm(PageForm):
    """Who is away, who stands in, and how long. Whoever leads nobody is asked about themselves."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Hvem er væk?"),
        empty_label=None,
        error_messages={"invalid_choice": _("Vælg dig selv eller en, du er leder for.")},
    )
    stand_in = PersonField(
        label=_("Hvem dækker?"),
        help_text=_("Skriv vedkommendes navn eller e-mailadresse, eller vælg på listen."),
        error_messages={"required": _("Vælg, hvem der dækker.")},
    )
    since = forms.DateField(
        label=_("Første dag"), widget=DayInput(), error_messages={"required": _("Vælg den første dag.")}
    )
    until = forms.DateField(label=_("Sidste dag"), required=False, widget=DayInput())

    def __init__(self, asker: User, data: Any = None) -> None:
        super().__init__(data, initial={"user": asker, "since": timezone.localdate()})
        staff = staff_of(asker)
        field: Any = self.fields["user"]
        field.queryset = User.objects.filter(pk__in=[asker.pk, *(one.pk for one in staff)])
        field.choices = [(one.pk, one.full_name) for one in (asker, *staff)]
        self.fields["stand_in"].widget.attrs["list"] = "people"
        if not staff:
            del self.fields["user"]
        self.asker = asker

    def absence(self) -> dict[str, Any]:
        """What `absences.set_absence` takes."""
        return {"user": self.asker, **self.cleaned_data}
