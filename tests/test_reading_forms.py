"""The many ways in which other systems write a heading or say that an item is closed."""

from __future__ import annotations

from datetime import time

import pytest

from documents.content import ClosedStub, Closure, Entry, ItemSection
from documents.reading.text import UnreadableFile, read_text

HEADING = (
    "REFERAT Chefforum d. 17-09-2015\n\nMødedato Torsdag d. 17. september 2015 kl. 08:30\n\nMødested 915\n\n"
)


def is_closed(entry: Entry) -> bool:
    return isinstance(entry, ClosedStub) or entry.closed is not None


@pytest.mark.parametrize(
    "title",
    [
        "Lukket.", "CF: Lukket", "Personalesag, lukket", "(Lukket) Personalesag", "Lukket sag om areal",
        "Lukket dagsorden: areal", "Lukket dagsordenspunkt", "Fortroligt", "Fortrolig personalesag",
        "Ikke-offentligt punkt", "Ej offentlig: areal", "Punktet lukkes",
    ],
)  # fmt: skip
def test_a_title_that_says_closed(title: str) -> None:
    (entry,) = read_text(f"{HEADING}Punkt 1: {title}\n\nBaggrund\n\nKøberen er fundet.\n").document.entries
    assert isinstance(entry, ItemSection)
    assert is_closed(entry)


def test_a_title_that_tells_more_than_closed_is_not_published() -> None:
    (entry,) = read_text(f"{HEADING}Punkt 1: Fortrolig sag om Bo\n\n15/7111\n").document.entries
    assert isinstance(entry, ItemSection)
    assert entry.closed
    assert entry.closed.public_title == "Lukket"


STATUSES = [
    "Lukket", "Lukket.", "Lukket punkt.", "Lukket:", "Lukket: Ja", "Sagstype: Lukket", "Status: Lukket",
    "Offentlighed: Lukket", "Punktet er lukket", "Lukket, jf. forvaltningslovens § 27", "**Lukket**",
]  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(
    "text", ["@\n\nKøberen er fundet.", "Køberen er fundet.\n\n@", "Tekst.\n\nBeslutning\n\nGodkendt.\n\n@"]
)
def test_a_line_that_says_closed(status: str, text: str) -> None:
    (entry,) = read_text(f"{HEADING}Punkt 1: Areal\n\n{text.replace('@', status)}\n").document.entries
    assert is_closed(entry)


@pytest.mark.parametrize("line", ["Lukket: Nej", "Skolen er lukket om mandagen.", "\\Lukket", "Lukketid"])
def test_a_line_that_does_not_say_closed(line: str) -> None:
    (entry,) = read_text(f"{HEADING}Punkt 1: Areal\n\nTekst.\n\n{line}\n").document.entries
    assert not is_closed(entry)


@pytest.mark.parametrize(
    "heading",
    [
        "Punkt 4 - Salg", "Punkt 4 – Salg", "Punkt 4. Salg", "Punkt 4 Salg", "Punkt 4:Salg", "Pkt 4: Salg",
        "Pkt. 4 - Salg", "Punkt 04: Salg", "Punkt\u00a04: Salg", "Punkt 4:\u00a0Salg", "\u00a0Punkt 4: Salg",
    ],
)  # fmt: skip
def test_an_item_heading(heading: str) -> None:
    reading = read_text(f"{HEADING}Punkt 3: Budget\n\nTekst.\n\n{heading}\n\nKøberen.\n")
    assert reading.problems == ()
    assert reading.document.entries == (
        ItemSection(3, "Budget", background="<p>Tekst.</p>"),
        ItemSection(4, "Salg", background="<p>Køberen.</p>"),
    )


def test_a_heading_that_says_closed() -> None:
    reading = read_text(f"{HEADING}Punkt 3: Budget\n\nTekst.\n\nPunkt 4 (lukket): Salg\n\nKøberen.\n")
    assert [is_closed(entry) for entry in reading.document.entries] == [False, True]


@pytest.mark.parametrize(
    "heading",
    [
        "Punkt 4A: Salg", "Punkt L1: Salg", "* Punkt 4: Salg", "• Punkt 4: Salg", "Lukket punkt 4: Salg",
        "4. Lukket punkt", "4) Fortrolig sag", "Punkt 4", "Punkt IV: Salg", "Punkt 2 - Salg",
        "Lukket dagsordenspunkt 4: Salg", "Punkt 4.1 Salg",
    ],
)  # fmt: skip
def test_what_may_be_an_item_is_not_placed(heading: str) -> None:
    reading = read_text(
        f"{HEADING}Punkt 3: Budget\n\nTekst.\n\n{heading}\n\nKøberen.\n\nPunkt 5: Skoler\n\nMere.\n"
    )
    assert reading.document.entries == (
        ItemSection(3, "Budget", background="<p>Tekst.</p>"),
        ItemSection(5, "Skoler", background="<p>Mere.</p>"),
    )
    assert "Køberen." in "".join(reading.problems)
    assert heading in "".join(reading.problems)


@pytest.mark.parametrize(
    "line",
    [
        "Punkt 3 blev drøftet sammen med punkt 4.", "Punkt 3 og 4 blev drøftet samlet.", "pkt. 4 i aftalen",
        "Punkt 4 er udsat", "Punktet udgik.", "\\Punkt 4 - Salg", "\\Punkt 4A: Salg", "- Punkt 4A",
    ],
)  # fmt: skip
def test_a_sentence_about_an_item_is_text(line: str) -> None:
    reading = read_text(f"{HEADING}Punkt 3: Budget\n\nTekst.\n\n{line}\n")
    assert reading.problems == ()
    assert len(reading.document.entries) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "Referat fra møde i Chefforum torsdag den 17. september 2015",
        "Referat af møde i Chefforum den 17. september 2015",
        "Referat af Chefforums møde den 17. september 2015",
        "REFERAT\u00a0Chefforum d.\u00a017-09-2015",
    ],
)
def test_the_forum_in_the_heading(heading: str) -> None:
    text = f"{heading}\n\nMødedato 17-09-2015 kl.\u00a008:30\n\nMødested 915\n\nPunkt 1: A\n\nTekst.\n"
    reading = read_text(text)
    assert (reading.document.forum, reading.document.start) == ("Chefforum", time(8, 30))
    assert reading.problems == ()


def test_a_heading_without_forum() -> None:
    with pytest.raises(UnreadableFile, match="hvilket forum"):
        read_text("REFERAT d. 17-09-2015\n\nPunkt 1: A\n\nTekst.\n")


def test_who_took_no_part_stands_below_the_title() -> None:
    text = "Punkt 1: Udbud\n\nInhabil: Karen Holm\ninhabil: Bo Dahl\n\nBaggrund\n\nTekst.\n\nInhabil: Carl\n"
    (entry,) = read_text(HEADING + text).document.entries
    assert entry == ItemSection(
        1, "Udbud", background="<p>Tekst.</p><p>Inhabil: Carl</p>", recused=("Karen Holm", "Bo Dahl")
    )


def test_a_closed_item_with_somebody_recused_is_no_stub() -> None:
    (entry,) = read_text(f"{HEADING}Punkt 1: Lukket\n\nInhabil: Karen Holm\n").document.entries
    assert entry == ItemSection(1, "Lukket", closed=Closure("Lukket"), recused=("Karen Holm",))
