"""Pages of the administration that touch tasks: somebody leaves, two departments become one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from decisions.forms.staff import MergeForm
from decisions.services.follow_up.leaving import Left, leave, merge_department
from people.accounts import set_active
from people.door import administrator, form_page
from people.models import Department, User


# /settings/people/<user_id>/active/
@require_POST
def person_active(request: HttpRequest, user_id: int) -> HttpResponse:
    by, user = administrator(request), get_object_or_404(User, pk=user_id)
    if request.POST.get("active") == "yes":
        set_active(user, True, by=by)
        messages.success(request, _("Vedkommende kan logge ind igen."))
    else:
        _tell(request, leave(user, by=by))
    return redirect("person", user.pk)


def _tell(request: HttpRequest, left: Left) -> None:
    """How many tasks there were; which ones is not for an administrator."""
    messages.success(request, _("Vedkommende kan ikke længere logge ind."))
    if count := len(left.moved):
        words = ngettext(
            "%(count)d opgave er gået videre til lederen eller afdelingen.",
            "%(count)d opgaver er gået videre til lederen eller afdelingen.",
            count,
        )
        messages.info(request, words % {"count": count})
    if count := len(left.stayed):
        words = ngettext(
            "%(count)d opgave har ingen kunnet overtage. Forummets sekretær har fået besked.",
            "%(count)d opgaver har ingen kunnet overtage. Forummets sekretær har fået besked.",
            count,
        )
        messages.warning(request, words % {"count": count})


# /settings/departments/<department_id>/merge/
@form_page
def department_merge(request: HttpRequest, department_id: int) -> HttpResponse:
    by = administrator(request)
    department = get_object_or_404(Department.objects.in_use(), pk=department_id)
    form = MergeForm(department, request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: merge_department(department, form.cleaned_data["into"], by=by)
    ):
        messages.success(request, _("Afdelingerne er lagt sammen."))
        return redirect("departments")
    return render(request, "decisions/staff/merge.html", {"department": department, "form": form})
