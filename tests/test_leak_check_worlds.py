"""Generated meetings and mistreated files: what is hidden is found wherever it is put, and nothing else is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from html import escape

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.content import Attendee, Bilag, Closure, ItemSection, Kind, MeetingDocument, Presence
from documents.drawing.pdf import draw_pdf
from documents.drawing.text import draw_text
from documents.leak_check.check import Paper, check
from documents.leak_check.findings import Severity
from documents.leak_check.secrets import secrets_of
from documents.scopes import narrowed, public
from tests.documents import FULL
from tests.tools.office_files import docx_file

OPEN_WORDS = "havn promenade sygefravær budget skole cykelsti ældreråd trivsel støtte æblehave økologi åben"
HIDDEN_WORDS = (
    "leverandør opsigelse erstatning købstilbud forlig kontraktbrud fratrædelse påbud advokat mægling ærinde"
)


def texts(words: str, least: int, most: int) -> st.SearchStrategy[str]:
    """Sentences of these words, with what else a sentence has."""
    signs = st.sampled_from([" ", " ", " ", ", ", " – ", "-", " / ", " og/eller "])
    pairs = st.lists(st.tuples(st.sampled_from(words.split()), signs), min_size=least, max_size=most)
    return pairs.map(
        lambda found: "".join(word + sign for word, sign in found).strip(" ,–-/").capitalize() + "."
    )


OPEN = texts(OPEN_WORDS, 1, 12)
HIDDEN = texts(HIDDEN_WORDS, 5, 30).filter(lambda text: len(text) > 30)


@st.composite
def sections(draw: st.DrawFn, number: int, words: st.SearchStrategy[str], *, closed: bool) -> ItemSection:
    """An item of these sentences."""
    prose = st.lists(words, max_size=4).map(lambda some: "".join(f"<p>{escape(one)}</p>" for one in some))
    titles = draw(st.lists(words, max_size=2))
    return ItemSection(
        number, draw(words), draw(st.none() | st.just(f"26/{1000 + number}")), draw(words), draw(prose),
        tuple(draw(st.lists(words, max_size=3))), draw(prose),
        tuple(Bilag(title, closed, f"{number}-{at}") for at, title in enumerate(titles)),
        Closure(draw(OPEN), public_decision="") if closed else None, key=str(number),
    )  # fmt: skip


@st.composite
def meetings(draw: st.DrawFn) -> MeetingDocument:
    """Minutes with an open item, a closed one and whatever else, in whatever order."""
    closed = draw(st.permutations([False, True, *draw(st.lists(st.booleans(), max_size=3))]))
    entries = (
        draw(sections(number, HIDDEN if one else OPEN, closed=one)) for number, one in enumerate(closed, 1)
    )
    return replace(FULL, kind=draw(st.sampled_from(Kind)), attendance=(), entries=tuple(entries))


def leaks(
    whole: MeetingDocument, content: bytes, name: str, said: MeetingDocument | None = None
) -> list[str]:
    """What stops in a paper for the public, read from the paper alone."""
    secrets = secrets_of(whole, public(whole))
    found = check([Paper(content, name, "Dokumentet")], secrets, replace(said or whole, entries=()))
    return [one.subject for one in found if one.severity is Severity.STOP]


def as_text(document: MeetingDocument) -> tuple[bytes, str]:
    return draw_text(document).encode(), "referat.txt"


def as_pdf(document: MeetingDocument) -> tuple[bytes, str]:
    return draw_pdf(document), "referat.pdf"


Drawer = Callable[[MeetingDocument], tuple[bytes, str]]
FIELDS = ["title", "proposer", "background", "recommendations", "bilag", "place", "attendance"]
READ = {kind: [*FIELDS, "decision"] if kind.is_of_minutes else FIELDS for kind in Kind}
"""What each kind prints. The paper of an agenda has no decisions, so what stands in one is found in the value alone."""


def pasted(whole: MeetingDocument, field: str, text: str) -> MeetingDocument:
    """The meeting with the text in one field that the public reads."""
    if field == "place":
        return replace(whole, place=text)
    if field == "attendance":
        return replace(whole, attendance=(Attendee(text, Presence.PRESENT),))
    value: object = {"recommendations": (f"at {text}",), "bilag": (Bilag(text, key="9-9"),)}.get(field, text)
    value = f"<p>Indledning. {escape(text)}</p>" if field in ("background", "decision") else value
    at, item = next(
        (at, one) for at, one in enumerate(whole.entries) if isinstance(one, ItemSection) and not one.closed
    )
    changed = replace(item, **{field: value})  # type: ignore[arg-type]
    return replace(whole, entries=(*whole.entries[:at], changed, *whole.entries[at + 1 :]))


def hidden_sentences(whole: MeetingDocument) -> list[str]:
    """What a clumsy hand could copy out of the closed items."""
    closed = [one for one in whole.entries if isinstance(one, ItemSection) and one.closed]
    return [
        text
        for one in closed
        for text in (one.title, *one.recommendations, *(two.title for two in one.bilag))
    ]


def nothing_stops_in_a_clean_one_and_each_sentence_in_another(
    whole: MeetingDocument, data: st.DataObject, drawn: Drawer
) -> None:
    assert leaks(whole, *drawn(narrowed(whole, public(whole)))) == []
    sentence = data.draw(st.sampled_from(hidden_sentences(whole)))
    leaking = pasted(whole, data.draw(st.sampled_from(READ[whole.kind])), sentence)
    (secret,) = {one.text for one in secrets_of(whole, public(whole)).hidden if one.text == sentence}
    assert secret
    assert len(leaks(whole, *drawn(narrowed(leaking, public(leaking))))) >= 1


@settings(max_examples=40, deadline=None)
@given(meetings(), st.data())
def test_generated_meetings_as_text(whole: MeetingDocument, data: st.DataObject) -> None:
    nothing_stops_in_a_clean_one_and_each_sentence_in_another(whole, data, as_text)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(meetings(), st.data())
def test_generated_meetings_as_pdf(whole: MeetingDocument, data: st.DataObject) -> None:
    nothing_stops_in_a_clean_one_and_each_sentence_in_another(whole, data, as_pdf)


@pytest.mark.parametrize("kind", Kind)
def test_the_same_word_ten_times_in_a_decision(kind: Kind) -> None:
    """The paper of the minutes holds it; that of an agenda does not, where the value that is checked with it does."""
    sentence = "Leverandør" + " leverandør" * 9 + "."
    whole = replace(FULL, kind=kind, attendance=(), entries=(
        ItemSection(1, "Havnens budget.", key="1"),
        ItemSection(2, sentence, closed=Closure("Lukket: aftale"), key="2"),
    ))  # fmt: skip
    leaking = pasted(whole, "decision", sentence)
    content, name = as_pdf(narrowed(leaking, public(leaking)))
    assert bool(leaks(whole, content, name)) is kind.is_of_minutes
    found = check([Paper(content, name, "Dokumentet")], secrets_of(whole, public(whole)), leaking)
    assert [one.place.label for one in found if one.severity is Severity.STOP and one.place.key == "1"] == [
        "Punkt 1"
    ]


# Files that somebody has cut, turned or made up


def small_pdf() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["a.txt"] = b"tekst"
    pdf.docinfo["/Title"] = "Notat"
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


SECRETS = secrets_of(FULL, public(FULL))
WHOLES = {"pdf": small_pdf(), "docx": docx_file(), "rtf": b"{\\rtf1 tekst\\par}", "json": b'{"a": ["b"]}'}
EDITS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=12)), min_size=1, max_size=6)


@pytest.mark.parametrize("kind", WHOLES)
@settings(max_examples=40, deadline=None)
@given(edits=EDITS, cut=st.floats(0.3, 1))
def test_no_file_breaks_the_check(kind: str, edits: list[tuple[float, bytes]], cut: float) -> None:
    content = bytearray(WHOLES[kind])
    for place, written in edits:
        at = int(place * len(content))
        content[at : at + len(written)] = written
    found = check(
        [Paper(bytes(content[: int(cut * len(content))]), f"a.{kind}", "Bilag")],
        secrets_of(FULL, public(FULL)),
        FULL,
    )
    assert {one.severity for one in found} <= {Severity.UNREADABLE, Severity.CPR, Severity.WARNING}


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1", b"\xff\xfe", b"<?xml"]),
)
def test_no_bytes_break_the_check(content: bytes, start: bytes) -> None:
    for name in ("a.html", "a.json", "a.eml", "a"):
        check([Paper(start + content, name, "Bilag")], SECRETS, FULL)
