"""What a clause makes of the one that follows it: decided, asked for, wished; or merely told."""

from __future__ import annotations

import re
from enum import Enum

from decisions.follow_up.patterns import pattern


class Frame(Enum):
    """How what follows "at" is meant."""

    DECIDED = "decided"
    ASKED = "asked"
    CHARGED = "charged"
    WISHED = "wished"
    STRESSED = "stressed"  # a duty that somebody already has
    TOLD = "told"


_WORDS: dict[Frame, tuple[str, ...]] = {
    Frame.DECIDED: (
        "beslutte(?:r|de|t|des|s)?|beslutning(?:en)?|vedtag(?:er|et|es|else)?|vedtog(?:es)?",
        "aftal(?:er|te|t|tes|es)|enedes om|enig(?:e|hed)?(?: (?:om|i))?",
        "godkend(?:er|te|t|tes)|tiltråd(?:te|t|tes)?|tiltræd(?:er|es)|tilslutter? sig|tilsluttede sig",
        "accepter(?:er|es|ede|et)|bestem(?:te|mer|mes)",
        "endte? (?:det )?med|endt med|mund(?:er|ede) ud i|resultatet blev",
        "næste skridt er|tidsplanen er|planen er|aftalen er|er planen",
        "fastlagde|fastlagt|konklusion(?:en)?|konkluder(?:ede|et|er|es)|tilkendeg(?:av|iver)|dog således|følgende",
        "grønt lys til|mandat til|tilsagn om|opbakning til",
        "tilføjelse(?:r)?|ændring(?:er)?|bemærkning(?:er)?|præcisering(?:er)?",
    ),
    Frame.ASKED: (
        "bad|beder|bedt|bedes|anmod(?:ede|er|et|es)|pålagde|pålægger|pålagt|pålægges",
        "opfordr(?:ede|er|et|es)|bemyndig(?:ede|er|et|es)|henstill(?:ede|er|es)|instruer(?:ede|er|es)",
        "bemyndigelse(?:n)? til|fuldmagt(?:en)? til",
        "forpligter sig|forpligtede sig|påtog sig|påtager sig|påtaget sig|lovede|lover|lovet",
        "overlade(?:s|r)|overladt|overlod|overdrage(?:s|r|t)|betros?|påhviler|husk|mind(?:ede|er|es) om",
    ),
    Frame.CHARGED: (
        "ansvar(?:et|lige?)?(?: (?:for|er))?|opgave(?:n|r)?|til opgave",
        "(?:har|får) (?:frist )?¤ til|står? (?:[^ ]+ ){0,2}for",
    ),
    Frame.WISHED: (
        "ønsk(?:ede|er|e|es)|ønske om|ser gerne|så gerne|vil gerne(?: have| se)?|lagde op til|lægger op til",
    ),
    Frame.STRESSED: (
        "pointer(?:ede|et|er|es)|understreg(?:ede|et|er|es)|præciser(?:ede|et|er|es)|indskærp(?:ede|et|er|es)",
        "slog fast|slået fast|fremhævede?|fremhævet|gjort klart",
    ),
    Frame.TOLD: (
        "til efterretning|orienter(?:ede|et|er|es)|oplys(?:te|t|er|es)|bemærk(?:ede|et|er|es)|nævn(?:te|t|er|es)",
        "noterede?|noteret|konstater(?:ede|et|er)|fandt|fundet|mener|mente|vurder(?:ede|et|er|es)",
        "forvent(?:er|ede|et|es|ning)|fortalte|fortalt|redegjorde?|foresl(?:og|ået|ås|år)|forslag om",
        "anbefal(?:er|ede|et|es)|indstill(?:er|ede|et|es)|overvej(?:er|ede|et|es)|drøft(?:ede|et|er|es)",
        "spurg(?:te|t)|vægt på|fokus på|opmærksom(?:me)? på|udtrykt?e?|håber|håbede|hæftede sig|så positivt",
        "forudsætning(?:en)? (?:af|om|for)|betingelse(?:n)? (?:af|om)|forbehold for|(?:håb|formodning) om|forudsat",
        "fremgår|støtte(?:de|r|t)?|bakkede|afviste|vigtigt|nødvendigt|muligt|klar over|idé|tilfreds|glæde",
        "takkede|påpege(?:de|t|r)|mulighed(?:en)? for|beklag(?:ede|er)|bekræft(?:ede|er|et)|planlægger|sikkert",
    ),
}
_FORMS = tuple((frame, pattern(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")) for frame, parts in _WORDS.items())
_NOT = re.compile(r"\b(?:ikke|aldrig|ingen|hverken|undlade|undlod)\b(?! (?:kun|blot|alene|mindst))")


def frame_of(text: str) -> Frame | None:
    """Return what the words before "at" make of what comes after: the last of them tells; None where none does.

    Not decided is told.
    """
    if is_denied(text):
        return Frame.TOLD
    found = [(match.end(), frame) for frame, form in _FORMS for match in form.finditer(text)]
    return max(found, key=lambda one: one[0])[1] if found else None


def is_denied(text: str) -> bool:
    """Whether the clause says that something is not so."""
    return _NOT.search(text) is not None
