"""Files that are no referat end with one Danish sentence; files that are odd are read with problems."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from documents.content import ClosedStub, Closure, ItemSection
from documents.reading.file import UnreadableFile, read_file
from documents.reading.text import read_text

HEADING = (
    "REFERAT Chefforum d. 17-09-2015\n\nMødedato Torsdag d. 17. september 2015 kl. 08:30\n\nMødested 915\n\n"
)
REFERAT = HEADING + "Punkt 1: Budget 2016\n\nBudgettet er klar.\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "er tom"),
        (b" \n\r\n", "er tom"),
        (b"%PDF-1.7\n\x00\x01\xff", "ikke en tekstfil"),
        (b"\x89PNG\r\n\x1a\n", "ikke en tekstfil"),
        (REFERAT.encode("latin-1"), "UTF-8"),
        (REFERAT.encode("utf-16"), "UTF-8"),
        (b"x" * 10_000_001, "10 MB"),
        ("Kære alle\n\nTak for sidst.\n".encode(), "ingen punkter"),
        (b"Punkt 1: Budget\n", "overskrift"),
        (b"REFERAT Chefforum\n\nPunkt 1: Budget\n", "overskrift"),
        (b"REFERAT Chefforum d. 31-02-2015\n\nPunkt 1: Budget\n", "ikke findes"),
        (
            (HEADING + "Indholdsfortegnelse\n\nPunkt 1: Budget..... 3\nPunkt 2: Evt..... 4\n").encode(),
            "ingen punkter",
        ),
        ((HEADING + "Indholdsfortegnelse\n\nBudget.....\t3\n").encode(), "ingen punkter"),
        ((HEADING + "".join(f"Punkt {n}: x\n" for n in range(1, 502))).encode(), "500 punkter"),
        ((REFERAT + "\n" * 60_000).encode(), "50.000 linjer"),
    ],
)
def test_refused(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=words) as refusal:
        read_file(path)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="findes ikke"):
        read_file(tmp_path / "væk.txt")
    with pytest.raises(UnreadableFile, match="er ikke en fil"):
        read_file(tmp_path)


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)  # takes no room on disk; reading it would take all memory
    with pytest.raises(UnreadableFile, match="10 MB"):
        read_file(path)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_byte_order_mark_and_line_breaks(line_break: str, tmp_path: Path) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(REFERAT.replace("\n", line_break).encode("utf-8-sig"))
    original, reading = read_file(path)
    assert original == path.read_bytes()
    assert reading.document.entries == (
        ItemSection(1, "Budget 2016", background="<p>Budgettet er klar.</p>"),
    )
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (REFERAT.replace("Torsdag", "Fredag"), "Mødedato siger fredag, men den 17-09-2015 er en torsdag."),
        (REFERAT.replace("17. september", "18. september"), "Mødedato siger 18-09-2015"),
        (REFERAT.replace(" kl. 08:30", ""), "starttidspunkt mangler"),
        (REFERAT.replace("Mødested 915\n", ""), "Mødestedet mangler"),
        (
            REFERAT.replace("Mødested", "Udsendt til alle\n\nMødested"),
            "»Udsendt til alle« står før det første punkt",
        ),
        (HEADING + "Punkt 1: Budget\n", "Punkt 1 har hverken tekst"),
        (REFERAT + "Punkt 1: Skoler\n\nTekst om skoler.\n", "Tekst om skoler."),
        (HEADING + "Punkt 2: A\n\nA.\n\nPunkt 1: B\n\nB.\n", "Punkt 1 står efter punkt 2."),
        (REFERAT + "INDSTILLING\n\nSagen er ny.\n", "Punkt 1: »Sagen er ny.« står under Indstilling"),
        (
            HEADING + "Indholdsfortegnelse\n\nA.....\t3\nB.....\t5\n\nPunkt 1: A\n\nTekst.\n",
            "har 2 punkter, men",
        ),
        (
            HEADING + "Indholdsfortegnelse\n\nAnden titel.....\t3\n\nPunkt 1: A\n\nTekst.\n",
            "»Anden titel« svarer ikke",
        ),
    ],
)
def test_problems(text: str, problem: str) -> None:
    problems = read_text(text).problems
    assert len([one for one in problems if problem in one]) == 1, problems


def test_an_item_that_says_nothing_is_closed() -> None:
    """Nobody has said that its title or case number may be read by all: they are the item's, not the stub's."""
    reading = read_text(HEADING + "Punkt 1: Salg af areal\n\n15/7111\n\nPunkt 2: Evt.\n")
    assert reading.document.entries == (
        ItemSection(1, "Salg af areal", "15/7111", closed=Closure("Lukket")),
        ItemSection(2, "Evt."),
    )
    assert len(reading.problems) == 1


@pytest.mark.parametrize("title", ["Lukket", "Lukket punkt: salg", "Salg af areal\n\nLUKKET PUNKT"])
def test_an_item_that_says_it_is_closed_shows_its_title(title: str) -> None:
    reading = read_text(f"{HEADING}Punkt 1: {title}\n\n15/7111\n")
    assert reading.document.entries == (ClosedStub(1, title.partition("\n")[0], "15/7111"),)
    assert reading.problems == ()


@pytest.mark.parametrize("title", ["Lukket", "Lukket punkt: salg", "Salg af areal (lukket)", "CF - Lukket"])
def test_a_closed_title_with_text_is_a_closed_item(title: str) -> None:
    reading = read_text(f"{HEADING}Punkt 1: {title}\n\nBaggrund\n\nKøberen er fundet.\n")
    assert reading.problems == ()
    assert reading.document.entries == (
        ItemSection(1, title, background="<p>Køberen er fundet.</p>", closed=Closure("Lukket")),
    )


def item(text: str) -> ItemSection:
    entry = read_text(f"{HEADING}Punkt 1: Budget\n\n{text}").document.entries[0]
    assert isinstance(entry, ItemSection)
    return entry


def test_sections_go_by_their_names() -> None:
    read = item(
        "Sagsid.: 20/33839\n\nIndstilling:\n\nForvaltningen indstiller, at\n\n• godkende budgettet\n\nBeslutning\n\n"
        "Godkendt\n\nSagsfremstilling\n\nBudgettet er klar.\n\nØkonomi\n\nIngen udgifter.\n\nBilag\n\n- Notat\n"
    )
    assert (read.case_number, read.proposer) == ("20/33839", "Forvaltningen")
    assert (read.recommendations, read.decision) == (("godkende budgettet",), "<p>Godkendt</p>")
    assert (
        read.background
        == "<h3>Sagsfremstilling</h3><p>Budgettet er klar.</p><h3>Økonomi</h3><p>Ingen udgifter.</p>"
    )
    assert [one.title for one in read.bilag] == ["Notat"]


@pytest.mark.parametrize(
    "heading",
    [
        "BESLUTNING I BYRÅDET DEN 17-09-2015",
        "Beslutning i Chefforum den 1. maj 2014",
        "Byrådets beslutning den 01.05.2014",
    ],
)
def test_the_decision_of_another_forum_or_day_is_history(heading: str) -> None:
    read = item(f"Tekst.\n\n{heading}\n\nUdsat.\n\nBESLUTNING I CHEFFORUM DEN 17-09-2015\n\nGodkendt.\n")
    assert read.background == f"<p>Tekst.</p><h3>{heading}</h3><p>Udsat.</p>"
    assert read.decision == "<p>Godkendt.</p>"


def test_what_looks_like_a_case_number_in_running_text_is_none() -> None:
    assert item("Tekst om\n\n15/7111\n\nog mere.").case_number is None
    assert item("Der var 74 ud af 98 i 2010/2011.").case_number is None


@pytest.mark.parametrize(
    ("lines", "proposer", "recommendations"),
    [
        ("Direktionen indstiller;\n\n1. at a\n2. at b", "Direktionen", ("at a", "at b")),
        ("Økonomi & Stab indstiller, at:\n\n1. a\n2. b", "Økonomi & Stab", ("a", "b")),
        ("Det indstilles,\n\nat a, og\n\nat b.", "", ("at a, og", "at b.")),
        ("Direktionen indstiller, at budgettet godkendes.", "Direktionen", ("at budgettet godkendes.",)),
        ("Direktionen indstiller:\nA)\nat a\nog b\nB)\nat c", "Direktionen", ("at a og b", "at c")),
        ("1. at a den\n17. maj\n2. at b", "", ("at a den 17. maj", "at b")),
        ("1. at a\n- først\n- så\n\n1. at b", "", ("at a - først - så", "at b")),
    ],
)
def test_recommendations(lines: str, proposer: str, recommendations: tuple[str, ...]) -> None:
    read = item(f"INDSTILLING\n\n{lines}\n")
    assert (read.proposer, read.recommendations) == (proposer, recommendations)


HOSTILE = (
    "'ord og ' * 130_000", "'>' * 9_000_000", "('> ' * 30 + 'x\\n') * 49_000", "'**a' * 16_000", "'[' * 9_000_000",
    "'.' * 9_000_000", "'Beslutning i ' * 70_000", "'x indstiller ' * 65_000", "'\\u0301\\u0316' * 2_000_000",
    "''.join(' ' * n + '- x\\n' for n in range(4000))", "'A\\n\\n\\n\\n' * 12_000", "'Punkt 1: x\\n' * 49_000",
)  # fmt: skip


LARGEST = ("'ord og ' * 1_300_000", "'Beslutning i ' * 700_000", "'x indstiller ' * 650_000")


@pytest.mark.parametrize(
    "hostile", [*HOSTILE, *(pytest.param(text, marks=pytest.mark.slow) for text in LARGEST)]
)
def test_hostile_text_ends(hostile: str) -> None:
    code = (
        "from documents.reading.text import *\n"
        f"text = 'REFERAT X d. 17-09-2015\\n\\nPunkt 1: x\\n\\n' + {hostile}\n"
        "try: read_text(text)\n"
        "except UnreadableFile: pass"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
