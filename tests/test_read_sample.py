"""What a real referat says, field by field; and the same traps in a referat of our own."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from documents.content import Bilag, ClosedStub, ItemSection, Kind, MeetingDocument
from documents.drawing.text import draw_text
from documents.reading.file import read_file
from documents.reading.text import Reading, read_text

REAL = Path(__file__).parents[2] / "shared" / "samples" / "referat-chefforum-2015-09-17.txt"
OWN = Path(__file__).parent / "data" / "referat-havneforum.txt"


@pytest.fixture
def real() -> Reading:
    if not REAL.exists():
        pytest.skip("the real referat is not part of the repository")
    return read_file(REAL)[1]


@pytest.fixture
def own() -> Reading:
    return read_file(OWN)[1]


def section(document: MeetingDocument, number: int) -> ItemSection:
    entry = document.entries[number - 1]
    assert isinstance(entry, ItemSection)
    return entry


def sections(document: MeetingDocument) -> list[ItemSection]:
    return [entry for entry in document.entries if isinstance(entry, ItemSection)]


def case_numbers(document: MeetingDocument) -> dict[int, str]:
    return {entry.number: entry.case_number for entry in document.entries if entry.case_number}


def test_the_heading_of_the_real_referat(real: Reading) -> None:
    document = real.document
    assert real.problems == ()
    assert (document.kind, document.forum) == (Kind.MINUTES, "Chefforum")
    assert (document.date, document.start, document.place) == (date(2015, 9, 17), time(8, 30), "915")
    assert (document.municipality, document.attendance) == ("", ())


def test_the_items_of_the_real_referat(real: Reading) -> None:
    document = real.document
    assert [entry.number for entry in document.entries] == list(range(1, 11))
    assert [entry.title for entry in document.entries] == [
        "CF - Godkendelse af dagsorden og referat",
        "CF - Det gode møde med borgeren - serviceoptimering 2015",
        "CF - Status og udfordringer i offentlig digitalisering",
        "Lukket",
        "CF - Medborgerskabspolitik - borgerinddragelse",
        "Lukket",
        "Lukket",
        "CF - Orientering: Parkering på Rådhuset",
        "CF - Orientering: Proces for virksomhedsplaner 2016",
        "CF - Evt.",
    ]
    assert [entry.number for entry in document.entries if isinstance(entry, ClosedStub)] == [4, 6, 7]
    assert all(entry.closed is None for entry in sections(document))
    assert case_numbers(document) == {
        2: "15/7111", 3: "15/13215", 4: "15/9925", 5: "14/11444", 6: "15/10059", 8: "14/10909", 9: "15/11244",
    }  # fmt: skip


def test_proposals_and_decisions_of_the_real_referat(real: Reading) -> None:
    items = sections(real.document)
    assert [len(item.recommendations) for item in items] == [2, 1, 1, 2, 1, 1, 0]
    assert [item.number for item in items if item.decision] == [1, 2, 3, 5, 8, 9]
    assert {item.number: item.proposer for item in items if item.proposer} == {
        1: "Kommunaldirektøren", 2: "Kommunaldirektøren", 3: "Økonomi & Stab", 8: "Miljø & Teknik",
        9: "Kommunaldirektøren",
    }  # fmt: skip
    assert section(real.document, 1).recommendations == (
        "At chefforum godkender dagsordenen for mødet",
        "At chefforum godkender referatet fra mødet den 3. september 2015",
    )
    assert section(real.document, 1).decision == "<p>Chefforum godkendte dagsordenen.</p>"


def test_bilag_of_the_real_referat(real: Reading) -> None:
    assert {
        item.number: [one.title for one in item.bilag] for item in sections(real.document) if item.bilag
    } == {
        2: ["Serviceoptimering", "Idékatalog"],
        5: ["Mål & handlinger fra intern workshop 14.09"],
        8: ["Regler for parkering på den runde parkeringsplads på Rådhuset"],
        9: ["Procesplan for udarbejdelse af virksomhedsplaner for 2016"],
    }


def test_the_traps_in_item_5_of_the_real_referat(real: Reading) -> None:
    background = section(real.document, 5).background
    assert background.count("<ol>") == 1
    assert background.count("<li><strong>") == 5
    assert "<ol><li><strong>Mangfoldighed</strong> – mennesker" in background
    assert "<h3>Borgerinddragelse</h3><p>Inden politikken" in background
    assert background.count("<h3>") == 1
    assert (
        "<ul><li>Kultur, idræt &amp; fritid</li><li>Børn &amp; unge</li><li>Ældre &amp; sundhed</li>"
        "<li>Miljø- og erhvervsområdet</li><li>Det sociale område</li></ul><p>Overordnet" in background
    )


@pytest.mark.parametrize("name", ["real", "own"])
def test_no_line_is_lost(name: str, request: pytest.FixtureRequest) -> None:
    path = {"real": REAL, "own": OWN}[name]
    reading: Reading = request.getfixturevalue(name)
    drawn = set(draw_text(reading.document).replace("\\", "").splitlines())
    drawn |= {entry.title for entry in reading.document.entries}  # each is printed twice
    for line in path.read_text().splitlines():
        if "....." not in line and not line.endswith("indstiller;") and line != "Indholdsfortegnelse":
            assert line in drawn or f"### {line}" in drawn, line


@pytest.mark.parametrize("name", ["real", "own"])
def test_it_reads_back_from_our_own_text(name: str, request: pytest.FixtureRequest) -> None:
    reading: Reading = request.getfixturevalue(name)
    assert read_text(draw_text(reading.document)) == reading


def test_our_own_referat(own: Reading) -> None:
    document = own.document
    assert own.problems == ()
    assert (document.forum, document.date, document.start) == ("Havneforum", date(2019, 3, 14), time(8, 30))
    assert document.place == "Lokale 2.17"
    assert [entry.number for entry in document.entries] == [1, 2, 3, 4, 5, 6]
    assert document.entries[2] == ClosedStub(3, "Lukket", "19/377")
    assert document.entries[4] == ClosedStub(5, "Lukket")
    assert document.entries[5] == ItemSection(6, "HF - Evt.")
    assert case_numbers(document) == {2: "19/2045", 3: "19/377", 4: "18/9120"}


def test_item_2_of_our_own_referat(own: Reading) -> None:
    item = section(own.document, 2)
    assert item.bilag == (Bilag("Optælling af besøg"), Bilag("Forslag til vagtplan"))
    assert item.proposer == "Borgere & Service"
    assert item.recommendations == ("at de nye åbningstider gælder fra den 1. maj 2019.",)
    assert item.background.startswith("<p>Borgerne kommer på andre tider end før.")
    assert item.decision.endswith("<p>Sagen behandles igen den 20. juni.</p>")


def test_item_4_of_our_own_referat(own: Reading) -> None:
    item = section(own.document, 4)
    assert (item.proposer, item.decision) == ("", "")
    assert item.background == (
        "<p>Politikken hviler på tre værdier:</p>"
        "<ol><li><strong>Åbenhed</strong> – alle kan være med.</li>"
        "<li><strong>Ansvar</strong> - vi holder, hvad vi lover</li>"
        "<li><strong>Nærvær</strong> – vi mødes, hvor borgerne er.</li></ol>"
        "<p>Værdierne skal kunne mærkes i hverdagen. Hvordan møder vi de frivillige? Er vi nysgerrige?</p>"
        "<h3>Inddragelse</h3>"
        "<p>Inden politikken bliver vedtaget, holdes en åben workshop om følgende emner:</p>"
        "<ul><li>Kultur, idræt &amp; fritid</li><li>Børn &amp; unge</li><li>Miljø- og havneområdet</li></ul>"
        "<p>Workshoppen skal være så konkret som muligt.</p>"
    )
