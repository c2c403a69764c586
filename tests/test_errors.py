"""What a person reads when something went wrong, in words that say what to do next."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from people.refusals import Gone, Refused
from tests.cast import World

SENTENCE = "Mødet er aflyst; det kan ikke udsendes."
FAILURES = {
    "bad": BadRequest(),
    "forbidden": PermissionDenied(),
    "broken": RuntimeError(),
    "refused": Refused(SENTENCE),
    "gone": Gone(SENTENCE),
    "hidden": Http404("No Meeting matches the given query."),
}


def _fails(request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]


class _FailsInTheAPI(APIView):
    def get(self, request: Request, how: str) -> Response:
        raise FAILURES[how]


urlpatterns = [
    path("fails/<str:how>/", _fails),
    path("api/v1/fails/<str:how>/", _FailsInTheAPI.as_view()),
    path("", include("config.urls")),
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("bad", 400, "Gå tilbage, hent siden igen, og prøv én gang til."),
        ("forbidden", 403, "Spørg forummets sekretær, hvis du mener, at du bør have den."),
        ("broken", 500, "Prøv igen om et øjeblik."),
        ("refused", 409, SENTENCE),
        ("gone", 410, SENTENCE),
    ],
)
def test_a_failure_is_a_page_that_says_what_to_do(world: World, how: str, status: int, sentence: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.carl)
    response = client.get(f"/fails/{how}/")
    assert (response.status_code, sentence in response.content.decode()) == (status, True)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_only_who_tried_to_change_something_is_told_that_nothing_was(world: World) -> None:
    client = Client()
    client.force_login(world.cast.carl)
    assert "Intet er ændret." in client.post("/fails/refused/").content.decode()
    assert "Intet er ændret." not in client.get("/fails/refused/").content.decode()


def test_a_page_that_is_not_there(client: Client, db: None) -> None:
    response = client.get("/findes/ikke/")
    assert response.status_code == 404
    assert "Se efter, om adressen er skrevet rigtigt." in response.content.decode()


def test_who_is_not_signed_in_is_led_there_and_back(world: World, client: Client) -> None:
    """But not back to an address that only takes what a form sends."""
    there = "/findes/ikke/"
    assert client.get(there).content.decode().count("/sign-in/?next=/findes/ikke/") == 2
    assert "?next=" not in client.post(there).content.decode()
    client.force_login(world.cast.carl)
    assert "/sign-in/" not in client.get(there).content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("refused", 409, SENTENCE),
        ("gone", 410, SENTENCE),
        ("forbidden", 403, "Du har ikke lov til at udføre denne handling."),
        ("hidden", 404, "Der er intet på adressen, eller også er det noget, du ikke har adgang til."),
    ],
)
def test_the_api_says_it_in_json(world: World, how: str, status: int, sentence: str) -> None:
    client = Client()
    client.force_login(world.cast.carl)
    response = client.get(f"/api/v1/fails/{how}/")
    assert (response.status_code, response.json()) == (status, {"detail": sentence})


def test_the_api_follows_the_language_of_the_request(client: Client, db: None) -> None:
    danish, english = (
        client.get("/api/v1/meetings/987654/", headers={"Accept-Language": language}).json()["detail"]
        for language in ("da", "en")
    )
    assert danish.startswith("Der er intet på adressen")
    assert "No Meeting" not in danish + english
