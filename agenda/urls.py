from django.urls import path

from agenda import views

urlpatterns = [
    # /
    path("", views.meetings, name="home"),
    # /meetings/
    path("meetings/", views.meetings, name="meetings"),
    # /settings/grounds/
    path("settings/grounds/", views.grounds, name="grounds"),
    path("settings/grounds/<int:ground_id>/", views.ground, name="ground"),
]
