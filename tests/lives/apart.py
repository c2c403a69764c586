"""Finding the services, and those that are no rules of their own, with why."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping

import agenda
import decisions
import documents
from agenda.services import access, agreements, approvals, telling, versions
from decisions import calendars
from decisions.services import approval, postponing
from decisions.services.follow_up import noting
from documents import answers, editions, holding, importing, incidents, issuing, replacing
from documents import services as publishing
from documents import telling as papers

APART: Mapping[str, tuple[Callable[..., object], ...]] = {
    "a part of other services, which hold the lock and have asked who may": (
        *(access.grant_to_approver, access.end_grant_to_approver, access.break_glass, agreements.give_answer),
        *(approvals.kept_right, versions.put, approval.open_round, approval.approve_what_was_approved),
        *(postponing.name_authors, noting.note_listed, incidents.of_former_meetings),
        *(editions.store_snapshot, editions.store_edition, editions.withdraw),
        *(replacing.publish_change, replacing.publish_version),
        *(publishing.prepare, publishing.issue, holding.note_held, holding.note_released),
    ),
    "tells of a change and makes none": (
        *(telling.tell_participants, telling.tell_of_move, papers.tell_of_issue),
    ),
    "the page around documents.services.publish, and what the check has held; nothing in a life is": (
        *(issuing.prepare, issuing.issue, issuing.prepare_held, answers.answer),
    ),
    "reads a meeting of its own from a file": (importing.store,),
    "a person's own address, which shows what the gate shows": (
        *(calendars.make_address, calendars.withdraw_address),
    ),
}
NO_SERVICES = {"forms", "management", "migrations", "sample", "templatetags", "views"}


def services() -> Iterator[Callable[..., object]]:
    """Yield the public functions that change something: those that are told who does it, by name alone, and those that
    are a transaction. Where `by` is one argument among others it is a part of a service."""
    for app in (agenda, decisions, documents):
        for info in pkgutil.walk_packages(app.__path__, f"{app.__name__}."):
            if not NO_SERVICES & set(info.name.split(".")):
                module = importlib.import_module(info.name)
                yield from (one for one in vars(module).values() if _is_service(one, info.name))


def name_of(service: Callable[..., object]) -> str:
    return f"{service.__module__}.{service.__name__}"


def _is_service(found: object, module: str) -> bool:
    if not inspect.isfunction(found) or found.__module__ != module or found.__name__.startswith("_"):
        return False
    by = inspect.signature(found).parameters.get("by")
    told = by is not None and by.kind is inspect.Parameter.KEYWORD_ONLY
    return told or (hasattr(found, "__wrapped__") and "@transaction.atomic" in inspect.getsource(found))
