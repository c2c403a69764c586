"""The forms of Danish verbs, as far as decisions use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from decisions.follow_up import words


class Form(Enum):
    """What form a word is in; the passive in -s is both a present and an infinitive."""

    INFINITIVE = "infinitive"
    PRESENT = "present"
    PASSIVE = "passive"
    PAST = "past"
    PARTICIPLE = "participle"
    MODAL = "modal"


FINITE = frozenset({Form.PRESENT, Form.PASSIVE, Form.PAST, Form.MODAL})


@dataclass(frozen=True, slots=True)
class Verb:
    """One reading of a word: "udarbejdes" is the passive of "udarbejde"."""

    infinitive: str
    form: Form


_STRONG = {
    "bede": ("bad", "bedt"), "blive": ("blev", "blevet"), "bringe": ("bragte", "bragt"), "bryde": ("brød", "brudt"),
    "byde": ("bød", "budt"), "bære": ("bar", "båret"), "drage": ("drog", "draget"), "falde": ("faldt", "faldet"),
    "finde": ("fandt", "fundet"), "fortælle": ("fortalte", "fortalt"), "få": ("fik", "fået"),
    "følge": ("fulgte", "fulgt"), "give": ("gav", "givet"), "grave": ("gravede", "gravet"),
    "gælde": ("gjaldt", "gældt"), "gøre": ("gjorde", "gjort"), "gå": ("gik", "gået"), "have": ("havde", "haft"),
    "hjælpe": ("hjalp", "hjulpet"), "holde": ("holdt", "holdt"), "komme": ("kom", "kommet"),
    "lade": ("lod", "ladet"), "ligge": ("lå", "ligget"), "lægge": ("lagde", "lagt"), "løbe": ("løb", "løbet"),
    "nyde": ("nød", "nydt"),
    "rykke": ("rykkede", "rykket"), "se": ("", "set"), "sidde": ("sad", "siddet"), "sige": ("sagde", "sagt"),
    "skrive": ("skrev", "skrevet"), "skyde": ("skød", "skudt"), "slå": ("slog", "slået"),
    "spørge": ("spurgte", "spurgt"), "stige": ("steg", "steget"), "stå": ("stod", "stået"),
    "sætte": ("satte", "sat"), "tage": ("tog", "taget"), "træde": ("trådte", "trådt"), "træffe": ("traf", "truffet"),
    "trække": ("trak", "trukket"), "tælle": ("talte", "talt"), "vide": ("vidste", "vidst"),
    "vise": ("viste", "vist"), "vælge": ("valgte", "valgt"), "være": ("var", "været"),
}  # fmt: skip
"""Past and participle; verbs that end in one of these go as it does ("forelægge")."""

_ALONE = frozenset({"se", "vide", "have", "være", "få", "blive"})
"""These end other verbs as well, that do not go so: "læse", "udvide"."""
_LONGEST_FIRST = sorted(_STRONG, key=len, reverse=True)
_MODALS = {"skal": "skulle", "vil": "ville", "bør": "burde", "kan": "kunne", "må": "måtte"}
_PRESENTS = {"være": "er", "have": "har", "vide": "ved"}
_NOT_PASSIVES = frozenset(
    {"fælles", "indbyrdes", "særdeles", "aldeles", "ligeledes", "således", "anderledes", "alles", "andres"}
)


def read(word: str) -> Verb | None:
    """Return what verb a word is a form of, None where it is none that decisions use."""
    return _READINGS.get(word)


def guess_present(word: str) -> Verb | None:
    """Read a word that follows somebody who acts: in -er it is most likely what they do."""
    if known := _READINGS.get(word):
        return known
    if len(word) > 4 and word.endswith("er") and word not in words.NEVER_VERBS:
        return Verb(word[:-1], Form.PRESENT)
    return None


def guess_passive(word: str) -> Verb | None:
    """Read a word in -es where a verb is wanted; most in -nes, -res and -des are genitives."""
    if known := _READINGS.get(word):
        return known
    likely = word.endswith("es") and len(word) > 5 and not word.endswith(("nes", "res", "des"))
    if (likely or word.endswith("eres")) and word not in _NOT_PASSIVES:
        return Verb(word[:-1], Form.PASSIVE)
    return None


def guess_infinitive(word: str) -> Verb | None:
    """Read a word that follows "skal" or "at": in -e, and not the definite plural of a noun."""
    if known := _READINGS.get(word):
        return known if known.form is Form.INFINITIVE else None
    endings_of_others = ("erne", "ene", "ere", "ste", "lige", "tte", "ede")
    if len(word) > 4 and word.endswith("e") and not word.endswith(endings_of_others):
        return Verb(word, Form.INFINITIVE)
    return None


def _readings() -> dict[str, Verb]:
    """All forms of all known verbs; of forms that are alike, the present and the passive stand."""
    found: dict[str, Verb] = {}
    for infinitive in sorted(words.ACTIONS | words.STATES | words.EFFECTS | words.DECIDING):
        for word, form in _forms(infinitive):
            if word not in found or found[word].form not in (Form.PRESENT, Form.PASSIVE):
                found[word] = Verb(infinitive, form)
    found.update({word: Verb(word, Form.PRESENT) for word in words.DEPONENTS})
    found.update(
        {word: Verb("mødes", Form.PAST) for word in ("mødtes", "sås", "fandtes", "fulgtes", "skiltes")}
    )
    found.update({word: Verb(infinitive, Form.MODAL) for word, infinitive in _MODALS.items()})
    found.update({infinitive: Verb(infinitive, Form.PAST) for infinitive in _MODALS.values()})
    return {word: verb for word, verb in found.items() if word and word not in words.NEVER_VERBS}


def _forms(infinitive: str) -> Iterator[tuple[str, Form]]:
    yield infinitive, Form.INFINITIVE
    for past, participle in _past_and_participle(infinitive):
        yield past, Form.PAST
        yield past and past + "s", Form.PAST  # besluttedes
        yield participle, Form.PARTICIPLE
    yield infinitive + "s", Form.PASSIVE
    present = infinitive[:-1] if infinitive.endswith("gøre") else infinitive + "r"
    yield _PRESENTS.get(infinitive, present), Form.PRESENT


def _past_and_participle(infinitive: str) -> Iterator[tuple[str, str]]:
    """A strong verb has one of each; whether a weak one has -ede or -te is not known, so both are read."""
    ending = next((one for one in _LONGEST_FIRST if infinitive.endswith(one)), None)
    if ending and (ending == infinitive or ending not in _ALONE):
        stem = infinitive.removesuffix(ending)
        past, participle = _STRONG[ending]
        yield past and stem + past, stem + participle
        return
    stem = infinitive.removesuffix("e")
    yield stem + "ede", stem + "et"
    yield stem + "te", stem + "t"
    if (single := words.single(stem)) != stem and not stem.endswith("t"):  # afstemme, afstemt
        yield single + "te", single + "t"


_READINGS = _readings()
