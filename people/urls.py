from django.urls import path
from django.views.i18n import set_language

from people import password_views, settings_views, views

urlpatterns = [
    # /sign-in/ and /sign-out/
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    # /password/
    path("password/", password_views.password_forgotten, name="password_forgotten"),
    path("password/<str:uidb64>/<str:token>/", password_views.PasswordSet.as_view(), name="password_set"),
    # /settings/
    path("settings/", settings_views.administration, name="administration"),
    path("settings/people/", settings_views.people, name="people"),
    path("settings/people/new/", settings_views.person_new, name="person_new"),
    path("settings/people/<int:user_id>/", settings_views.person, name="person"),
    path("settings/people/<int:user_id>/link/", settings_views.person_link, name="person_link"),
    path("settings/departments/", settings_views.departments, name="departments"),
    path("settings/departments/<int:department_id>/", settings_views.department, name="department"),
    # /notices/
    path("notices/", views.notices, name="notices"),
    # /keys/
    path("keys/", views.keys, name="keys"),
    path("keys/<int:key_id>/withdraw/", views.key_withdraw, name="key_withdraw"),
    # /absences/
    path("absences/", views.absences, name="absences"),
    path("absences/<int:absence_id>/end/", views.absence_end, name="absence_end"),
    # /language/
    path("language/", set_language, name="language"),
]
