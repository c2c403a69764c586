"""Reads a proposal that somebody wrote in Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.case_numbers import USUAL
from documents.reading.proposals.pieces import Left, LeftOut
from documents.reading.proposals.placing import placed
from documents.reading.proposals.result import Proposal
from documents.reading.proposals.word import take_apart


def read_proposal(
    file: BinaryIO, size: int, *, megabytes: int = 100, patterns: Sequence[str] = USUAL
) -> Proposal:
    """Return what the Word file says; UnreadableFile with one Danish sentence if it can't be read."""
    taken = take_apart(file, size, megabytes)
    proposal = placed(taken.pieces, taken.head, patterns)
    return replace(proposal, notes=tuple(_notes(taken.left, proposal)))


def _notes(left: LeftOut, proposal: Proposal) -> Iterator[str]:
    """Yield what was left out, and what the document does not say."""
    if left[Left.TRACKED]:
        yield _("Der er sporede ændringer i dokumentet. Teksten er læst, som den er, når de er accepteret.")
    if left[Left.COMMENT]:
        yield _("Kommentarerne i dokumentet er ikke taget med.")
    if left[Left.HIDDEN]:
        yield _("Skjult tekst er ikke taget med.")
    yield from _counted(left)
    if left[Left.ELSEWHERE]:
        yield _("Dokumentet henter noget fra andre filer. Det er ikke taget med.")
    missing = [
        word
        for word, value in (
            (_("titel"), proposal.title),
            (_("sagsfremstilling"), proposal.background),
            (_("indstilling"), proposal.recommendations),
        )
        if not value
    ]
    if missing:
        yield _("Der blev ikke fundet: %(what)s. Skriv det herunder.") % {"what": ", ".join(missing)}


def _counted(left: LeftOut) -> Iterator[str]:
    pictures, boxes, notes = left[Left.PICTURE], left[Left.TEXT_BOX], left[Left.FOOTNOTE]
    if pictures:
        yield ngettext(
            "%(count)d billede eller formel er ikke taget med. Læg det på som bilag.",
            "%(count)d billeder og formler er ikke taget med. Læg dem på som bilag.",
            pictures,
        ) % {"count": pictures}
    if left[Left.EMBEDDED]:
        yield _("Filer, der er indlejret i dokumentet, er ikke taget med. Læg dem på som bilag.")
    if boxes:
        yield _("Tekst i tekstbokse er ikke taget med. Skriv den ind herunder.")
    if notes:
        yield _("Fodnoter er ikke taget med. Skriv dem ind herunder.")
    if left[Left.LINK]:
        yield _(
            "Links, der hverken fører til en hjemmeside eller en mailadresse, er fjernet. Teksten står der endnu."
        )
