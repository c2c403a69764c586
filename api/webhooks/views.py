"""The pages of webhooks, for those who edit a forum or lead a department."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from api.webhooks.forms import WebhookForm
from api.webhooks.models import Event, Webhook
from api.webhooks.services import delete_webhook, kept_by, make_webhook, resend
from people.door import form_page, person
from people.models import User

SHOWN = 100


# /webhooks/
@form_page
def webhooks(request: HttpRequest) -> HttpResponse:
    """One's own; the secret of a new one is shown in the answer that makes it, and never again."""
    user, made = person(request), list[Webhook]()
    form = WebhookForm(user, request.POST or None)
    if not form.known and not kept_by(user).exists():
        raise Http404
    if form.is_bound and form.carry_out(lambda: made.append(make_webhook(**form.given(), by=user))):
        form = WebhookForm(user)
    facts = {"webhooks": kept_by(user), "form": form, "made": made[0] if made else None}
    return render(request, "api/webhooks/webhooks.html", facts)


# /webhooks/<webhook_id>/
@require_safe
def webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """What it has been told, the newest first."""
    found = _kept(person(request), webhook_id)
    labels = [Event(one).label for one in found.events]
    facts = {"webhook": found, "events": labels, "deliveries": found.deliveries.order_by("-made_at")[:SHOWN]}
    return render(request, "api/webhooks/webhook.html", facts)


def _kept(user: User, webhook_id: int) -> Webhook:
    return get_object_or_404(kept_by(user), pk=webhook_id)


# /webhooks/<webhook_id>/delete/
@require_POST
def webhook_delete(request: HttpRequest, webhook_id: int) -> HttpResponse:
    user = person(request)
    delete_webhook(_kept(user, webhook_id), by=user)
    messages.success(request, _("Adressen får ikke længere besked."))
    return redirect("webhooks")


# /webhooks/<webhook_id>/deliveries/<delivery_id>/resend/
@require_POST
def webhook_resend(request: HttpRequest, webhook_id: int, delivery_id: UUID) -> HttpResponse:
    user = person(request)
    found = _kept(user, webhook_id)
    resend(
        get_object_or_404(
            found.deliveries.select_related("webhook__forum", "webhook__department"), pk=delivery_id
        ),
        by=user,
    )
    messages.success(request, _("Beskeden bliver sendt igen om lidt."))
    return redirect("webhook", found.pk)
