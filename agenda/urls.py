from django.urls import path

from agenda import views

urlpatterns = [
    # /
    path("", views.meetings, name="home"),
    # /meetings/
    path("meetings/", views.meetings, name="meetings"),
]
