"""The many ways in which other systems write a heading or say that an item is closed."""

from __future__ import annotations

import pytest

from documents.content import ClosedStub, Entry, ItemSection
from documents.reading.text import read_text

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
