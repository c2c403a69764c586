"""What the check asks of a change of what is out, answered by a program that sends the same again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.models import AgendaItem, Attachment
from agenda.services.bilag import attach
from documents.adding import add_bilag, lasting_key
from documents.models import CheckAnswer
from people.refusals import Refused
from tests.cast import World
from tests.test_api_writing import Program, pointers, upload

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NUMBER = "2003023693"
CLOSING = {
    "legal_ground": "Personforhold",
    "public_title": "Ny leder",
    "public_decision": f"<p>Sag {NUMBER}</p>",
}


@pytest.fixture
def esdh(world: World) -> Program:
    return Program(world, "sofie")


def asked_in(answer: Any) -> str:
    """The id of the one thing that the check asks."""
    assert answer.status_code == 409, answer.content
    (finding,) = answer.json()["findings"]
    return str(finding["id"])


def said(finding: str, kind: str = "not_cpr", **more: str) -> dict[str, Any]:
    return {"answers": [{"finding": finding, "kind": kind, **more}]}


def test_a_closed_item_says_more_and_is_opened_once_the_check_is_answered(
    world: World, esdh: Program
) -> None:
    item = world.items["past_closed"]
    path = f"items/{item.pk}/"
    esdh.see(path)
    finding = asked_in(esdh.ask("put", f"{path}closure/", CLOSING))
    assert not AgendaItem.objects.filter(pk=item.pk, public_title="Ny leder").exists()
    told = esdh.ask("put", f"{path}closure/", CLOSING | said(finding)).json()
    assert told["closure"]["public_decision"] == CLOSING["public_decision"]
    AgendaItem.objects.filter(pk=item.pk).update(background="<p>Sag 010190-1234.</p>")
    esdh.see(path)
    other = asked_in(esdh.ask("post", f"{path}open/"))
    given = CheckAnswer.objects.values_list("mark", "kind", "by")
    assert list(given) == [(finding, "not_cpr", world.cast.sofie.pk)]
    both = {"answers": [*said(finding)["answers"], *said(other, "reason", reason="Er selv enig")["answers"]]}
    assert esdh.ask("post", f"{path}open/", both).json()["closed"] is False


def test_a_bilag_is_put_on_and_opened_once_the_check_is_answered(world: World, esdh: Program) -> None:
    item, key = world.items["session_open"], {"Idempotency-Key": "notat"}
    before = item.attachments.count()

    def sent(**more: Any) -> Any:
        picture = SimpleUploadedFile("Kort.png", b"\x89PNG\r\n\x1a\n" + bytes(99))
        return upload(esdh, item, picture, headers=key, **more)

    finding = asked_in(sent())
    assert asked_in(sent()) == finding, "the same file is asked about in the same words"
    assert asked_in(sent(answers=json.dumps(said(finding)["answers"]))) == finding, (
        "a picture is no CPR number"
    )
    for odd in ("[{", "[" * 20_000, "{}", '[{"finding": "x"}]'):
        (field, *_rest) = pointers(sent(answers=odd))
        assert field.startswith("#/answers")
    for told, field in ((said("0" * 64), ""), (said(finding, "reason", reason=" "), "/0/reason")):
        assert pointers(sent(answers=json.dumps(told["answers"]))) == [f"#/answers{field}"]
    assert item.attachments.count() == before
    answers = json.dumps(said(finding, "reason", reason="Set igennem")["answers"])
    made, again = sent(answers=answers), sent(answers=answers)
    assert (made.status_code, made.json()["id"]) == (201, again.json()["id"])
    assert item.attachments.count() == before + 1
    assert (
        upload(esdh, item, SimpleUploadedFile("Kort.png", b"\x89PNG\r\n\x1a\n" + bytes(99))).status_code
        == 409
    )


def test_a_closed_bilag_is_opened_once_the_check_is_answered(world: World, esdh: Program) -> None:
    bilag = world.attachments["past_closed"]
    Attachment.objects.filter(pk=bilag.pk).update(title=f"Sag {NUMBER}")
    path = f"attachments/{bilag.pk}/"
    esdh.see(path)
    held = esdh.ask("patch", path, {"closed": False})
    answers = [said(one["id"])["answers"][0] for one in held.json()["findings"]]
    assert (held.status_code, len(answers)) == (409, 2)
    assert esdh.ask("patch", path, {"closed": False, "answers": answers}).json()["closed"] is False


def test_answers_are_for_those_who_may_make_the_change(world: World, esdh: Program) -> None:
    path = f"items/{world.items['past_closed'].pk}/"
    AgendaItem.objects.filter(pk=world.items["past_closed"].pk).update(background=f"<p>{NUMBER}</p>")
    esdh.see(path)
    finding = asked_in(esdh.ask("post", f"{path}open/"))
    for name in ("carl", "bo"):
        other = Program(world, name)
        other.tag = other.ask("get", path).headers.get("ETag", '"x"')
        assert other.ask("post", f"{path}open/", said(finding)).status_code == 403
    assert not CheckAnswer.objects.exists()
    esdh.tag = '"gammel"'
    assert esdh.ask("post", f"{path}open/", said(finding)).status_code == 412
    assert not CheckAnswer.objects.exists()
    assert esdh.ask("delete", f"{path}closure/").status_code == 405


def test_two_who_put_the_same_file_on_make_one_bilag(world: World) -> None:
    item, sofie = world.items["session_open"], world.cast.sofie
    file = SimpleUploadedFile("Kort.txt", b"kort")
    key = lasting_key(item, file)
    add_bilag(item, "Kort", file=file, key=key, by=sofie)
    with pytest.raises(Refused, match="i samme øjeblik"):
        add_bilag(item, "Kort", file=file, key=key, by=sofie)
    assert lasting_key(item, file) != key
    assert attach(world.items["draft"], "Kort", file=file, by=sofie).pk != key
