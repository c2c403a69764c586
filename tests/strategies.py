"""Meeting documents made to be hard to read back: their texts look like everything a referat is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from html import escape
from itertools import count as count_from
from typing import TypeVar

from hypothesis import strategies as st

from agenda.characters import plain_line
from agenda.richtext import clean
from documents.content import (
    Attendee,
    Bilag,
    ClosedStub,
    Closure,
    Correction,
    Dissent,
    Entry,
    Guest,
    ItemKind,
    ItemPresence,
    ItemSection,
    Kind,
    MeetingDocument,
    Origin,
    Outcome,
    Presence,
    Stay,
)

T = TypeVar("T")

LOOKALIKES = (
    "Bilag", "BILAG:", "Lukkede bilag", "Baggrund", "INDSTILLING", "Indstilling:", "Økonomi",
    "Sagsfremstilling", "BESLUTNING I CHEFFORUM DEN 17-09-2015", "Beslutning",
    "Beslutning i Byrådet den 1. maj 2020", "beslutning om bus", "Punkt 3: x", "Punkt 1 (foreløbig): y",
    "pkt. 4:", "15/7111", "Sagsnr. 15/7111", "Sagsid.: 20/33839", "Sag 15/7111", "00.22.02A30-0026",
    "LUKKET PUNKT", "LUKKET PUNKT (uden indhold)", "Lukket", "ÅBENT PUNKT", "Punktet udgår",
    "Offentlig titel: x", "Hjemmel: § 10", "Inhabil: Bo", "Inhabil:", "OFFENTLIG BESLUTNING",
    "Til beslutning", "Fortsat fra punkt 3 den 17-09-2015", "Kl. 08:45 (15 minutter)", "5 minutter",
    "Forelægges af: Bo", "Gæst fra kl. 09:00: Bo", "Gik under punktet kl. 9.20: Bo", "UDFALD", "1. Godkendt",
    "SÆRSTANDPUNKT FRA Bo", "RETTELSE DEN 24-09-2015", "Udgave 2", "Ændret: x", "Rækkefølge på mødet: 2, 1",
    "Tillæg til dagsordenen af 10-09-2015", "TILLÆGSDAGSORDEN Chefforum d. 17-09-2015",
    "Kommunaldirektøren indstiller,",
    "Det indstilles,", "Det indstilles, at HMU", "at godkende sagen", "1. at godkende", "2) to", "A) et",
    "- punkt", "• punkt", "* stjerne", "### overskrift", "# x", "> citat", ">", "| celle |", "|---", "|= x",
    "{th} x", "\\Bilag", "\\", "\\\\", "x\\", "\\n", "**fed**", "__init__", "***", "____", "2 ** 3", "*",
    "_", "[a](https://b.dk)", "[", "](", "1. januar 2016", "17. maj", "Borgerinddragelse",
    "Kultur og fritid", "Ingen bilag", "-", "Indholdsfortegnelse", "Evt.", "Evt..... 19", "(ikke oplyst)",
    "REFERAT Chefforum d. 17-09-2015", "Mødested 915", "Deltagere:", "Afbud: Bo", ": x", "§ 17",
    "Side 3 af 19", "at", "<b>x</b>", "&amp;", "Aa æøå ÆØÅ", "e\u0301", "a\u00a0b", "\u00a0", "\u2028",
    "\u0338", "En sætning, der slutter med punktum.",
)  # fmt: skip
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("abcæøåÆØÅ 0123456789.,:;-–*_\\[](){}|<>#\"'§/&\u00a0"), st.characters()
    ),
    max_size=30,
)
TEXTS = st.one_of(
    st.sampled_from(LOOKALIKES),
    WORDS,
    st.lists(st.sampled_from(LOOKALIKES), min_size=2, max_size=3).map(" ".join),
    st.builds("{} {}".format, st.sampled_from(LOOKALIKES), WORDS),
    st.just("Meget lang tekst om budgettet, som ikke vil høre op " * 6),
)
LINES = TEXTS.map(plain_line).filter(bool)
HREFS = st.sampled_from(
    [
        "https://a.dk/Sag_(jura)",
        "http://x.dk/?a=1&b=**2__3",
        "mailto:a@b.dk",
        "https://b.dk/a|b\\c",
        "javascript:alert(1)",
    ]
)


def _wrapped(inner: st.SearchStrategy[str], *names: str) -> st.SearchStrategy[str]:
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(names), inner)


def _inline() -> st.SearchStrategy[str]:
    piece = st.one_of(TEXTS.map(escape), st.sampled_from(["<br>", " ", "\n", "<br><br>"]))
    formatted = st.one_of(
        piece,
        _wrapped(piece, "strong", "em", "b", "i"),
        st.builds("<a href='{}'>{}</a>".format, HREFS.map(escape), piece),
        _wrapped(_wrapped(piece, "strong", "em"), "strong", "em"),
        st.builds("<strong><a href='{}'>{}</a></strong>".format, HREFS.map(escape), piece),
    )
    return st.lists(formatted, min_size=1, max_size=4).map("".join)


def _many(inner: st.SearchStrategy[str], size: int = 3) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=size).map("".join)


def _table(inline: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attributes = st.sampled_from(["", " colspan=2", " rowspan=3", " scope=col", " scope='row' colspan=4"])
    cell = st.builds(
        "<{0}{1}>{2}</{0}>".format, st.sampled_from(["td", "th"]), attributes, inline | st.just("")
    )
    rows = _many(_wrapped(_many(cell), "tr"))
    caption = st.one_of(st.just(""), _wrapped(inline, "caption"))
    head = st.one_of(st.just(""), _wrapped(rows, "thead"))
    return st.builds("<table>{}{}{}</table>".format, caption, head, rows | st.just(""))


def _blocks() -> st.SearchStrategy[str]:
    inline = _inline()
    points = st.recursive(
        _wrapped(_many(_wrapped(inline, "li")), "ul", "ol"),
        lambda below: _wrapped(_many(st.builds("<li>{}{}</li>".format, inline, _many(below, 2))), "ul", "ol"),
        max_leaves=4,
    )
    simple = st.one_of(_wrapped(inline, "p", "h3", "h4", "p", "div"), points, _table(inline), inline)
    return _many(st.one_of(simple, simple, _wrapped(_many(simple), "blockquote")), 5)


HTML = _blocks()
RICH = st.one_of(st.just(""), HTML.map(clean))

CASE_NUMBERS = st.one_of(
    st.none(), st.sampled_from(["15/7111", "2011-29298", "330-2018-3619", "00.22.02-A30-5-17"]), LINES
)
TITLES = st.one_of(
    LINES,
    st.sampled_from(
        ["Lukket", "CF - Lukket punkt: salg", "Salg (lukket)", "CF - Evt.", "Budget 2016", "Evt..... 19"]
    ),
)
DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
NO_TIME = st.none() | TIMES
ORIGINS = st.builds(Origin, st.integers(1, 9999), DATES)
GUESTS = st.builds(Guest, LINES, NO_TIME, NO_TIME)
PRESENCES = st.builds(ItemPresence, LINES, st.sampled_from(Stay), NO_TIME)
DISSENTS = st.builds(Dissent, LINES, RICH)
CORRECTIONS = st.builds(Correction, RICH, DATES)


@st.composite
def _bilag(draw: st.DrawFn, title: str) -> tuple[Bilag, ...]:
    titles = draw(st.lists(st.tuples(LINES | st.just(title), st.booleans()), max_size=3))
    return tuple(Bilag(one, closed) for one, closed in sorted(titles, key=lambda pair: pair[1]))


def some(of: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(of, max_size=2).map(tuple)


@st.composite
def _outcomes(draw: st.DrawFn, many: int) -> tuple[Outcome | None, ...]:
    outcome = st.none() | st.sampled_from(Outcome)
    places = max(1, many)
    said = tuple(draw(st.lists(outcome, min_size=places, max_size=places)))
    return said if any(said) else ()


@st.composite
def _sections(draw: st.DrawFn, number: int) -> ItemSection:
    title = draw(TITLES)
    recommendations = tuple(draw(st.lists(LINES, max_size=3)))
    closures = st.builds(Closure, LINES | st.just("Lukket"), st.booleans(), LINES | st.just(""), RICH)
    return ItemSection(
        number=number,
        title=title,
        case_number=draw(CASE_NUMBERS | st.just(title)),
        proposer=draw(st.just("") | LINES),
        background=draw(RICH),
        recommendations=recommendations,
        decision=draw(RICH),
        bilag=draw(_bilag(title)),
        closed=draw(st.none() | closures),
        kind=draw(st.none() | st.sampled_from(ItemKind)),
        continues=draw(st.none() | ORIGINS),
        begins=draw(NO_TIME),
        minutes=draw(st.none() | st.integers(0, 600)),
        presenter=draw(st.just("") | LINES),
        guests=draw(some(GUESTS)),
        outcomes=draw(_outcomes(len(recommendations))),
        recused=draw(some(LINES)),
        presences=draw(some(PRESENCES)),
        dissents=draw(some(DISSENTS)),
        corrections=draw(some(CORRECTIONS)),
        preliminary=draw(st.booleans()),
        withdrawn=draw(st.booleans()),
    )


def _stubs(number: int) -> st.SearchStrategy[ClosedStub]:
    return st.builds(ClosedStub, st.just(number), TITLES, CASE_NUMBERS, RICH, st.booleans())


@st.composite
def documents(draw: st.DrawFn) -> MeetingDocument:
    numbers = sorted(draw(st.sets(st.integers(1, 9999), min_size=1, max_size=3)))
    entries: list[Entry] = [draw(_sections(number) | _stubs(number)) for number in numbers]
    forum = draw(
        st.sampled_from(
            ["Chefforum", "MED-udvalget", "Økonomi- & Erhvervsudvalget", "Forum d. 1-1-2000", "i by"]
        )
    )
    return MeetingDocument(
        kind=draw(st.sampled_from(Kind)),
        forum=forum,
        date=draw(DATES | st.just(date(2015, 9, 17))),
        start=draw(NO_TIME),
        place=draw(st.just("") | LINES),
        municipality=draw(st.just("") | LINES),
        attendance=tuple(draw(st.lists(st.builds(Attendee, LINES, st.sampled_from(Presence)), max_size=4))),
        entries=tuple(entries),
        version=draw(st.none() | st.integers(1, 99)),
        changes=draw(st.just("") | LINES),
        order=tuple(draw(st.lists(st.integers(1, 99), max_size=3))),
        adds_to=draw(st.none() | DATES),
    )


# Lines of every kind that a referat can have; "@" stands for a word that may not be lost, "N" for an item number.
REFERAT_LINES = (
    "Punkt N: @", "Punkt N: @", "Punkt N:", "Punkt N: Lukket", "Punkt N: Lukket punkt: @", "Punkt N: Evt.",
    "Punkt N: @..... 7", "@", "  @", "@ @.", "@,", "Bilag", "Bilag:", "Lukkede bilag", "Baggrund",
    "Økonomi", "INDSTILLING", "- @", "  - @", "    1. @", "1. @", "2. at @", "A) @", "at @ og", "• @",
    "17. @", "1. januar @", "> @", "> > @", "> - @", "| @ | @", "|= @", "|---", "|{th} @ |", "### @", "#",
    "**@** __@", "__@ ** @", "[@](https://@.dk)", "[@](x@)", "@\\", "\\@", "\\", "________", "\u00a0", "",
    "", "", "@ indstiller,", "@ indstiller, at @", "Det indstilles, at @", "Det foreslås,",
    "@ indstiller til @;", "BESLUTNING I CHEFFORUM DEN 17-09-2015", "Beslutning",
    "Beslutning i @ den 1. maj 2014", "Beslutning i @", "Beslutning i Xy@", "@s beslutning den 1. maj 2011",
    "OFFENTLIG BESLUTNING", "LUKKET PUNKT", "LUKKET PUNKT (uden indhold)", "ÅBENT PUNKT", "Lukket",
    "Punktet udgår", "15/7111", "Sagsnr. @", "Sagsid.: 5@", "Offentlig titel: @", "Hjemmel: @", "Inhabil: @",
    "Til drøftelse", "Kl. 08:45", "Forelægges af: @", "Gæst kl. 9: @", "Gæst til kl. 09:15: @",
    "Kom under punktet: @", "UDFALD", "2. Udsat", "SÆRSTANDPUNKT FRA @", "RETTELSE DEN 24-09-2015",
    "Udgave 2 @", "Ændret: @", "Rækkefølge på mødet: @",
    "Mødedato @", "Mødested @", "Kommune: @", "Mødedato torsdag d. 17. september 2015 kl. 8:30 @",
    "Deltagere: @, @", "Afbud", "Indholdsfortegnelse", "@..... 5", "Evt.", "Ingen", "@ " * 30,
)  # fmt: skip
HEADING = "REFERAT Chefforum d. 17-09-2015"


@st.composite
def referat_lines(draw: st.DrawFn) -> list[str]:
    """Return the lines of a referat in which every word that counts is another one: ord1q, ord2q …"""
    before = draw(st.lists(st.sampled_from(REFERAT_LINES), max_size=4))
    body = draw(st.lists(st.sampled_from(REFERAT_LINES), max_size=25))
    numbers = st.integers(1, 5).map(str)
    words = (f"ord{count}q" for count in count_from(1))
    lines = [HEADING, *before, "Punkt 1: @", *body]
    return ["".join(_filled(line, words, draw(numbers))) for line in lines]


def _filled(line: str, words: Iterator[str], number: str) -> Iterator[str]:
    """Yield the line with a new word for each "@"."""
    for char in line.replace("Punkt N", f"Punkt {number}"):
        yield next(words) if char == "@" else char
