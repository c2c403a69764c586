"""The words of the form that a proposal is written in: what the template prints, and by what names the reader knows the
parts. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from agenda.characters import plain_line


class Part(StrEnum):
    """A part of a proposal."""

    TITLE = "title"
    CASE = "case"
    PROPOSER = "proposer"
    KIND = "kind"
    CLOSED = "closed"
    BACKGROUND = "background"
    RECOMMENDATIONS = "recommendations"
    BILAG = "bilag"


LINES = (Part.TITLE, Part.CASE, Part.PROPOSER, Part.KIND, Part.CLOSED)
"""The parts that are one line each."""
HEADING = "Forslag til dagsordenspunkt"
PRINTED = {
    Part.TITLE: "Titel",
    Part.CASE: "Sagsnr.",
    Part.PROPOSER: "Hvem indstiller",
    Part.KIND: "Til beslutning, drøftelse eller orientering",
    Part.CLOSED: "Åbent eller lukket punkt",
    Part.BACKGROUND: "Sagsfremstilling",
    Part.RECOMMENDATIONS: "Indstilling",
    Part.BILAG: "Bilag",
}
HINTS = {
    Part.BACKGROUND: "Skriv her, hvad sagen drejer sig om. Du kan bruge overskrifter, lister og tabeller.",
    Part.RECOMMENDATIONS: "Skriv en linje for hver del af indstillingen, fx »at Chefforum godkender planen«.",
    Part.BILAG: "Skriv navnene på bilagene, ét på hver linje. Selve filerne lægges på bagefter.",
}
"""What stands in the empty template; the reader leaves it out where nobody has written over it."""

_NAMES = {
    Part.TITLE: (
        *("titel", "punktets titel", "sagens titel", "titel på punktet", "titel på sagen", "overskrift", "emne"),
        *("punktets overskrift", "dagsordenspunkt", "sagstitel", "vedr", "vedrørende"),
    ),
    Part.CASE: (
        *("sagsnr", "sags nr", "sagsnummer", "sag nr", "sagsnr i esdh", "esdh-sagsnr", "esdh-nr", "sagsid", "sags-id"),
        *("journalnr", "journalnummer", "j nr", "jnr", "acadrenr", "acadre sagsnr", "sbsys-nr"),
    ),
    Part.PROPOSER: (
        *("hvem indstiller", "indstiller", "indstillende afdeling", "indstillet af", "forslagsstiller", "stillet af"),
        *("afdeling", "forvaltning", "afsender", "center", "fagområde", "indsendt af", "fremsat af"),
        "ansvarlig afdeling",
    ),
    Part.KIND: (
        *("til beslutning, drøftelse eller orientering", "beslutning, drøftelse eller orientering", "type", "slags"),
        *("punkttype", "sagstype", "behandlingstype", "punktet er til"),
    ),
    Part.CLOSED: (
        *("åbent eller lukket punkt", "åben eller lukket", "åbent eller lukket", "åben/lukket", "åbent/lukket"),
        *("lukket", "lukket punkt", "offentlighed", "fortrolighed", "fortroligt"),
    ),
    Part.BACKGROUND: (
        *("sagsfremstilling", "baggrund", "sagens baggrund", "beskrivelse", "redegørelse", "resumé", "resume"),
        *("sagsresumé", "sagsbeskrivelse", "beskrivelse af sagen", "sagen kort", "problemstilling", "indhold"),
    ),
    Part.RECOMMENDATIONS: (
        *("indstilling", "indstillinger", "forslag til beslutning", "beslutningsforslag", "forslag til indstilling"),
        *("det indstilles", "indstilles", "afdelingens indstilling", "forvaltningens indstilling", "anbefaling"),
    ),
    Part.BILAG: (
        *("bilag", "bilagsliste", "bilagsoversigt", "vedlagte bilag", "vedhæftet", "vedhæftede filer", "vedlagt"),
    ),
}  # fmt: skip
_PARTS = {name: part for part, names in _NAMES.items() for name in names}
_SMALL_PRINT = re.compile(r"\s*[\[(][^\[\]()]*[\])]\s*$")
_FORM_HEADING = re.compile(
    r"(?:skabelon|skema|formular|forslag|indstilling|sagsfremstilling|dagsordenspunkt|punkt)"
    r"(?: (?:til|for|på|af|om|nyt|et|den|næste|chefforum|chefforums?|direktion(?:en)?|møde[rt]?|dagsorden(?:en)?|punkt"
    r"|dagsordenspunkt(?:er)?|sagsfremstilling|forslag))*",
    re.IGNORECASE,
)
LONGEST_NAME = 60


def part_called(text: str) -> Part | None:
    """Return the part that a heading, a cell or a content control names; None if it names none."""
    return _PARTS.get(_bare(text))


def is_form_heading(text: str) -> bool:
    """Whether it is what the form itself is called, and so says nothing of the proposal."""
    return _bare(text) == _bare(HEADING) or _FORM_HEADING.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    """A name without numbers, signs and explanations in parentheses around it: "2. Indstilling (obligatorisk):"."""
    line = plain_line(text)[: LONGEST_NAME * 2].casefold()
    line = re.sub(r"^(?:\(?\d{1,2}[.)]|[a-z]\))\s*", "", line)
    for _sign in range(2):
        line = _SMALL_PRINT.sub("", line).strip(" :.*-–?")
    return line.replace(". ", " ").replace(".", " ").strip()
