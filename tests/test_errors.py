"""What a person reads when something went wrong, in words that say what to do next."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from tests.cast import World


def _fails(request: HttpRequest, how: str) -> HttpResponse:
    raise {"bad": BadRequest, "forbidden": PermissionDenied, "broken": RuntimeError}[how]


urlpatterns = [path("fails/<str:how>/", _fails), path("", include("config.urls"))]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("bad", 400, "Gå tilbage, hent siden igen, og prøv én gang til."),
        ("forbidden", 403, "Spørg forummets sekretær, hvis du mener, at du bør have den."),
        ("broken", 500, "Prøv igen om et øjeblik."),
    ],
)
def test_a_failure_is_a_page_that_says_what_to_do(world: World, how: str, status: int, sentence: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.carl)
    response = client.get(f"/fails/{how}/")
    assert (response.status_code, sentence in response.content.decode()) == (status, True)


def test_a_page_that_is_not_there(client: Client, db: None) -> None:
    response = client.get("/findes/ikke/")
    assert response.status_code == 404
    assert "Se efter, om adressen er skrevet rigtigt." in response.content.decode()
