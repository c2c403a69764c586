"""Groups, which single items may be granted to. Administrators keep them.

Whoever joins a group reads what it has been let in to, so the secretariats of those items are told at once.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import Forum, ItemGroupGrant
from agenda.services.seats import watchers
from people import journal
from people.accounts import require_administrator
from people.models import User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind

LONGEST_NAME = 150


@transaction.atomic
def name_group(group: Group, name: str, *, by: User | None) -> Group:
    """Make a group, or give one another name."""
    require_administrator(by)
    kind = "group.named" if group.pk else "group.created"
    name = plain_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError({"name": _("Skriv, hvad gruppen hedder, med højst 150 tegn.")})
    if Group.objects.filter(name__iexact=name).exclude(pk=group.pk or 0).exists():
        raise ValidationError({"name": _("Der er allerede en gruppe, der hedder sådan.")})
    group.name = name
    group.save()
    journal.write(kind, group, by=by)
    return group


@transaction.atomic
def join_group(group: Group, user: User, *, by: User | None) -> None:
    """Put a person in a group, and tell the secretariats of the fora whose items the group reads."""
    require_administrator(by)
    group = Group.objects.select_for_update().get(pk=group.pk)
    if not user.is_active:
        raise ValidationError({"user": _("Vedkommende er ikke længere aktiv bruger; vælg en anden.")})
    if user.groups.contains(group):
        raise ValidationError({"user": _("Vedkommende er allerede med i gruppen.")})
    for forum in read_by(group):
        _tell_watchers(forum, group, user, by)
    user.groups.add(group)
    journal.write("group.joined", user, by=by)


@transaction.atomic
def leave_group(group: Group, user: User, *, by: User | None) -> None:
    """Take a person out of a group; what they read by it ends at once."""
    require_administrator(by)
    user.groups.remove(group)
    journal.write("group.left", user, by=by)


def read_by(group: Group) -> list[Forum]:
    """The fora of which the group reads an item now."""
    in_force = ItemGroupGrant.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()), group=group, withdrawn_at__isnull=True
    )
    return list(Forum.objects.filter(pk__in=in_force.values("content_object__forum")).order_by("pk"))


def _tell_watchers(forum: Forum, group: Group, user: User, by: User | None) -> None:
    told = [one for one in watchers(forum) if one != by]
    if not told:
        raise Refused(
            _(
                "Gruppen kan læse punkter i %(forum)s, og der er ingen dér, som kan få besked. Giv først en plads."
            )
            % {"forum": forum.name}
        )
    facts = {
        "who": by.full_name if by is not None else "Chefforum",
        "whom": user.full_name,
        "group": group.name,
        "forum": forum.name,
    }
    tell(told, NoticeKind.GROUP_JOINED, path=reverse("forum", args=[forum.pk]), facts=facts, mail=True)
