"""The addresses of the whole house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("people.urls")),
    path("", include("agenda.urls")),
    path("", include("decisions.urls")),
    path("", include("documents.urls")),
    path("", include("api.webhooks.urls")),
    path("api/v1/", include("api.urls")),
]

handler400 = "api.errors.unreadable"
handler404 = "api.errors.not_found"
handler500 = "api.errors.failed"
