"""The sentence that is offered for the outcomes of an item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.models import AgendaItem
from agenda.richtext import clean
from decisions.models import Outcome
from decisions.sentences import COMMON, offered, sentences_for

Kind = AgendaItem.Kind
YES, LATER, NO = Outcome.APPROVED, Outcome.POSTPONED, Outcome.REJECTED


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        ([], ""),
        ([None, None], ""),
        ([YES], "<p>Godkendt.</p>"),
        ([YES, YES, YES], "<p>Godkendt.</p>"),
        ([YES, LATER], "<p>Ad 1: Godkendt.</p><p>Ad 2: Udsat.</p>"),
        ([YES, NO, YES], "<p>Ad 1 og 3: Godkendt.</p><p>Ad 2: Ikke godkendt.</p>"),
        ([YES, YES, NO, YES], "<p>Ad 1, 2 og 4: Godkendt.</p><p>Ad 3: Ikke godkendt.</p>"),
        ([None, YES], "<p>Ad 2: Godkendt.</p>"),
    ],
)
def test_the_sentence_follows_the_outcomes(outcomes: list[Outcome | None], text: str) -> None:
    assert offered(outcomes, sentences_for(Kind.DECISION, {})) == text


def test_an_orientation_is_taken_note_of_in_its_own_words() -> None:
    noted = {kind: offered([Outcome.NOTED], sentences_for(kind, {})) for kind in Kind}
    assert noted[Kind.ORIENTATION] == "<p>Orienteringen blev taget til efterretning.</p>"
    assert noted[Kind.DECISION] == noted[Kind.DISCUSSION] == "<p>Taget til efterretning.</p>"


def test_a_forum_says_it_in_its_own_words() -> None:
    own = {(YES, ""): "Direktionen tiltrådte indstillingen.", (YES, Kind.DISCUSSION): "Tiltrådt."}
    assert offered([YES], sentences_for(Kind.DECISION, own)) == "<p>Direktionen tiltrådte indstillingen.</p>"
    assert offered([YES], sentences_for(Kind.DISCUSSION, own)) == "<p>Tiltrådt.</p>"


@given(outcomes=st.lists(st.none() | st.sampled_from(Outcome), max_size=6))
def test_what_is_offered_is_stored_as_it_stands(outcomes: list[Outcome | None]) -> None:
    """Else it would not be known again as the offer, and not follow when an outcome changes."""
    own = {(Outcome.NOTED, ""): "Kurt & Søn <3"}
    text = offered(outcomes, sentences_for(Kind.DECISION, own))
    assert clean(text) == text


def test_each_outcome_has_a_common_sentence() -> None:
    assert {outcome for outcome, kind in COMMON if kind == ""} == set(Outcome)
