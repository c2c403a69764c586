"""What is drawn as text reads back as it was; and no word of any text is lost."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from documents.as_json import to_json
from documents.content import MeetingDocument
from documents.drawing.text import draw_text
from documents.reading.text import Reading, UnreadableFile, read_text
from tests.strategies import documents, referat_lines

# Shrinking such large documents takes longer than reading the difference.
usual = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
thorough = settings(usual, max_examples=4000)


def assert_reads_back(document: MeetingDocument) -> None:
    text = draw_text(document)
    reading = read_text(text)
    assert reading.problems == (), text
    assert reading.document == document, text


def assert_keeps_every_word(text: str, words: list[str]) -> None:
    try:
        reading = read_text(text)
    except UnreadableFile:
        return
    assert [word for word in words if word not in everything(reading)] == [], text


def assert_is_drawn_the_same_again(document: MeetingDocument) -> None:
    text = draw_text(document)
    assert draw_text(read_text(text).document) == text


def everything(reading: Reading) -> str:
    return "\n".join([json.dumps(to_json(reading.document), ensure_ascii=False), *reading.problems])


@usual
@given(documents())
def test_a_drawn_document_reads_back(document: MeetingDocument) -> None:
    assert_reads_back(document)


@pytest.mark.slow
@thorough
@given(documents())
def test_thousands_of_drawn_documents_read_back(document: MeetingDocument) -> None:
    assert_reads_back(document)


@usual
@given(referat_lines())
def test_no_word_of_a_referat_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert_keeps_every_word(text, re.findall("ord[0-9]+q", text))


@pytest.mark.slow
@thorough
@given(referat_lines())
def test_no_word_of_thousands_of_referater_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert_keeps_every_word(text, re.findall("ord[0-9]+q", text))


@usual
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    word = "særligtord"
    body = f"REFERAT Chefforum d. 17-09-2015\n\nPunkt 1: Budget\n\n{word}\n\n{text}"
    assert_keeps_every_word(body, [word])
    assert_keeps_every_word(text, [])


@usual
@given(documents())
def test_what_is_read_is_drawn_the_same_again(document: MeetingDocument) -> None:
    assert_is_drawn_the_same_again(document)


@pytest.mark.slow
@thorough
@given(documents())
def test_thousands_that_are_read_are_drawn_the_same_again(document: MeetingDocument) -> None:
    assert_is_drawn_the_same_again(document)
