"""Who is named in a sentence: departments and people by name, others by what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisions.follow_up import verbs, words
from decisions.follow_up.values import Responsible, Span


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody, or several in a row, in one place of a sentence.

    `sure` where it is a known name or a word for somebody who acts; else it is a capital at the start and no more.
    `body` where it is one that meets and decides: its verbs are mostly decisions, not tasks. `person` where it is
    somebody whose name is known, or who has a title.
    """

    span: Span
    who: tuple[Responsible, ...]
    sure: bool = True
    body: bool = False
    owner: bool = False
    person: bool = False

    @property
    def is_person(self) -> bool:
        """Whether it is one human being: "Anne Mikkelsen", "økonomichefen"; not "HR", "lederne" or "afdelingen"."""
        if self.body or len(self.who) != 1:
            return False
        name = self.who[0].name
        return self.person or bool(_ONE_PERSON.fullmatch(name)) or name.split(" ")[0] in words.FIRST_NAMES


class Names:
    """The names that a municipality knows, ready to be found in its texts."""

    def __init__(self, departments: Sequence[str], people: Sequence[str]) -> None:
        names = [" ".join(name.split()) for name in (*departments, *people)]
        self._known = {_plain(name): name for name in names if name}
        self._people = {" ".join(name.split()) for name in people}
        self._form = _known_form(tuple(sorted(self._known.values(), key=len, reverse=True)))

    def find(self, text: str) -> list[Named]:
        """Return who is named, in order."""
        found: list[Named] = []
        taken = bytearray(len(text))
        kinds = (self._known_names, _outsiders, _roles_of, _bodies, _roles, _capitals, _rows_of_capitals)
        for named in (one for kind in kinds for one in kind(text)):
            start, end = named.span.start, named.span.end
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(named)
        return sorted((one for one in found if one.who), key=lambda one: one.span)

    def _known_names(self, text: str) -> Iterator[Named]:
        for match in self._form.finditer(text) if self._form else ():
            name, begin = self._known[_plain(match["name"])], match.start("name")
            if match["head"]:
                begin = match.start("head")
                name = f"{text[begin].lower()}{text[begin + 1 : match.start('name')]}{name}"
            who = Responsible(name, Span(begin, match.end("name")))
            is_person = name in self._people
            yield Named(Span(*match.span()), (who,), owner=bool(match["genitive"]), person=is_person)


def _plain(name: str) -> str:
    return _AND.sub(" og ", name).casefold()


