from django.urls import path

from agenda.views import grounds, meetings

urlpatterns = [
    # /
    path("", meetings.meetings, name="home"),
    # /meetings/
    path("meetings/", meetings.meetings, name="meetings"),
    # /settings/grounds/
    path("settings/grounds/", grounds.grounds, name="grounds"),
    path("settings/grounds/<int:ground_id>/", grounds.ground, name="ground"),
]
