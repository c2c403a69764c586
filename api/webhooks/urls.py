from django.urls import path

from api.webhooks import views

urlpatterns = [
    # /webhooks/
    path("webhooks/", views.webhooks, name="webhooks"),
    path("webhooks/<int:webhook_id>/", views.webhook, name="webhook"),
    path("webhooks/<int:webhook_id>/delete/", views.webhook_delete, name="webhook_delete"),
    path(
        "webhooks/<int:webhook_id>/deliveries/<uuid:delivery_id>/resend/",
        views.webhook_resend,
        name="webhook_resend",
    ),
]
