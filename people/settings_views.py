"""People and departments, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.accounts import change_person, create_person, send_link_to, store_department
from people.danish import sort_key
from people.door import administrator, form_page, offered_people
from people.models import Department, User
from people.settings_forms import DepartmentForm, PersonForm


# /settings/
@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    administrator(request)
    return render(request, "people/settings/administration.html")


# /settings/people/
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    administrator(request)
    found = sorted(User.objects.select_related("department"), key=lambda user: sort_key(user.full_name))
    facts = {
        "active": [user for user in found if user.is_active],
        "inactive": [user for user in found if not user.is_active],
    }
    return render(request, "people/settings/people.html", facts)


# /settings/people/new/
@form_page
def person_new(request: HttpRequest) -> HttpResponse:
    by, form = administrator(request), PersonForm(None, request.POST or None)
    if form.is_bound and form.carry_out(lambda: create_person(form.details(), by=by)):
        messages.success(
            request, _("Brugeren er oprettet og får en mail med et link til at vælge adgangskode.")
        )
        return redirect("people")
    return render(request, "people/settings/person_new.html", {"form": form})


# /settings/people/<user_id>/
@form_page
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    by, user = administrator(request), get_object_or_404(User, pk=user_id)
    form = PersonForm(user, request.POST or None)
    if form.is_bound and form.carry_out(lambda: change_person(user, form.details(), by=by)):
        messages.success(request, _("Oplysningerne er gemt."))
        return redirect("people")
    return render(request, "people/settings/person.html", {"person": user, "form": form})


# /settings/people/<user_id>/link/
@require_POST
def person_link(request: HttpRequest, user_id: int) -> HttpResponse:
    by, user = administrator(request), get_object_or_404(User, pk=user_id)
    send_link_to(user, by=by)
    messages.success(request, _("Der er en mail på vej med et link til at vælge adgangskode."))
    return redirect("person", user.pk)


# /settings/departments/
@form_page
def departments(request: HttpRequest) -> HttpResponse:
    by, form = administrator(request), DepartmentForm(Department(), request.POST or None)
    if form.is_bound and form.carry_out(lambda: store_department(Department(), form.unit(), by=by)):
        messages.success(request, _("Afdelingen er oprettet."))
        return redirect("departments")
    found = sorted(
        Department.objects.in_use().select_related("parent", "head"), key=lambda one: sort_key(one.name)
    )
    facts = {"departments": found, "form": form, "people": offered_people()}
    return render(request, "people/settings/departments.html", facts)


# /settings/departments/<department_id>/
@form_page
def department(request: HttpRequest, department_id: int) -> HttpResponse:
    by, found = administrator(request), get_object_or_404(Department.objects.in_use(), pk=department_id)
    form = DepartmentForm(found, request.POST or None)
    if form.is_bound and form.carry_out(lambda: store_department(found, form.unit(), by=by)):
        messages.success(request, _("Afdelingen er rettet."))
        return redirect("departments")
    facts = {"department": found, "form": form, "people": offered_people()}
    return render(request, "people/settings/department.html", facts)
