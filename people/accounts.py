"""People and departments, as administrators keep them. Nothing here opens a meeting.

What could let an administrator act as somebody else is told to that somebody, and who is made an administrator is told
to the other administrators. Nobody is deleted: who has left is no longer active.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from people import journal
from people.models import Department, User
from people.notices import tell
from people.passwords import send_link
from people.refusals import Refused
from people.wording import Facts, NoticeKind


@dataclass(frozen=True)
class Details:
    """What is kept of a person."""

    email: str
    full_name: str
    title: str = ""
    department: Department | None = None
    administers: bool = False


def require_administrator(by: User | None) -> None:
    if by is not None and not by.administers:
        raise PermissionDenied


@transaction.atomic
def create_person(details: Details, *, by: User | None) -> User:
    """Make a user without a password, and mail them a link to choose one."""
    require_administrator(by)
    details = _checked(details)
    user = User.objects.create_user(
        details.email,
        None,
        full_name=details.full_name,
        title=details.title,
        department=details.department,
        is_staff=details.administers,
    )
    journal.write("person.created", user, by=by)
    if user.is_staff:
        _tell_administrators(user, by)
    send_link(user, by=by)
    return user


@transaction.atomic
def change_person(user: User, details: Details, *, by: User | None) -> User:
    """Change what is kept of a person. A new address is told at the old one, for it is what links are mailed to."""
    require_administrator(by)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    details, before = _checked(details, but=user), (user.email, user.is_staff)
    if user.is_staff and not details.administers:
        _keep_an_administrator(user)
    user.email, user.full_name, user.title = details.email, details.full_name, details.title
    user.department, user.is_staff = details.department, details.administers
    user.save(update_fields=["email", "full_name", "title", "department", "is_staff"])
    journal.write("person.changed", user, by=by)
    if user.email != before[0] and user != by:
        facts = {"who": _name(by), "email": user.email, "address": before[0]}
        _tell([user], NoticeKind.EMAIL_CHANGED, facts)
    if user.is_staff and not before[1]:
        _tell_administrators(user, by)
    return user


@transaction.atomic
def set_active(user: User, active: bool, *, by: User | None) -> User:
    """Let somebody no longer sign in, or again. Seats and all they have written stay as they are."""
    require_administrator(by)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.is_active == active:
        return user
    if user == by:
        raise Refused(_("Du kan ikke spærre dig selv. Bed en anden it-administrator om det."))
    if user.is_staff and not active:
        _keep_an_administrator(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    journal.write("person.activated" if active else "person.deactivated", user, by=by)
    return user


@transaction.atomic
def send_link_to(user: User, *, by: User | None) -> None:
    """Mail a person a link to choose a password with, because they cannot find their own way."""
    require_administrator(by)
    if not user.is_active:
        raise Refused(_("Vedkommende kan ikke logge ind. Åbn først for det igen."))
    send_link(user, by=by)


def _checked(details: Details, but: User | None = None) -> Details:
    """Return the details tidied; ValidationError by field where they will not do."""
    email, name = details.email.strip(), " ".join(details.full_name.split())
    if not name:
        raise ValidationError({"full_name": _("Skriv, hvad vedkommende hedder.")})
    taken = User.objects.filter(email__iexact=email).first()
    if taken is not None and taken != but:
        raise ValidationError({"email": _("Der er allerede en bruger med den e-mailadresse.")})
    title = " ".join(details.title.split())
    return Details(User.objects.normalize_email(email), name, title, details.department, details.administers)


def _keep_an_administrator(user: User) -> None:
    others = User.objects.filter(is_staff=True, is_active=True).exclude(pk=user.pk)
    if not others.exists():
        raise Refused(_("Kommunen ville stå uden it-administrator. Gør først en anden til det."))


def _tell_administrators(user: User, by: User | None) -> None:
    others = User.objects.filter(is_staff=True, is_active=True)
    facts = {"who": _name(by), "whom": user.full_name}
    _tell([one for one in others if one != by], NoticeKind.ADMINISTRATOR_MADE, facts)


def _tell(users: Iterable[User], kind: NoticeKind, facts: Facts) -> None:
    tell(users, kind, path=reverse("notices"), facts=facts, mail=True)


def _name(by: User | None) -> str:
    return by.full_name if by is not None else "Chefforum"


@dataclass(frozen=True)
class Unit:
    """What is kept of a department."""

    name: str
    abbreviation: str = ""
    parent: Department | None = None
    head: User | None = None


@transaction.atomic
def store_department(department: Department, unit: Unit, *, by: User | None) -> Department:
    """Make a department, or change one. It lies below no department that lies below it."""
    require_administrator(by)
    kind = "department.changed" if department.pk else "department.created"
    name = " ".join(unit.name.split())
    if not name:
        raise ValidationError({"name": _("Skriv, hvad afdelingen hedder.")})
    if Department.objects.filter(name__iexact=name).exclude(pk=department.pk or 0).exists():
        raise ValidationError({"name": _("Der er allerede en afdeling, der hedder sådan.")})
    if department.pk and department.pk in _above(unit.parent):
        raise ValidationError({"parent": _("En afdeling kan ikke ligge under sig selv. Vælg en anden.")})
    department.name, department.abbreviation = name, unit.abbreviation.strip()
    department.parent, department.head = unit.parent, unit.head
    department.save()
    journal.write(kind, department, by=by, departments=[department.pk])
    return department


def _above(department: Department | None) -> set[int]:
    """The ids of a department and of all above it."""
    parents = dict(Department.objects.values_list("pk", "parent"))
    found, here = set[int](), department.pk if department is not None else None
    while here is not None and here not in found:
        found.add(here)
        here = parents.get(here)
    return found
