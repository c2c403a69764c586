"""What administrators are asked about people and departments, and what somebody is asked about a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from people.accounts import Details, Unit
from people.danish import sort_key
from people.forms import PageForm, PersonField, in_our_words
from people.models import LONGEST_EMAIL, Department, User


def _departments(label: Any, nothing: Any) -> forms.ModelChoiceField[Department]:
    return forms.ModelChoiceField(
        Department.objects.none(),
        label=label,
        empty_label=nothing,
        required=False,
        error_messages={"invalid_choice": _("Afdelingen findes ikke mere. Vælg en anden.")},
    )


def _offer(field: forms.Field, but: Department | None = None) -> None:
    """Offer the departments in Danish order."""
    found = Department.objects.in_use().exclude(pk=but.pk if but is not None and but.pk else 0)
    field.queryset = found  # type: ignore[attr-defined]
    ordered = sorted(found, key=lambda one: sort_key(one.name))
    empty = field.empty_label  # type: ignore[attr-defined]
    field.widget.choices = [("", empty), *((one.pk, one.name) for one in ordered)]


class PersonForm(PageForm):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("Personen logger ind med den og får sine mails dér."),
        max_length=LONGEST_EMAIL,
        error_messages={
            "required": _("Skriv e-mailadressen."),
            "invalid": _("Det er ikke en e-mailadresse. Se efter tastefejl."),
        },
    )
    full_name = forms.CharField(
        label=_("Navn"), max_length=200, error_messages={"required": _("Skriv, hvad vedkommende hedder.")}
    )
    title = forms.CharField(label=_("Stilling"), max_length=200, required=False)
    department = _departments(_("Afdeling"), _("Ingen afdeling"))
    administers = forms.BooleanField(
        label=_("It-administrator"),
        help_text=_("Må holde styr på brugere, afdelinger, grupper og fora. Det åbner ingen møder."),
        required=False,
    )

    def __init__(self, user: User | None, data: Any = None) -> None:
        initial = {}
        if user is not None:
            initial = {name: getattr(user, name) for name in self.base_fields if name != "department"}
            initial["department"] = user.department_id
        super().__init__(data, initial=initial)
        _offer(self.fields["department"])

    def details(self) -> Details:
        return Details(**self.cleaned_data)


class DepartmentForm(PageForm):
    name = forms.CharField(
        label=_("Navn"), max_length=200, error_messages={"required": _("Skriv, hvad afdelingen hedder.")}
    )
    abbreviation = forms.CharField(label=_("Forkortelse"), max_length=20, required=False)
    parent = _departments(_("Hører under"), _("Ingen afdeling"))
    head = PersonField(
        label=_("Leder"),
        help_text=_("Skriv vedkommendes e-mailadresse, eller vælg på listen."),
        required=False,
    )

    def __init__(self, department: Department, data: Any = None) -> None:
        initial = {
            "name": department.name,
            "abbreviation": department.abbreviation,
            "parent": department.parent_id,
            "head": department.head.email if department.head is not None else "",
        }
        super().__init__(data, initial=initial)
        _offer(self.fields["parent"], but=department)
        self.fields["head"].widget.attrs["list"] = "people"

    def unit(self) -> Unit:
        return Unit(**self.cleaned_data)


class ForgottenForm(PageForm):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": _("Skriv din e-mailadresse."),
            "invalid": _("Det er ikke en e-mailadresse. Se efter tastefejl."),
        },
    )


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """Django's, with the design system's classes and our words."""

    conditional = ()
    error_messages = {"password_mismatch": _("De to adgangskoder er ikke ens. Skriv den samme to gange.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"new_password1": _("Ny adgangskode"), "new_password2": _("Den samme igen")}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs |= {"class": "form-input", "autocomplete": "new-password"}
            self.fields[name].error_messages["required"] = _("Skriv adgangskoden.")
        in_our_words(self)
        self.fields["new_password1"].help_text = _(
            "Mindst 8 tegn. Brug ikke dit navn eller en, mange bruger."
        )
