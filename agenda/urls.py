from django.urls import path

from agenda.views import fora, grounds, groups, meetings, planning, seats, standing

urlpatterns = [
    # /
    path("", meetings.meetings, name="home"),
    # /meetings/
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<int:meeting_id>/deadlines/", planning.meeting_deadlines, name="meeting_deadlines"),
    # /fora/
    path("fora/", fora.fora, name="fora"),
    path("fora/new/", fora.forum_new, name="forum_new"),
    path("fora/<int:forum_id>/", fora.forum, name="forum"),
    path("fora/<int:forum_id>/name/", fora.forum_name, name="forum_name"),
    path("fora/<int:forum_id>/settings/", fora.forum_settings, name="forum_settings"),
    path("fora/<int:forum_id>/opening/", fora.forum_opening, name="forum_opening"),
    # /fora/<forum_id>/meetings/ and /fora/<forum_id>/series/
    path("fora/<int:forum_id>/meetings/new/", planning.meeting_new, name="meeting_new"),
    path("fora/<int:forum_id>/series/", planning.series, name="series"),
    # /fora/<forum_id>/seats/
    path("fora/<int:forum_id>/seats/", seats.seats, name="seats"),
    path("fora/<int:forum_id>/seats/<int:seat_id>/end/", seats.seat_end, name="seat_end"),
    # /fora/<forum_id>/standing/
    path("fora/<int:forum_id>/standing/", standing.standing, name="standing"),
    path("fora/<int:forum_id>/standing/<int:standing_id>/", standing.standing_item, name="standing_item"),
    path(
        "fora/<int:forum_id>/standing/<int:standing_id>/shift/",
        standing.standing_shift,
        name="standing_shift",
    ),
    path(
        "fora/<int:forum_id>/standing/<int:standing_id>/remove/",
        standing.standing_remove,
        name="standing_remove",
    ),
    # /settings/groups/
    path("settings/groups/", groups.groups, name="groups"),
    path("settings/groups/<int:group_id>/", groups.group, name="group"),
    path("settings/groups/<int:group_id>/name/", groups.group_name, name="group_name"),
    path(
        "settings/groups/<int:group_id>/members/<int:user_id>/remove/",
        groups.group_leave,
        name="group_leave",
    ),
    # /settings/grounds/
    path("settings/grounds/", grounds.grounds, name="grounds"),
    path("settings/grounds/<int:ground_id>/", grounds.ground, name="ground"),
]
