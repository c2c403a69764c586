"""What each line of a referat in plain text is. The drawer and the reader share these functions and cannot drift.

Each function takes one line and returns what it says, or None. They look at the line alone; whether it has that
meaning where it stands is the reader's business, and the drawer escapes whatever could have it anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from agenda.characters import NBSP, plain_line
from documents.markup import facts
from documents.markup.dates import DATE, parse_date


class Section(Enum):
    BILAG = auto()
    CLOSED_BILAG = auto()
    BACKGROUND = auto()
    TOPIC = auto()  # a heading that is known to stand inside the background
    PROPOSAL = auto()
    DECISION = auto()
    OUTCOMES = auto()
    DISSENT = auto()
    CORRECTION = auto()
    PUBLIC_DECISION = auto()


class Mark(Enum):
    CLOSED = "LUKKET PUNKT"
    STUB = "LUKKET PUNKT (uden indhold)"
    OPEN = "ÅBENT PUNKT"
    WITHDRAWN = "Punktet udgår"


# referat-formats: what municipalities call the parts of an item. The first name is the one we draw.
SECTION_NAMES = {
    Section.BILAG: ("Bilag", "Bilagsliste", "Bilagsoversigt", "Vedlagte bilag", "Åbne bilag"),
    Section.CLOSED_BILAG: ("Lukkede bilag", "Bilag (lukkede)"),
    Section.BACKGROUND: ("Baggrund",),
    Section.TOPIC: (
        "Resume", "Resumé", "Sammendrag", "Sagsresumé", "Sagens kerne", "Anledning", "Beslutningstema",
        "Sagsfremstilling", "Sagsfremstilling og økonomi", "Beskrivelse af sagen", "Problemstilling", "Løsning",
        "Sagsbehandling", "Økonomi", "Økonomiske konsekvenser", "Økonomiske konsekvenser og finansiering",
        "Økonomi og afledt drift", "Økonomi og finansiering", "Personale", "Personalemæssige konsekvenser",
        "Lovgrundlag", "Retsregler og andre forskrifter", "Høring", "Kommunikation", "Administrationens vurdering",
        "Handicappolitik", "Praktiske oplysninger", "Beslutningskompetence", "Kompetence",
        "Beslutningen træffes af", "Sagen afgøres af", "Hvem beslutter", "Sagsgang og sagstype", "Sagsforløb",
        "Forventet sagsgang", "Beslutningsproces", "Videre proces", "Tidligere behandling",
        "Punktet behandlet tidligere",
    ),
    Section.PROPOSAL: (
        "INDSTILLING", "Indstillinger", "Administrativ indstilling", "Administrationens indstilling",
        "Forvaltningens indstilling",
    ),
    Section.OUTCOMES: ("UDFALD",),
    Section.PUBLIC_DECISION: ("OFFENTLIG BESLUTNING",),
}  # fmt: skip
_MARK_FORMS = {
    Mark.CLOSED: ("Lukket", "Lukket punkt", "(Lukket)", "(Lukket punkt)", "Lukket sag", "[Lukket]"),
    Mark.OPEN: ("Åbent", "Åbent punkt", "Åben", "Åben sag", "(Åbent)", "(Åbent punkt)", "[Åben]", "[Åbent]"),
    Mark.WITHDRAWN: ("Punktet udgår.",),
}

CASE_LABEL = "Sagsnr. "
NO_START, NO_PLACE = "(tidspunkt ikke oplyst)", "(ikke oplyst)"
RECUSED = "Inhabil"
PUBLIC_TITLE, LEGAL_GROUND, SHOWS_CASE_NUMBER = "Offentlig titel", "Hjemmel", "Sagsnummeret må vises"


@dataclass(frozen=True)
class ItemHeading:
    number: int
    title: str
    preliminary: bool
    closed: bool = False
    loose: bool = False  # not in our own form: it counts only where its number goes on from the one before


@dataclass(frozen=True)
class DecisionHeading:
    """A heading over a decision; forum and day as far as it names them."""

    forum: str
    day: date | None

    def is_of(self, forum: str, day: date) -> bool:
        return key(self.forum) in ("", key(forum)) and self.day in (None, day)


@dataclass(frozen=True)
class Proposal:
    """Who recommends; `rest` is what the line goes on to say from "at", `to` whom it is put to."""

    proposer: str
    rest: str = ""
    to: str = ""


@dataclass(frozen=True)
class RecommendedPoint:
    """A point below "X indstiller,": what marks it ("number", "letter", "bullet" or "at"), and its text."""

    kind: str
    number: int
    text: str


def key(text: str) -> str:
    """Return `text` for comparing: one line, no difference between small and capital letters."""
    return plain_line(plain_line(text).upper()).casefold()


def spaced(line: str) -> str:
    """Return `line` with ordinary spaces for U+00A0, which old files have in the middle of their headings."""
    return line.replace(NBSP, " ").strip(" ")


_SECTIONS = {key(name): section for section, names in SECTION_NAMES.items() for name in names}
_MARKS = {key(form): mark for mark, forms in _MARK_FORMS.items() for form in forms}
_MARKS |= {key(mark.value): mark for mark in Mark}
_LONGEST_NAME, _LONGEST_STATUS = 60, 200

_ITEM = re.compile(
    r"(?:punkt|pkt\.?)(?: nr\.?)? ([1-9][0-9]{0,3}) ?(\(foreløbig\))? ?:(?: (.*))?", re.IGNORECASE
)
_LOOSE_ITEM = re.compile(
    r"(?:Punkt|PUNKT|Pkt\.?|PKT\.?)(?: [Nn]r\.?)? ?0{0,3}([1-9][0-9]{0,3})"
    r"(?: ?\((?:(foreløbig)|(lukket)|åbent?)(?: punkt| sag)?\))?(?: ?[:–—-] ?|\. | )(?=\S)(.*)",
    re.IGNORECASE,
)
_ODD_ITEM = re.compile(
    r"(?:[*•·▪◦] ?)?(?:(?:Lukke|Åben|Fortrolig|Ikke|Ej)[\w-]*(?: offentlig\w*)? )?"
    r"(?:(?:Dagsordens|Sags|Tillægs)?punkt|pkt\.?)"
    r"(?: nr\.?)? ?(?:[A-ZÆØÅ]{0,3}[.-]?[0-9]{1,5}[A-ZÆØÅ]?|(?-i:[IVXLC]+|[A-ZÆØÅ](?=[.:])))(?!\w)(?P<rest>.*)",
    re.IGNORECASE,
)
_ODD_NUMBERED = re.compile(r"([0-9]{1,4})[.):]? ?[:–-]? ?[(\[]?(?=\S)(.*)")
_SENTENCE = re.compile(r"(?:[0-9 ,.–-]++|og(?= ))*+(?=[^\W\d_])(?P<first>\w+)[^:]*")
_VERBS = {
    "blev",
    "bliver",
    "er",
    "var",
    "udgår",
    "udgik",
    "udsættes",
    "behandles",
    "drøftes",
    "skal",
    "kan",
    "har",
}
_LONGEST_HEADING = 200
_CASE_NUMBER = re.compile(
    r"[0-9]{2}/[0-9]{3,6}"  # 15/7111, but not 22/10
    r"|[0-9]{4}-[0-9]{5,7}"  # 2011-29298, but not 2015-2016
    r"|[0-9]{3}-[0-9]{4}-[0-9]{1,7}"  # municipality, year, running number
    r"|[0-9]{2}\.[0-9]{2}\.[0-9]{2}-?[A-ZÆØÅ][0-9]{2}(?:-[0-9]{1,7}){0,2}"  # KLE, with its facet
    r"|[0-9](?:-[0-9]{1,4}){4}"  # regions
    r"|[A-Z]{1,4}-?[0-9]{4}-[0-9]{3,7}"
)
_CASE_LABELS = re.compile(
    r"(?:sagsnr|sagnr|sagsnummer|sagsid|journalnr|j\. ?nr)(?:[.:]+ ?(?=.*[0-9])| (?=[0-9]))(?P<any>\S.{0,39})"
    rf"|sag:? (?P<strict>{_CASE_NUMBER.pattern})",
    re.IGNORECASE,
)
_DECISION = re.compile(
    rf"beslutning(?:er)?(?![\w-])(?: (?:i|fra|af)\b)? ?(?P<forum>.*?)"
    rf"(?:,? ?(?:(?:den|d\.) )?(?P<date>{DATE})(?:,? (?:pkt\.?|punkt) ?[0-9]+)?)? ?:?",
    re.IGNORECASE,
)
_GENITIVE = re.compile(
    rf"(?P<forum>[^\W\d_].*?)s beslutning(?:,? (?:den|d\.))? (?P<date>{DATE})(?:,? (?:pkt\.?|punkt) ?[0-9]+)? ?:?",
    re.IGNORECASE,
)
_CLOSURE = re.compile(rf"({PUBLIC_TITLE}|{LEGAL_GROUND}|{SHOWS_CASE_NUMBER}):(?: (.*))?", re.IGNORECASE)
_DISSENT = re.compile(r"SÆRSTANDPUNKT FRA (\S.*)")
_CORRECTION = re.compile(rf"RETTELSE DEN ({DATE})")
_RECUSED = re.compile(rf"{RECUSED}: (\S.*)", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"(?:det (?:indstilles|foreslås|anbefales)|(?P<who>.{1,200}?) indstiller)(?![\w-])"
    r"(?: (?P<to>til [^,;:.]{1,80}))?[ ,;:]*(?P<rest>(?:at(?![\w-]).*)?)",
    re.IGNORECASE,
)
_OWN_PROPOSAL = re.compile(r"(.*) indstiller[,;:]")
_POINT = re.compile(r"(?:(?P<number>[0-9]{1,5})[.)]|(?P<letter>[A-Za-z])\)|[-–•*·▪◦])(?: +(?P<text>\S.*))?")
_AT = re.compile(r"at(?![\w-]).*", re.IGNORECASE)
_CLOSED_TITLE = re.compile(
    r"(?:.{1,20} - )?lukke(?:t|de)(?: punkt(?:er)?| sag| møde)?(?: ?[:–-] ?.*)?\.?"
    r"|.*[\[(]lukket(?: punkt| sag)?[\])]"
    r"|.* [–-] lukket(?: punkt| sag)?",
    re.IGNORECASE,
)
_CLOSED_WORDS = r"(?:lukke(?:t|de|s)|fortrolig(?:t|e)?|(?:ikke|ej)[ -]offentlig(?:t|e)?)"
_CLOSED_WORD = re.compile(rf"\b{_CLOSED_WORDS}\b", re.IGNORECASE)
_STATUS = re.compile(
    r"(?:(?:sagstype|punkttype|type|status|sagsstatus|offentlighed|adgang|åbent?/lukket) ?: ?)?"
    r"[\[(]?(?:(?:dette )?(?:punkt|punktet|sag|sagen) (?:er|behandles) )?"
    rf"{_CLOSED_WORDS}(?: (?:punkt|sag|dagsordenspunkt|dagsorden|møde))?[\])]?"
    r"(?: ?: ?ja|[,:]? ?\(?(?:jf\.?|jævnfør|i henhold til|i medfør af|efter|§)(?!\w).*)?[.:]?",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(\*\*|__)(.+)\1")
_OTHER_BUSINESS = re.compile(r"(?:.* [–-] )?(?:evt|eventuelt)\.?", re.IGNORECASE)


def item_heading(line: str) -> ItemHeading | None:
    """Read "Punkt 3: Budget 2016" and "Punkt 3 (foreløbig): Budget 2016"."""
    line = spaced(line)
    if found := _ITEM.fullmatch(line):
        return ItemHeading(int(found[1]), found[3] or "", bool(found[2]))
    found = _LOOSE_ITEM.fullmatch(line) if line[:1] == "P" and len(line) < _LONGEST_HEADING else None
    if not found or _is_sentence(line[found.end(1) :], line):
        return None
    return ItemHeading(int(found[1]), found[4], bool(found[2]), closed=bool(found[3]), loose=True)


def odd_item_heading(line: str) -> str | None:
    """Read a line that seems to begin an item, but in no form we know: "Punkt 4A: x", "Lukket punkt 4: x"."""
    line = spaced(line)
    if len(line) >= _LONGEST_HEADING or line[:1].islower():
        return None
    found = _ODD_ITEM.fullmatch(line)
    is_odd = found and item_heading(line) is None and not _is_sentence(found["rest"], line)
    return line if is_odd else None


def odd_numbered_heading(line: str) -> int | None:
    """Read "4. Lukket punkt". It is also how the fourth point of a list looks; the reader must tell."""
    found = _ODD_NUMBERED.fullmatch(spaced(line)) if len(line) < _LONGEST_HEADING else None
    return int(found[1]) if found and _CLOSED_WORD.match(found[2]) else None


def _is_sentence(rest: str, line: str) -> bool:
    """Return whether "Punkt 3" goes on as a sentence. What speaks of being closed is never passed over as one."""
    found = _SENTENCE.fullmatch(rest)
    if not found or not found["first"][0].islower() or _CLOSED_WORD.search(line):
        return False
    return rest[-1] in ".!?,;" or found["first"] in _VERBS


def section(line: str) -> Section | None:
    """Read the name of a section. Decisions have `decision_heading`."""
    return _SECTIONS.get(key(line).removesuffix(":").rstrip()) if len(line) <= _LONGEST_NAME else None


def mark(line: str) -> Mark | None:
    """Read a line that says that the item is closed, open or withdrawn."""
    if len(line) > _LONGEST_STATUS:
        return None
    said = key(line)
    return _MARKS.get(said) or (Mark.CLOSED if _STATUS.fullmatch(said) else None)


def bold_mark(line: str) -> Mark | None:
    """Read a mark in bold. The drawer cannot escape it, so it counts only in an item that we have not drawn."""
    found = _BOLD.fullmatch(line) if len(line) <= _LONGEST_STATUS else None
    return mark(found[2]) if found else None


def case_number(line: str) -> str | None:
    """Read a case number that stands alone or after a label."""
    line = spaced(line)
    if line.startswith(CASE_LABEL):
        return line.removeprefix(CASE_LABEL)
    if is_case_number(line):
        return line
    found = _CASE_LABELS.fullmatch(line)
    return (found["any"] or found["strict"]) if found else None


def is_case_number(text: str) -> bool:
    """Return whether `text` is a case number in a form that needs no label (danish-rules 7, referat-formats 3)."""
    return _CASE_NUMBER.fullmatch(text) is not None


def decision_heading(line: str) -> DecisionHeading | None:
    """Read "BESLUTNING I CHEFFORUM DEN 17-09-2015" and its many relatives."""
    line = spaced(line)
    if len(line) > 200 or "beslutning" not in line.lower():
        return None
    found = _DECISION.fullmatch(line) or _GENITIVE.fullmatch(line)
    if not found or (not found["date"] and line[-1] in ".!?"):
        return None
    try:
        day = parse_date(found["date"]) if found["date"] else None
    except ValueError:
        return None
    return DecisionHeading(found["forum"].strip(" ,"), day)


def dissent_heading(line: str) -> str | None:
    """Read "SÆRSTANDPUNKT FRA Karen Holm"."""
    found = _DISSENT.fullmatch(spaced(line))
    return found[1] if found else None


def correction_heading(line: str) -> date | None:
    """Read "RETTELSE DEN 24-09-2015"."""
    found = _CORRECTION.fullmatch(spaced(line))
    try:
        return parse_date(found[1]) if found else None
    except ValueError:
        return None


def closure_field(line: str) -> tuple[str, str] | None:
    """Read "Offentlig titel: …" and the other lines that say how an item is closed."""
    found = _CLOSURE.fullmatch(spaced(line))
    return (found[1].capitalize(), found[2] or "") if found else None


def recused(line: str) -> str | None:
    """Read "Inhabil: Karen Holm"."""
    found = _RECUSED.fullmatch(spaced(line))
    return found[1] if found else None


def proposal(line: str) -> Proposal | None:
    """Read "X indstiller," and "Det indstilles, at …"; the latter has no proposer."""
    line = spaced(line)
    own = _OWN_PROPOSAL.fullmatch(line)
    if own:
        return Proposal(own[1])
    found = _PROPOSAL.fullmatch(line)
    return Proposal(found["who"] or "", found["rest"], found["to"] or "") if found else None


def opens_proposal(line: str) -> Proposal | None:
    """Read a proposal that only leads up to its points.

    It begins with a letter, so that it is neither a point nor a sign of the markup.
    """
    line = spaced(line)
    return None if not line[:1].isalpha() or line[-1] in ".!?" else proposal(line)


def recommended_point(line: str) -> RecommendedPoint | None:
    """Read "1. at …", "A) at …", "• at …" and "at …"."""
    line = spaced(line)
    found = _POINT.fullmatch(line)
    if found:
        kind = "number" if found["number"] else "letter" if found["letter"] else "bullet"
        return RecommendedPoint(kind, int(found["number"] or 0), found["text"] or "")
    return RecommendedPoint("at", 0, line) if _AT.fullmatch(line) else None


_READERS: tuple[Callable[[str], object], ...] = (
    item_heading, odd_item_heading, section, mark, case_number, decision_heading, closure_field, recused,
    dissent_heading, correction_heading, facts.read,
)  # fmt: skip


def is_heading(line: str) -> bool:
    """Return whether the line could be any of the above but a proposal."""
    return any(reader(line) is not None for reader in _READERS)


def is_structure(line: str) -> bool:
    """Return whether the line could be any of the above."""
    return is_heading(line) or opens_proposal(line) is not None


def looks_like_prose(line: str) -> bool:
    """Return whether a line is too much of a text to be the title of a bilag."""
    return len(line) > 150 or (line.endswith(".") and line.count(" ") > 8)


def is_no_bilag(line: str) -> bool:
    return key(line).rstrip(".") in ("ingen", "ingen bilag", "intet", "-", "–")


def looks_closed(title: str) -> bool:
    """Return whether any word of the title says that the item is closed: "Fortrolig sag", "Salg, lukket"."""
    return _CLOSED_WORD.search(title) is not None or is_public_closed_title(title)


def is_public_closed_title(title: str) -> bool:
    """Return whether the title is made to be read by all: "Lukket", "Lukket punkt: …", "… (lukket)"."""
    return _CLOSED_TITLE.fullmatch(title) is not None


def is_other_business(title: str) -> bool:
    """Return whether the item is "Evt.", which needs no text."""
    return _OTHER_BUSINESS.fullmatch(title) is not None
