"""Who gets which answer, for every address, person and method. The rows are in `tests/matrix/rows.py`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agenda.models import Forum
from tests.addresses import address, missing, parameters
from tests.asking import ask, kept, signed_in, what_is_sent, worth_asking
from tests.cast import EVERYBODY, World
from tests.matrix.row import METHODS, Row
from tests.matrix.rows import ROWS
from tests.matrix.things import things

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FEW = ("sofie", "bo", "nobody")
"""These get every answer there is where nothing depends on who they are."""


def test_every_address_has_its_rows() -> None:
    assert set(parameters()) == {row.name for row in ROWS}


def test_of_everything_with_an_id_something_is_hidden_from_strangers() -> None:
    """Else the rows could not tell a page that forgot to ask the gate from one that did."""
    hidden = {row.name for row in ROWS for one in METHODS if row.says(one) and row.answer(one, "bo") == 404}
    assert {name for name, ids in parameters().items() if ids} - hidden == set()


def asked(name: str) -> Iterator[tuple[str, Row]]:
    """The methods that this person tries at each row: those with rows, and the rest if they are one of the few. HEAD is
    Django's GET without a body, so it is for those whom most is hidden from."""
    for method, row in worth_asking(ROWS):
        if (name in FEW[1:]) if method == "head" else (name in FEW or row.says(method)):
            yield method, row


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_each_person_is_answered(internal: World, name: str) -> None:
    """Also that who is refused changes nothing, and that no cache may keep a page, file, redirect or refusal."""
    wrong, known, client = [], things(internal), signed_in(internal, name)
    for method, row in asked(name):
        url = address(row.name, {**known[row.which], **row.also})
        answer = ask(client, method, url, what_is_sent(internal, row, method))
        if answer.status_code != row.answer(method, name) or kept(answer):
            wrong.append(f"{method} {row.name} {row.which}: {answer.status_code}, {answer.headers}")
    assert wrong == []


def test_what_does_not_exist_is_not_found_by_any_method(internal: World) -> None:
    wrong, known = [], things(internal)
    for name in FEW:
        client = signed_in(internal, name)
        for method, row in worth_asking(row for row in ROWS if row.which):
            for url in missing(row.name, {**known[row.which], **row.also}) if row.says(method) else ():
                answered = ask(client, method, url, what_is_sent(internal, row, method)).status_code
                if answered != 404:
                    wrong.append(f"{name} {method} {url}: {answered}")
    assert wrong == []


def test_employees_open_what_the_forum_opens_to_them(internal: World) -> None:
    Forum.objects.update(open_to_employees=True)
    client, known = signed_in(internal, "bo"), things(internal)
    for name, which, expected in [
        ("meeting", "past", 200), ("meeting", "session", 200), ("meeting", "planned", 404),
        ("item", "past_closed", 200), ("item", "draft", 404), ("attachment", "past_open", 200),
        ("attachment", "past_closed", 404), ("attachment", "past_in_closed", 404), ("minutes_pdf", "past", 302),
        ("edition", "public_minutes", 200), ("edition", "full_minutes", 404),
    ]:  # fmt: skip
        assert client.get(address(name, known[which])).status_code == expected, (name, which)