_AND = re.compile(r" (?:og|&) ")
_CAP = r"[A-ZÆØÅ]\w+(?:-\w+)*"
_ROW = rf"{_CAP}(?: {_CAP}){{0,4}}"
_NAME = rf"{_ROW}(?:(?:, {_ROW}){{0,3}} (?:&|og) {_ROW})?"
_PEOPLE = (
    r"(?:chef|leder|direktør|inspektør|konsulent|koordinator|repræsentant|sekretær|jurist|planlægger|medarbejder|"
    r"tovholder|formand|formænd|forperson|borgmester|referent|ordstyrer|specialist|arkitekt|ingeniør|rådgiver|"
    r"ansvarlig|controller|lærer|pædagog|revisor|advokat|vejleder|visitator|sagsbehandler|(?<=system)ejer|(?<=data)ejer|(?<=proces)ejer|vært|pedell?|tillidsvalgt)"
    r"(?:en|n|erne|er|ne|e)?"
)
_ONE_PERSON = re.compile(
    r"(?i:[\w-]*(?:chef|leder|direktør|inspektør|konsulent|koordinator|sekretær|jurist|formand|borgmester|rådgiver))"
    r"(?:en)?(?: .*)?"
)
_UNITS = (
    r"(?:direktion|forvaltning|afdeling|administration|sekretariat|center|centr|formandskab|bestyrelse|team|kontor|"
    r"(?<!mål)(?<!alders)(?<!borger)gruppe|(?<=\w)udvalg|udvalget|stab(?=en|e)|enhed|institution|ledelse|(?<=\w)råd|"
    r"rådet|område(?=r|t)|(?<=\w)kreds|skole|børnehus|bibliotek|myndighed|forening|borgerservice|jobcent|"
    r"(?<=\w)(?:pleje(?=n)|væsen(?=et)|gård(?=en)|tjeneste|vagt(?=en)))"
    r"(?:erne|ene|eret|ret|rne|en|et|er|re|n|t|r|e|s)?"
)
_WHICH = (
    r"(?i:(?:alle|samtlige|hvert?|enkelte?|den|det|de|begge|øvrige|respektive|relevante|berørte|involverede|pågældende|"
    r"ansvarlige|nye|faglige|lokale|nærmeste|deltagende|vores|udvalgte|decentrale|to|tre|andre) ){1,4}"
)
_HEAD = r"(?i:[\w-]*(?:chefen|direktøren|lederen|formanden))"
_TITLE = rf"(?:[\w-]*(?i:{_PEOPLE}) )"
_BODY = re.compile(
    r"(?<![\w-])(?:(?i:chefforum(?:met)?|forummet|direktionen|chefgruppen|chefkredsen|ledergruppen|ledelsen|"
    r"[\w-]*udvalget|byrådet|ældrerådet|handicaprådet|kommunalbestyrelsen|[\w-]*bestyrelsen|kommunemed|hovedmed)|"
    r"HMU|MED|HovedMED|[A-Z]-?MED)(?![\w-])"
)
_NO_NAME = rf"(?!(?:{'|'.join(sorted(words.NOT_NAMES))}) [A-ZÆØÅ])"
_KIND_OF = (
    r"(?:[Dd]en )?(?:[Tt]eknisk|[Aa]dministrativ|[Pp]ædagogisk|[Ff]aglig|[Jj]uridisk|[Ss]ocialfaglig|[Dd]aglig|"
    r"[Øø]verst)e? "
)
_A_ROLE = (
    rf"(?:{_WHICH}[Ll]eder|{_KIND_OF}(?:chef|leder|direktør|konsulent|koordinator|medarbejder)(?:en)?(?![\w-])|"
    rf"(?:{_WHICH})?(?:\w+- og )?(?:{_NO_NAME}[A-ZÆØÅ][a-zæøå]+ (?=[A-ZÆØÅ]))?"
    rf"(?!(?i:leder|lærer|planlægger|rådgiver|vejleder)(?!\w))[\w-]*(?i:{_PEOPLE}|{_UNITS})(?![\w-])(?: {_CAP}(?!\w))?)"
)
_ROLE = re.compile(rf"(?<![\w-])(?P<name>{_A_ROLE})(?![\w-])")
_ROLE_OF = re.compile(
    rf"(?<![\w-])(?P<name>{_A_ROLE} (?:for|af|i|på) (?:{_NAME}|{_WHICH}[\w-]*(?i:{_UNITS})))(?![\w-])"
)
_OWNER = re.compile(rf"(?<![\w-])(?P<name>(?:{_WHICH})?[\w-]*(?i:{_PEOPLE}|{_UNITS}))s(?![\w-])")
_ROLE_AND_NAME = re.compile(rf"(?<![\w-]){_TITLE}(?P<name>{_ROW})(?![\w-])")
_SOMEBODY = re.compile(
    rf"(?<![\w-]){_NO_NAME}(?:(?:[Cc]enter|[Aa]fdeling(?:en)?) for )?(?P<name>{_NAME})(?![\w-])"
)


_ONE_ROW = re.compile(rf"(?<![\w-])(?P<name>{_ROW})(?![\w-])")


