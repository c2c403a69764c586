"""What a person reads when something went wrong, in words that say what to do next."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config import urls
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
    "wrong": ValidationError({"public_title": ["Skriv titlen.", "Kort."], "__all__": [SENTENCE]}),
    "large": RequestDataTooBig(),
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
handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500


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
    there = "/findes/ikke/"
    assert client.get(there).content.decode().count("/sign-in/?next=/findes/ikke/") == 2
    client.force_login(world.cast.carl)
    assert "/sign-in/" not in client.get(there).content.decode()


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/items/1/access/", "?next=/items/1/access/"),
        ("http://ondt.example/items/1/", ""),
        ("", ""),
    ],
)
def test_whose_session_ended_is_led_back_to_the_form(
    client: Client, db: None, came_from: str, back: str
) -> None:
    """Not to the address that the form was sent to, which may take nothing else; and never out of the house."""
    answer = client.post("/items/1/access/grant/", headers={"Referer": came_from}).content.decode()
    assert answer.count(f'href="/sign-in/{back}"') == 2
    assert "Du er ikke logget ind længere" in answer


def test_an_address_that_only_a_button_uses_says_so(client: Client, world: World) -> None:
    for name in (None, "carl"):
        if name:
            client.force_login(world.cast.carl)
        answer = client.get("/sign-out/")
        assert (answer.status_code, answer["Allow"]) == (405, "POST, OPTIONS")
        assert "brug knappen dér" in answer.content.decode()
    assert client.put("/sign-out/").content == b""


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("how", "status", "title", "sentence"),
    [
        ("bad", 400, "Forespørgslen kan ikke bruges", "Forespørgslen kunne ikke læses."),
        ("forbidden", 403, "Ikke tilladt", "Du har ikke lov til at udføre denne handling."),
        ("hidden", 404, "Ikke fundet", "Der er intet på adressen"),
        ("refused", 409, "Det kan ikke lade sig gøre nu", SENTENCE),
        ("gone", 410, "Trukket tilbage", SENTENCE),
        ("large", 413, "For stort", "Det, du sender, er for stort."),
        ("broken", 500, "Noget gik galt hos os", "Prøv igen om et øjeblik."),
    ],
)
def test_the_api_says_it_as_problem_details(
    world: World, how: str, status: int, title: str, sentence: str
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.carl)
    response = client.get(f"/api/v1/fails/{how}/")
    told = response.json()
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert sentence in told.pop("detail")
    assert told == {"type": "about:blank", "title": title, "status": status}


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_the_api_says_what_is_wrong_where(world: World, client: Client) -> None:
    told = client.get("/api/v1/fails/wrong/").json()
    assert (told["status"], told["errors"]) == (400, [
        {"pointer": "#/public_title", "detail": "Skriv titlen."},
        {"pointer": "#/public_title", "detail": "Kort."},
        {"pointer": "#", "detail": SENTENCE},
    ])  # fmt: skip


def test_what_is_not_there_in_the_api_is_no_page(client: Client, db: None) -> None:
    """In whatever method, and in the language that is asked for; of what never was and of what may not be seen."""
    for url in ("/api/", "/api/v2/meetings/", "/api/v1/meetings/987654/"):
        danish, english = (
            client.get(url, headers={"Accept-Language": language}).json() for language in ("da", "en")
        )
        assert (danish["status"], danish["title"]) == (404, "Ikke fundet")
        assert danish["detail"].startswith("Der er intet på adressen")
        assert "No Meeting" not in danish["detail"] + english["detail"]
        assert client.post(url).json()["status"] in (404, 405)
