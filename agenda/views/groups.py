"""Groups, for administrators."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agenda.forms.groups import GroupForm, MemberForm
from agenda.services.groups import join_group, leave_group, name_group, read_by
from agenda.views.door import administrator, form_page, offered_people
from people.danish import sort_key
from people.models import User


# /settings/groups/
@form_page
def groups(request: HttpRequest) -> HttpResponse:
    by, form = administrator(request), GroupForm(request.POST or None)
    if form.is_bound and form.carry_out(lambda: name_group(Group(), form.cleaned_data["name"], by=by)):
        messages.success(request, _("Gruppen er oprettet."))
        return redirect("groups")
    found = sorted(Group.objects.prefetch_related("user_set"), key=lambda group: sort_key(group.name))
    return render(request, "agenda/groups/groups.html", {"groups": found, "form": form})


# /settings/groups/<group_id>/
@form_page
def group(request: HttpRequest, group_id: int) -> HttpResponse:
    by, found = administrator(request), get_object_or_404(Group, pk=group_id)
    form = MemberForm(request.POST or None)
    if form.is_bound and form.carry_out(lambda: join_group(found, form.cleaned_data["user"], by=by)):
        messages.success(request, _("Vedkommende er med i gruppen."))
        return redirect("group", found.pk)
    members = sorted(User.objects.filter(groups=found), key=lambda user: sort_key(user.full_name))
    facts = {
        "group": found,
        "members": members,
        "fora": read_by(found),
        "form": form,
        "people": offered_people(),
    }
    return render(request, "agenda/groups/group.html", facts)


# /settings/groups/<group_id>/name/
@form_page
def group_name(request: HttpRequest, group_id: int) -> HttpResponse:
    by, found = administrator(request), get_object_or_404(Group, pk=group_id)
    form = GroupForm(request.POST or None, initial={"name": found.name})
    if form.is_bound and form.carry_out(lambda: name_group(found, form.cleaned_data["name"], by=by)):
        messages.success(request, _("Navnet er rettet."))
        return redirect("group", found.pk)
    return render(request, "agenda/groups/group_name.html", {"group": found, "form": form})


# /settings/groups/<group_id>/members/<user_id>/remove/
@require_POST
def group_leave(request: HttpRequest, group_id: int, user_id: int) -> HttpResponse:
    by, found = administrator(request), get_object_or_404(Group, pk=group_id)
    member = get_object_or_404(User.objects.filter(groups=found), pk=user_id)
    leave_group(found, member, by=by)
    messages.success(request, _("Vedkommende er ikke længere med i gruppen."))
    return redirect("group", found.pk)