def _known_form(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """ "Økonomi & Stab" is found as "Økonomi og Stab" too; a title before a person's name belongs to it."""
    if not names:
        return None
    words = "|".join(
        re.escape(_AND.sub(" & ", name)).replace(r"\ \&\ ", " (?:&|og) ").replace(r"\ ", " ")
        for name in names
    )
    return re.compile(
        rf"(?<![\w&-])(?:{_TITLE}|(?P<head>{_HEAD}) (?:for|af|i|på) )?"
        rf"(?P<name>{words})(?P<genitive>s|['’]s?)?(?![\w-]| & )"
    )


_EVERYBODY = re.compile(r"(?<![\w-])(?P<name>[Aa]lle)(?= (?P<verb>\w+) )")


_OUTSIDER = re.compile(
    rf"(?<![\w-])(?:(?i:{'|'.join(words.OUTSIDERS)}|[\w-]*(?:(?<!be)styrelsen|tilsynet|ministeriet|direktoratet))s?(?![\w-])|"
    rf"Region {_CAP})"
)


def _outsiders(text: str) -> Iterator[Named]:
    """Whoever is none of the municipality's own; they are found so as not to be taken for one."""
    for match in _OUTSIDER.finditer(text):
        yield Named(Span(*match.span()), ())


def _bodies(text: str) -> Iterator[Named]:
    for match in _BODY.finditer(text):
        yield Named(Span(*match.span()), (_written(match, text),), body=True)


def _roles_of(text: str) -> Iterator[Named]:
    for match in (*_ROLE_AND_NAME.finditer(text), *_ROLE_OF.finditer(text)):
        titled = match.re is _ROLE_AND_NAME
        yield Named(Span(*match.span()), (_written(match, text),), person=titled)


def _roles(text: str) -> Iterator[Named]:
    for match in _ROLE.finditer(text):
        yield Named(Span(*match.span()), (_written(match, text),))
    for match in _OWNER.finditer(text):
        yield Named(Span(*match.span()), (_written(match, text),), owner=True)
    for match in _EVERYBODY.finditer(text):
        if (verb := verbs.read(match["verb"])) and verb.form in verbs.FINITE:
            yield Named(Span(*match.span()), (Responsible("alle", Span(*match.span())),))


def _written(match: re.Match[str], text: str) -> Responsible:
    """As it is written, without the capital that only the start of the sentence gave it."""
    name = match.group(match.lastgroup or 0)
    if match.start() == 0 and name[1:].islower() and match.re is not _ROLE_AND_NAME:
        name = name[0].lower() + name[1:]
    return Responsible(name, Span(*match.span(match.lastgroup or 0)))


def _capitals(text: str) -> Iterator[Named]:
    """A name by its capitals; the first word of a sentence has one anyway, so that is not sure."""
    return _by_capitals(_SOMEBODY, text)


def _rows_of_capitals(text: str) -> Iterator[Named]:
    """The rest of what was taken for one name with a known one: "Carl Hansen og HR-chefen"."""
    return _by_capitals(_ONE_ROW, text)


def _by_capitals(form: re.Pattern[str], text: str) -> Iterator[Named]:
    for match in form.finditer(text):
        begins = text[: match.start()].rstrip()[-1:] in ("", ":", ".")
        if match["name"] in words.NOT_NAMES or (begins and _is_just_a_word(match["name"])):
            continue
        if _is_verb_after_label(match):
            continue
        alone = _CAP_ONLY.fullmatch(match["name"]) is not None
        sure = not begins or not alone or match["name"].isupper() or match["name"] in words.FIRST_NAMES
        yield Named(Span(*match.span()), tuple(_separate(match)), sure=sure)


_CAP_ONLY = re.compile(_CAP)
_NEXT_WORD = re.compile(r" ([a-zæøå]+)")


def _is_verb_after_label(match: re.Match[str]) -> bool:
    """ "HR: Udpeger en kontaktperson", where "HR: Birger udpeger en" and "Ansvarlig: Birger og Mette" name somebody."""
    name, following = match["name"], _NEXT_WORD.match(match.string, match.end())
    if not match.string[: match.start()].endswith(": ") or name in words.FIRST_NAMES or not following:
        return False
    next_verb = verbs.read(following[1])
    acts = following[1] in ("og", "samt") or (next_verb is not None and next_verb.form in verbs.FINITE)
    return not acts and verbs.guess_present(name.lower()) is not None


_DEFINITE = ("en", "et", "ne", "es", "ene")


def _is_just_a_word(name: str) -> bool:
    """Whether the first word of a sentence is a noun ("Planen") or a small word, and no name."""
    if name in words.NOT_NAMES or name.lower() in words.ADVERBS:
        return True
    verb = verbs.read(name.lower()) if name not in words.FIRST_NAMES else None
    if verb is not None and verb.form is verbs.Form.PRESENT and name.lower() not in words.NOUNS_TOO:
        return True
    return (
        _CAP_ONLY.fullmatch(name) is not None and name.endswith(_DEFINITE) and name not in words.FIRST_NAMES
    )


def _separate(match: re.Match[str]) -> Iterator[Responsible]:
    """ "Børn, Skole & Dagtilbud" is one; "Økonomi, HR og Jura" are three, and so are "Mette og Hassan" two."""
    name = match["name"]
    parts = [] if " & " in name else re.split(r", | og ", name)
    if len(parts) < 2 or any(part in words.FIELDS for part in parts) or match.group() != name:
        yield Responsible(match.group(), Span(*match.span()))
        return
    place = match.start("name")
    for part in parts:
        place = match.string.index(part, place)
        yield Responsible(part, Span(place, place + len(part)))
