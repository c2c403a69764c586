from django.urls import path
from django.views.i18n import set_language

from people import views

urlpatterns = [
    # /sign-in/ and /sign-out/
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    # /notices/
    path("notices/", views.notices, name="notices"),
    # /keys/
    path("keys/", views.keys, name="keys"),
    path("keys/<int:key_id>/withdraw/", views.key_withdraw, name="key_withdraw"),
    # /language/
    path("language/", set_language, name="language"),
]
