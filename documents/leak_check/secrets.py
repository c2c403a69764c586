"""What one audience must not meet, and what it may."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain
from pathlib import PurePath

from django.utils.translation import gettext as _

from agenda.richtext import plain_text
from documents.content import Bilag, ItemSection, MeetingDocument, Stay
from documents.leak_check.sentences import sentences
from documents.leak_check.told import Told, rich_texts
from documents.leak_check.words import bare_title, count_words, letters, stream
from documents.scopes import Scope, narrowed

STOPPING_WORDS = 5
WARNING_LETTERS = 6


@dataclass(frozen=True)
class Extra:
    """What the value does not hold of an item or a bilag.

    `sensitive` are words that stop at any length; `file_names` are those of its bilag.
    """

    sensitive: tuple[str, ...] = field(default=(), repr=False)
    file_names: tuple[str, ...] = field(default=(), repr=False)


class Source(Enum):
    """Where a hidden text stands in the item."""

    SENSITIVE = "sensitive"
    CASE_NUMBER = "case number"
    TITLE = "title"
    BILAG = "bilag"
    FILE_NAME = "file name"
    SENTENCE = "sentence"
    PROPOSER = "proposer"
    GUEST = "guest"


NAMES = (Source.PROPOSER, Source.GUEST)


@dataclass(frozen=True)
class Secret:
    """One hidden text. `stops` is False for what is too short to stop: it warns. `item` is whose text it is."""

    text: str = field(repr=False)
    source: Source
    origin: str
    stops: bool
    item: str = ""


@dataclass(frozen=True)
class Secrets:
    """All that one audience must not meet."""

    hidden: tuple[Secret, ...] = field(default=(), repr=False)


def secrets_of(
    whole: MeetingDocument,
    scope: Scope,
    *,
    extras: Mapping[str, Extra] | None = None,
    phrases: Collection[str] = (),
    already: MeetingDocument | None = None,
    elsewhere: Iterable[Secret] = (),
) -> Secrets:
    """Return what an audience that reads `scope` of `whole` must not meet.

    `extras` are keyed by item key and by bilag key. `phrases` are the forum's standard phrases. `already` is what
    has been issued to this audience before, narrowed to it: what stands there is no secret.
    `elsewhere` is what names the closed items of other meetings.
    """
    extras = extras or {}
    told = Told.to([narrowed(whole, scope), *([already] if already else [])], phrases)
    read_names = {stream(name) for name in _file_names_read(whole, scope, extras)}
    hidden: dict[str, Secret] = {}
    texts = chain(_hidden(whole, scope, extras), elsewhere)
    for found in sorted(texts, key=lambda one: list(Source).index(one.source)):
        if _counts(found) and not _is_told(found, told, read_names):
            hidden.setdefault(stream(found.text), found)
    return Secrets(tuple(hidden.values()))


def _hidden(whole: MeetingDocument, scope: Scope, extras: Mapping[str, Extra]) -> Iterator[Secret]:
    for section in whole.entries:
        if isinstance(section, ItemSection):
            found = _hidden_of(section, scope, extras)
            yield from (replace(one, item=section.key) for one in found)


def _hidden_of(section: ItemSection, scope: Scope, extras: Mapping[str, Extra]) -> Iterator[Secret]:
    if section.key not in scope.items:
        yield from _of_section(section, extras.get(section.key, Extra()))
    for one in section.bilag:
        if section.key not in scope.items or one.key not in scope.attachments:
            yield from _of_bilag(section, one, extras.get(one.key, Extra()))


def _of_section(section: ItemSection, extra: Extra) -> Iterator[Secret]:
    at = {"number": section.number}
    for title in dict.fromkeys((section.title, bare_title(section.title))):
        yield secret_of(title, Source.TITLE, _("titlen på punkt %(number)d") % at)
    yield secret_of(section.case_number or "", Source.CASE_NUMBER, _("sagsnummeret på punkt %(number)d") % at)
    yield secret_of(section.proposer, Source.PROPOSER, _("indstilleren på punkt %(number)d") % at)
    yield secret_of(section.presenter, Source.PROPOSER, _("hvem der forelægger punkt %(number)d") % at)
    for name in _guests(section):
        yield secret_of(name, Source.GUEST, _("en gæst ved punkt %(number)d") % at)
    texts = (*map(plain_text, rich_texts(section)), *section.recommendations)
    for sentence in (sentence for text in texts for sentence in sentences(text)):
        yield secret_of(sentence, Source.SENTENCE, _("en sætning i punkt %(number)d") % at)
    yield from _of_extra(section, extra)


def _guests(section: ItemSection) -> Iterator[str]:
    """Those who come for a closed item alone, with and without their title: a lawyer's name tells what it is about."""
    came = (one.who for one in section.presences if one.stay is Stay.GUEST)
    for name in (*(one.who for one in section.guests), *came):
        yield from dict.fromkeys((name, name.partition(",")[0]))


def _of_bilag(section: ItemSection, one: Bilag, extra: Extra) -> Iterator[Secret]:
    origin = _("et bilagsnavn på punkt %(number)d") % {"number": section.number}
    yield secret_of(one.title, Source.BILAG, origin)
    yield from _of_extra(section, extra)


def _of_extra(section: ItemSection, extra: Extra) -> Iterator[Secret]:
    at = {"number": section.number}
    for word in extra.sensitive:
        yield secret_of(word, Source.SENSITIVE, _("et ord, der er markeret følsomt på punkt %(number)d") % at)
    for name in extra.file_names:
        yield secret_of(PurePath(name).stem, Source.FILE_NAME, _("et filnavn på punkt %(number)d") % at)


def secret_of(text: str, source: Source, origin: str) -> Secret:
    """Return a text as it is looked for. A proposer is an office and a guest a name, which other texts may well have:
    they never stop."""
    always = source is Source.SENSITIVE or (source is Source.CASE_NUMBER and len(stream(text)) > 3)
    stops = always or (source not in NAMES and count_words(text) >= STOPPING_WORDS)
    return Secret(text, source, origin, stops)


def _counts(secret: Secret) -> bool:
    """Whether the text says enough to be looked for. A word of a running text does not, nor an office's name."""
    if secret.source in (Source.SENSITIVE, Source.CASE_NUMBER):
        return bool(stream(secret.text))
    least = {Source.SENTENCE: 2, Source.GUEST: 2, Source.PROPOSER: STOPPING_WORDS}.get(secret.source, 1)
    return letters(secret.text) >= WARNING_LETTERS and count_words(secret.text) >= least


def _is_told(secret: Secret, told: Told, read_names: Collection[str]) -> bool:
    text = secret.text
    match secret.source:
        case Source.SENSITIVE:
            return told.is_title(text)
        case Source.CASE_NUMBER:
            return told.is_case(text)
        case Source.TITLE:
            own = told.is_title(text)
        case Source.BILAG:
            own = told.is_bilag(text)
        case Source.FILE_NAME:
            own = stream(text) in read_names
        case Source.SENTENCE:
            own = told.stands_before(text) or (not secret.stops and told.is_label(text))
        case Source.PROPOSER | Source.GUEST:
            own = told.is_known_name(text)
    return own or told.is_standard(text) or told.is_said(text)


def _file_names_read(whole: MeetingDocument, scope: Scope, extras: Mapping[str, Extra]) -> Iterator[str]:
    keys = scope.items | scope.attachments
    for key in keys & extras.keys():
        yield from (PurePath(name).stem for name in extras[key].file_names)
